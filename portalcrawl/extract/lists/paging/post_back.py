"""ASP.NET: the page sends itself back to the server, with a note of what was clicked.

>>> html = '''<form method=post action="list.aspx"><input name=__VIEWSTATE value=abc>
... <a href="javascript:__doPostBack('Pager','2')">下一页</a>
... <a href="javascript:__doPostBack('Pager','37')">末页</a></form>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/list.aspx")
>>> paging = find_post_back(page, Scripts.of_page(page))
>>> paging.total_pages, paging.next.key, paging.next.body
(37, 'Pager/2', '__EVENTTARGET=Pager&__EVENTARGUMENT=2&__VIEWSTATE=abc')

The state of the form holds for this page only, so the way leads from page to page. Only buttons
that say what a pager says are pressed: never a search, a login, a vote.
"""

from __future__ import annotations

from dataclasses import replace

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.buttons import Button, counts_of, next_button
from portalcrawl.extract.lists.paging.form import FORM_TYPE, form_body, read_form
from portalcrawl.extract.lists.paging.post_buttons import find_buttons
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import digest
from portalcrawl.page.document import Page

MECHANISM = "post_back"
MARKS = ("__doPostBack", "__VIEWSTATE", "WebForm_PostBackOptions")
_TARGET, _ARGUMENT = "__EVENTTARGET", "__EVENTARGUMENT"


def find_post_back(page: Page, _scripts: Scripts) -> Paging | None:
    """The paging by the form's own buttons; None where none of them pages."""
    buttons = find_buttons(page)
    if not buttons:
        return None
    counts = counts_of(buttons)
    paging = Paging(
        mechanism=MECHANISM,
        current=counts.current,
        total_pages=counts.pages,
        total_items=counts.items,
    )
    if counts.current is not None and counts.pages is not None and counts.current >= counts.pages:
        return paging
    button = next_button(buttons, counts.current)
    return replace(paging, next=_step(page, button, counts.current) if button else None)


def _step(page: Page, button: Button, current: int | None) -> Step | None:
    form = read_form(page, button.node)
    if form is None:
        return None
    sent = {_TARGET: button.target, _ARGUMENT: button.argument} if button.target else {}
    sent |= dict(button.fields)
    kept = [(name, value) for name, value in form.fields if name not in sent]
    body = form_body([*sent.items(), *kept], encoding=page.decoded.encoding)
    if not body:
        return None
    number = button.number or (current + 1 if current is not None else None)
    key = f"{button.name}/{number or _rows_digest(page)}"
    return Step(url=form.url, number=number, body=body, content_type=FORM_TYPE, key=key)


def _rows_digest(page: Page) -> str:
    """What tells this page of the list from the others, where nothing counts them."""
    return digest("\n".join(link.href for line in page.outline.lines for link in line.links))

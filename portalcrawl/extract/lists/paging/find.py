"""How a list page that is paged by a script goes on.

>>> html = "<script>createPageHTML(3, 0, 'index', 'html')</script>"
>>> find_paging(Page.of_bytes(html.encode(), url="http://a.cn/tzgg/")).next.url
'http://a.cn/tzgg/index_1.html'
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from portalcrawl.extract.lists.listing import Paging
from portalcrawl.extract.lists.paging import (
    ajax_list,
    create_page_html,
    gkmlpt,
    hidden_html,
    jpaas,
    jpage,
    post_back,
    select,
    site_server,
    sudy,
    turn_call,
    vsb,
)
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

Find: TypeAlias = Callable[[Page, Scripts], Paging | None]

# What a page must hold for a mechanism to be asked, the surest first: to look for a word costs next
# to nothing, to read scripts does not.
MECHANISMS: tuple[tuple[tuple[str, ...], Find], ...] = (
    ((create_page_html.MARK,), create_page_html.find_create_page_html),
    (jpage.MARKS, jpage.find_jpage),
    (jpaas.MARKS, jpaas.find_jpaas),
    (gkmlpt.MARKS, gkmlpt.find_gkmlpt),
    (site_server.MARKS, site_server.find_site_server),
    (vsb.MARKS, vsb.find_vsb),
    (sudy.MARKS, sudy.find_sudy),
    (post_back.MARKS, post_back.find_post_back),
    (hidden_html.WRITTEN_MARKS, hidden_html.find_written),
    (select.MARKS, select.find_select),
    (hidden_html.BASE64_MARKS, hidden_html.find_base64),
    (turn_call.MARKS, turn_call.find_turn_call),
    (ajax_list.MARKS, ajax_list.find_ajax_list),
)


def find_paging(page: Page) -> Paging | None:
    """The paging by the first mechanism that knows *page*; None where none does.

    One that knows that there are more pages, but not how to ask for them, comes last: without a
    next, and with more ``total_pages`` than ``current``.
    """
    html = page.decoded.text
    scripts: Scripts | None = None
    unsolved: Paging | None = None
    for marks, find in MECHANISMS:
        if not any(mark in html for mark in marks):
            continue
        scripts = scripts or Scripts.of_page(page)
        paging = find(page, scripts)
        if paging is not None and not is_unsolved(paging):
            return paging
        unsolved = unsolved or paging
    return unsolved


def is_unsolved(paging: Paging) -> bool:
    """Whether there are pages that no rule can ask for: a browser would have to turn them."""
    if paging.next is not None or paging.more or paging.total_pages is None:
        return False
    return (paging.current or 1) < paging.total_pages

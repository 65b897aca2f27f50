"""SiteServer (百容千域): lists that an element of the page asks the server for.

>>> html = '''<script>function stlDynamic_ajaxElement_2_262(pageNum) {
... var url = "/sitefiles/services/cms/dynamic/output.aspx?publishmentSystemID=1&";
... var pars = "pageNodeID=148&ajaxDivID=ajaxElement_2_262&templateContent=Gd8l0add0";
... if (pageNum && pageNum > 0) { pars += "&pageNum=" + pageNum; } }</script>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/channels/148.html")
>>> find_site_server(page, Scripts.of_page(page)).next.body.rpartition("&")[2]
'pageNum=1'
"""

from __future__ import annotations

import re

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.expressions import Sum, Value
from portalcrawl.extract.lists.paging.form import FORM_TYPE, MAX_BODY_CHARS
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import key_of
from portalcrawl.page.document import Page

MECHANISM = "site_server"
MARKS = ("dynamic/output",)
MAX_ELEMENTS = 20
_FUNCTION = re.compile(r"(?<![\w$])function\s{1,9}(stlDynamic_\w{1,60})\s{0,9}\(")
_PAGE_PARAMETER = re.compile(r"['\"]&(page(?:Num|Index|No)?)=['\"]\s{0,9}\+", re.IGNORECASE)


def find_site_server(page: Page, scripts: Scripts) -> Paging | None:
    """The first pages of the elements that are paged, else None."""
    names = [match[1] for match in _FUNCTION.finditer(scripts.text)][:MAX_ELEMENTS]
    steps = [step for name in names if (step := _step(page, scripts, name)) is not None]
    if not steps:
        return None
    return Paging(mechanism=MECHANISM, next=steps[0], more=tuple(steps[1:]))


def _step(page: Page, scripts: Scripts, name: str) -> Step | None:
    function = scripts.function(name)
    if function is None:
        return None
    assigned = Scripts(function.code).assigned
    address, parameters = _start(assigned.get("url")), _start(assigned.get("pars"))
    counter = _PAGE_PARAMETER.search(function.code)
    url = page.absolute(address) if address else None
    # Without a counter it is a menu, or a count of visits.
    if url is None or counter is None or not parameters or not parameters.isascii():
        return None
    body = f"{parameters}&{counter[1]}=1"
    if len(body) > MAX_BODY_CHARS:
        return None
    return Step(url=url, number=1, body=body, content_type=FORM_TYPE, key=key_of(body))


def _start(value: Value) -> str:
    """The text that *value* begins with: what follows is the page's own query."""
    first = value.terms[0] if isinstance(value, Sum) else value
    return first if isinstance(first, str) else ""

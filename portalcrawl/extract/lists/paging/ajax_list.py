"""Lists that a script asks for: any request that says which page it wants.

>>> html = '''<div id=app></div><script>var page = 1; function load() { axios.post('/api/list',
... {pageNo: page, pageSize: 10}) }</script>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/")
>>> find_ajax_list(page, Scripts.of_page(page)).next.body
'{"pageNo":1,"pageSize":10}'

Where rows stand in the page and a button loads more of them, the first that is asked for is the
second page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from portalcrawl.extract.kind import is_dated_row
from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.endpoints import defaults_of, mechanism_of
from portalcrawl.extract.lists.paging.expression_reader import read_expression
from portalcrawl.extract.lists.paging.filling import fill, is_page_name, names_in, names_of
from portalcrawl.extract.lists.paging.script_requests import ScriptRequest, script_requests
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import counts_pages, page_number, turned
from portalcrawl.extract.lists.paging.words import word_list
from portalcrawl.page.document import Page

MARKS: tuple[str, ...] = (
    *("ajax", "$.get", "$.post", "jQuery.", "axios", "$http", "fetch(", ".load("),
    *("/web/search?", "searchList/", "common/search/"),
)
MIN_STATIC_ROWS = 3
MAX_REQUESTS = 20
# Addresses of families that stand in a script, whoever sends them.
_ADDRESS = re.compile(
    r"(?=['\"][^'\"\s]{0,300}(?:/searchList/|/common/search/|/was\d{0,2}/web/search\?))"
)


def find_ajax_list(page: Page, scripts: Scripts) -> Paging | None:
    """The first request that asks for a page of a list; those of families come first."""
    requests = list(_requests(scripts))
    if not requests:
        return None
    loads_more = _loads_more(page)
    steps: dict[tuple[str, str], Step] = {}
    for request in requests:
        step = _step(request, page, scripts, loads_more=loads_more)
        if step is not None and not _is_never(step.url):
            steps.setdefault((step.url, step.body), step)
    if not steps:
        return None
    known = [step for step in steps.values() if mechanism_of(step.url)]
    first, *others = known or list(steps.values())[:1]
    mechanism = mechanism_of(first.url) or ("json_post" if first.body else "ajax_list")
    return Paging(mechanism=mechanism, next=first, more=tuple(others))


def _requests(scripts: Scripts) -> Iterator[ScriptRequest]:
    yield from script_requests(scripts)
    for match in list(_ADDRESS.finditer(scripts.text))[:MAX_REQUESTS]:
        address = read_expression(scripts.text, match.start(), max_tokens=50)
        yield ScriptRequest(address, None, is_post=False, is_json=False)


def _step(request: ScriptRequest, page: Page, scripts: Scripts, *, loads_more: bool) -> Step | None:
    """*request* for the first page that is not in the HTML; None where it asks for no page."""
    counters = [name for name in names_in([request.url, request.data]) if is_page_name(name)]
    start = scripts.variables.get(counters[0]) if counters else None
    # Some count from 0, some have counted the page that is shown already.
    asked = start if start in {0, 2} and isinstance(start, int) else 1
    if loads_more and counters and asked < 2:
        asked += 1
    names = names_of(request, page, scripts, number=asked)
    step = fill(request, page, names, number=asked + 1 if start == 0 else asked)
    if step is None:
        return None
    defaults = defaults_of(step.url)
    if defaults:
        given = {pair.partition("=")[0] for pair in urlsplit(step.url).query.split("&")}
        missing = [pair for pair in defaults if pair.partition("=")[0] not in given]
        mark = "&" if "?" in step.url else "?"
        step = replace(step, url=f"{step.url}{mark}{'&'.join(missing)}") if missing else step
    if not counts_pages(step):
        return None
    if not counters:
        step = replace(step, number=page_number(step))
        return turned(step) if loads_more else step
    return step


def _loads_more(page: Page) -> bool:
    """Whether the page shows rows, and a button that loads more of them."""
    html = page.decoded.text
    if not any(word in html for word in word_list("label", "more")):
        return False
    lines = range(len(page.outline.lines))
    return sum(is_dated_row(page.outline, number) for number in lines) >= MIN_STATIC_ROWS


def _is_never(url: str) -> bool:
    """Whether what the address is called says that it changes something."""
    name = urlsplit(url).path.rpartition("/")[2].partition(".")[0]
    words = re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    return not _never().isdisjoint(words)


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(word_list("never", "address"))

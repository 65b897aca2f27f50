"""Pages to choose from a list: ``<option value="index_3.html">第4页</option>``.

>>> html = '''<select onchange="location.href=this.value"><option value="index.html" selected>1
... <option value="index_1.html">2<option value="index_2.html">3</select>'''
>>> paging = find_select(Page.of_bytes(html.encode(), url="http://a.cn/zw/"), Scripts(""))
>>> paging.next.url, paging.total_pages, [step.number for step in paging.more]
('http://a.cn/zw/index_1.html', 3, [3])
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.pager_words import number_of
from portalcrawl.extract.lists.paging.counts import MAX_PAGES
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MECHANISM = "select"
MARKS = ("<option", "<OPTION")
MAX_SELECTS = 50
MAX_MORE = 2000
_DIGITS = re.compile(r"\d+")


def find_select(page: Page, _scripts: Scripts) -> Paging | None:
    """The paging by the options that are numbered pages; None where no list of them is."""
    for select in page.tree.css("select")[:MAX_SELECTS]:
        options = select.css("option")[:MAX_PAGES]
        numbers = [number_of(option.text().strip()) for option in options]
        if len(options) < 2 or numbers != list(range(1, len(options) + 1)):
            continue
        urls = [_url(page, option) for option in options]
        if None in urls or len(set(urls)) != len(urls) or not _are_alike(urls[1:]):
            continue
        current = _current(page, options, urls)
        steps = [Step(url=url, number=n) for n, url in enumerate(urls, 1) if url and n > current]
        return Paging(
            mechanism=MECHANISM,
            current=current,
            total_pages=len(options),
            next=steps[0] if steps else None,
            more=tuple(steps[1 : MAX_MORE + 1]),
        )
    return None


def _url(page: Page, option: LexborNode) -> str | None:
    """Where *option* leads; None where its value is a number or a word, and no address."""
    value = (option.attributes.get("value") or "").strip()
    return page.absolute(value) if "." in value or "/" in value or "?" in value else None


def _are_alike(urls: list[str | None]) -> bool:
    """Whether all but the first, which is the column's home, differ in a number only."""
    return len({_DIGITS.sub("0", url or "") for url in urls}) == 1


def _current(page: Page, options: list[LexborNode], urls: list[str | None]) -> int:
    if page.url in urls:
        return urls.index(page.url) + 1
    chosen = [n for n, option in enumerate(options, 1) if "selected" in option.attributes]
    return chosen[0] if chosen else 1

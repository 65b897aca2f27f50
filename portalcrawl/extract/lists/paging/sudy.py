"""Sudy WebPlus (苏迪): ``list.htm``, ``list2.htm`` …, and counters in elements of their own.

>>> html = '''<ul class="wp_paging"><a class=next href="javascript:void(0);">下一页</a>
... <em class="curr_page">1</em>/<em class="all_pages">103</em></ul>'''
>>> paging = find_sudy(Page.of_bytes(html.encode(), url="http://a.cn/ggtz/list.htm"), Scripts(""))
>>> paging.next.url, paging.current, paging.total_pages
('http://a.cn/ggtz/list2.htm', 1, 103)
"""

from __future__ import annotations

import re

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.pager_words import read_counts
from portalcrawl.extract.lists.paging.counts import MAX_PAGES, as_count
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MECHANISM = "sudy_list"
MARKS = ("wp_paging",)
_FILE = re.compile(r"(/list)(\d{0,6})(\.\w{1,5})$")


def find_sudy(page: Page, _scripts: Scripts) -> Paging | None:
    """The paging of the page's ``wp_paging``; None where it has none."""
    pager = page.tree.css_first(".wp_paging")
    if pager is None:
        return None
    counts = read_counts(" ".join(pager.text(separator=" ").split()))
    numbers: list[int | None] = []
    for name in ("curr_page", "all_pages", "all_count"):
        node = pager.css_first(f".{name}")
        text = node.text() if node is not None else ""
        numbers.append(as_count(text, most=MAX_PAGES))
    current, pages = numbers[0] or counts.current, numbers[1] or counts.pages
    file = _FILE.search(page.url)
    if current is None and file is not None:
        current = int(file[2] or 1)
    return Paging(
        mechanism=MECHANISM,
        current=current or None,
        total_pages=pages,
        total_items=numbers[2] if numbers[2] is not None else counts.items,
        next=_next(page, current or 1, pages),
    )


def _next(page: Page, current: int, pages: int | None) -> Step | None:
    """The link to the next page, else the file with its number."""
    if pages is not None and current >= pages:
        return None
    link = page.tree.css_first(".wp_paging a.next[href]")
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    url = page.absolute(href) if href and not href.startswith("#") else None
    if url == page.url:
        url = None
    file = _FILE.search(page.url)
    if url is None and file is not None and pages is not None:
        url = f"{page.url[: file.start()]}{file[1]}{current + 1}{file[3]}"
    return Step(url=url, number=current + 1) if url else None

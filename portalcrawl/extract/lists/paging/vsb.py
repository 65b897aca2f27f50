"""VSB (博达): pages that are numbered backwards, or asked for by number; and how many there are.

>>> html = '<a onclick="_simple_list_gotopage_fun(31, 7, 2)">跳转</a>'
>>> paging = find_vsb(Page.of_bytes(html.encode(), url="http://a.cn/tzgg.htm"), Scripts(""))
>>> paging.next.url, paging.current, paging.total_pages
('http://a.cn/tzgg/30.htm', 1, 31)

The file of page 2 of T is ``T-1``, that of the last page ``1``. Links of the page say the same
where it has them, and come first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.pager_words import label_of
from portalcrawl.extract.lists.paging.buttons import said
from portalcrawl.extract.lists.paging.counts import MAX_PAGES
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MARKS = ("_simple_list_gotopage_fun", "PAGENUM=")
MAX_LINKS = 3000
_GO = re.compile(r"_simple_list_gotopage_fun\s{0,5}\(\s{0,5}(\d{1,6})\s{0,5},")
_DYNAMIC = re.compile(r"[?&]PAGENUM=(\d{1,6})(?=&|$)")
_TOTAL = re.compile(r"[?&]totalpage=(\d{1,6})(?=&|$)")
_FILE = re.compile(r"/(?P<name>[^/]{1,200})\.(?P<extension>\w{1,5})$")


def find_vsb(page: Page, _scripts: Scripts) -> Paging | None:
    """The paging of a list of VSB; None where the page has no such pager."""
    hrefs = [
        (label_of(said(node)), href)
        for node in islice(page.tree.css("a[href]"), MAX_LINKS)
        if _is_address(href := node.attributes.get("href") or "")
    ]
    dynamic = [href for _, href in hrefs if _DYNAMIC.search(href)]
    total = _total(page, dynamic)
    if total is None:
        return None
    current = _current(page.url, total, is_dynamic=bool(dynamic))
    mechanism = "vsb_dynamic" if dynamic else "vsb_reversed"
    paging = Paging(mechanism=mechanism, current=current, total_pages=total)
    if current is None or current >= total:
        return paging
    linked = next((href for label, href in hrefs if label == "next"), None)
    url = page.absolute(linked) if linked else None
    if url is None or url == page.url:
        url = _computed(page, dynamic, current, total)
    return replace(paging, next=Step(url=url, number=current + 1) if url else None)


def _is_address(href: str) -> bool:
    return bool(href) and not href.lstrip().lower().startswith(("javascript:", "#"))


def _total(page: Page, dynamic: list[str]) -> int | None:
    found = [_GO.search(page.decoded.text), *map(_TOTAL.search, dynamic)]
    totals = (int(match[1]) for match in found if match is not None)
    return next((total for total in totals if 0 < total <= MAX_PAGES), None)


def _current(url: str, total: int, *, is_dynamic: bool) -> int | None:
    """The page at *url*; None where its number is not one of the list's."""
    if (match := _DYNAMIC.search(url)) is not None:
        return int(match[1]) or None
    file = _FILE.search(urlsplit(url).path)
    if is_dynamic or file is None or not (file["name"].isascii() and file["name"].isdigit()):
        return 1
    current = total - int(file["name"][:9]) + 1
    return current if 1 < current <= total else None


def _computed(page: Page, dynamic: list[str], current: int, total: int) -> str | None:
    if dynamic:
        # A link to another page of the list, with the number of the next.
        href = _DYNAMIC.sub(lambda match: f"{match[0][:9]}{current + 1}", dynamic[0])
        return page.absolute(href)
    file = _FILE.search(urlsplit(page.url).path)
    if file is None:
        return None
    number, extension = total - current, file["extension"]
    folder = f"{file['name']}/" if current == 1 else ""
    return page.absolute(f"{folder}{number}.{extension}")

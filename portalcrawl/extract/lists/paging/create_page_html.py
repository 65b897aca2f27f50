"""``createPageHTML``: the pager of TRS and UCAP, and of whoever copied theirs.

Two conventions share the name. TRS counts from 0, and page 2 is ``index_1``; UCAP names the element
to fill first, counts from 1, and page 2 is ``list_2``.

>>> def step(call, url):
...     page = Page.of_bytes(f"<script>{call}</script>".encode(), url=url)
...     return find_create_page_html(page, Scripts.of_page(page)).next
>>> step("createPageHTML(50, 0, 'index', 'html')", "http://a.cn/tzgg/")
Step(url='http://a.cn/tzgg/index_1.html', number=2, body='', content_type='', key='')
>>> step("createPageHTML('pager', 10, 1, 'list', 'shtml', 149)", "http://a.cn/c/list.shtml").url
'http://a.cn/c/list_2.shtml'

Calls that mix both are told apart by the number in the page's own address: either counts there as
in the call. So the file after ``index_3`` is ``index_4`` in any case; what may be in doubt is which
one comes after the first, and which one is the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.counts import MAX_PAGES, as_count
from portalcrawl.extract.lists.paging.expressions import Call
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MECHANISM = "create_page_html"
MARK = "createPage"
# With a suffix where a site has two designs: createPageHTML_en.
_NAME = r"createPage(?:HTML)?\w{0,12}"
_EXTENSION = re.compile(r"[A-Za-z]{1,8}")
_NUMBER = re.compile(r"_(\d{1,6})$")
MAX_NAME_CHARS = 300


@dataclass(frozen=True, slots=True)
class _Pager:
    """What a call says. ``current`` counts from ``first`` (0 or 1) where that is sure."""

    total: int
    current: int
    name: str
    extension: str
    items: int | None
    first: int
    is_sure: bool

    def step(self, page: Page, file: int, *, number: int) -> Step | None:
        """The request for page *number* in the file with the number *file*."""
        url = page.absolute(f"{self.name}_{file}.{self.extension}")
        return Step(url=url, number=number) if url else None


def find_create_page_html(page: Page, scripts: Scripts) -> Paging | None:
    """The paging that the last literal call says."""
    found = (_pager(call, page.url) for call in reversed(scripts.calls(_NAME)))
    pager = next(filter(None, found), None)
    if pager is None:
        return None
    current = pager.current - pager.first + 1
    paging = Paging(
        mechanism=MECHANISM,
        current=current,
        total_pages=max(pager.total, 1) if pager.total <= MAX_PAGES else None,
        total_items=pager.items,
    )
    if current >= pager.total:
        return paging
    after = pager.step(page, pager.current + 1, number=current + 1)
    if pager.is_sure or current > 1:
        return replace(paging, next=after)
    # What follows the first page is in doubt.
    other = pager.step(page, 1 if pager.first else 2, number=2)
    # And where it counts from 1 all the same, the page before the last will seem to be the last.
    last = pager.step(page, pager.total, number=pager.total) if pager.first else None
    more = (last,) if last and last != after and pager.total <= MAX_PAGES else ()
    return replace(paging, next=after, fallback=other, more=more)


def _pager(call: Call, url: str) -> _Pager | None:
    """What *call* says, on the page *url*; None where its arguments are no literals."""
    first, *_ = call.arguments or ("",)
    names_element = isinstance(first, str) and as_count(first) is None
    arguments = call.arguments[1:] if names_element else call.arguments
    if len(arguments) < 4:
        return None
    total, current, name, extension, *rest = arguments
    if not (isinstance(name, str) and isinstance(extension, str)):
        return None
    name, extension = name.strip(), extension.strip().lstrip(".")
    pages, here = _whole(total), _whole(current)
    if pages is None or here is None or not _are_names(name, extension):
        return None
    base, is_sure = _first(pages, here, names_element=names_element, number=_own(url, name))
    items = as_count(rest[0]) if rest else None
    return _Pager(
        total=pages,
        current=max(here, base),
        name=name,
        extension=extension,
        items=items if items is not None and items >= pages else None,
        first=base,
        is_sure=is_sure,
    )


def _whole(value: object) -> int | None:
    """A whole number of any size: less than nothing is nothing."""
    if isinstance(value, int | float) and value < 0:
        return 0
    return as_count(value, most=10**18)


def _are_names(name: str, extension: str) -> bool:
    return 0 < len(name) <= MAX_NAME_CHARS and _EXTENSION.fullmatch(extension) is not None


def _first(
    total: int, current: int, *, names_element: bool, number: int | None
) -> tuple[int, bool]:
    """From what the call counts, 0 or 1, and whether that is sure.

    *number* is that of the page's own file, 0 for the column's home; None where it has another
    name.
    """
    if current == 0:
        # Some name the element too, and count like TRS all the same.
        return 0, not names_element
    if current >= total:
        return 1, True
    if current == 1 and number == 0:
        return 1, names_element
    if current == 1 and number == 1:
        return 0, True
    return (1, True) if names_element else (0, True)


def _own(url: str, name: str) -> int | None:
    """The number in the file name of *url*, 0 where it has none; None if it is not *name*'s."""
    stem = urlsplit(url).path.rpartition("/")[2].rpartition(".")[0]
    base = name.rpartition("/")[2]
    if stem in {"", base}:
        return 0
    match = _NUMBER.search(stem)
    return int(match[1]) if match and stem[: match.start()] == base else None

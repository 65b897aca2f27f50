"""The list on a page, however it is made: rows and pager in the markup or in scripts."""

from __future__ import annotations

import re
from dataclasses import replace

from portalcrawl.extract.kind import Kind
from portalcrawl.extract.links import Role
from portalcrawl.extract.lists.listing import Listing, Paging
from portalcrawl.extract.lists.paging.find import find_paging
from portalcrawl.extract.lists.paging.inline_rows import inline_rows
from portalcrawl.extract.lists.read_list import read_list
from portalcrawl.page.document import Page

MAX_BLANK_CHARS = 3000
MAX_NOTICE_CHARS = 40
_NOTHING = re.compile(
    r"暂无(?:数据|资料|内容|信息|记录|文章|相关)|没有(?:相关|找到|任何)?(?:记录|数据|内容|信息|文章)|栏目(?:正在)?建设中|无记录"
)


def find_listing(page: Page, kind: Kind, *, role: str = "") -> Listing | None:
    """The list that *page*, which is no article, is a page of; None where it is none.

    *role* is that of the link which led here: a step of a list leads to its next page, whatever
    that looks like (the last one may have a single row).
    """
    listing = read_list(page)
    paging = find_paging(page)
    inline = inline_rows(page)
    if inline:
        shown = {row.url for row in listing.rows}
        listing.rows.extend(row for row in inline if row.url not in shown)
    if paging is not None:
        return Listing(listing.rows, _joined(listing.paging, paging))
    is_list = kind is Kind.LIST or role == Role.PAGE or bool(inline)
    says_nothing = listing.paging.total_items == 0 or is_blank(page)
    return listing if is_list or says_nothing else None


def is_notice_of_nothing(text: str) -> bool:
    """Whether *text*, the body of what looks like an article, only says that a list is empty.

    >>> (
    ...     is_notice_of_nothing("暂无资料"),
    ...     is_notice_of_nothing("会议指出，暂无数据的单位要抓紧补报。" * 3),
    ... )
    (True, False)
    """
    return len(text) <= MAX_NOTICE_CHARS and _NOTHING.search(text) is not None


def is_blank(page: Page) -> bool:
    """Whether *page* says that it has nothing to list."""
    text = "\n".join(line.text for line in page.outline.lines if not line.links)
    return len(text) <= MAX_BLANK_CHARS and _NOTHING.search(text) is not None


def _joined(shown: Paging, script: Paging) -> Paging:
    """What a script's pager says, and the figures that only the page shows.

    A link to the next page is surer than what we make of a script.
    """
    if shown.next is not None:
        return replace(
            shown,
            total_pages=shown.total_pages or script.total_pages,
            total_items=shown.total_items or script.total_items,
        )
    return replace(
        script,
        current=script.current or shown.current,
        total_pages=script.total_pages or shown.total_pages,
        total_items=script.total_items or shown.total_items,
        more=script.more or shown.more,
    )

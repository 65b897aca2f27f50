"""A list page that was read by itself, put among the other pages of its list."""

from __future__ import annotations

from dataclasses import replace

from portalcrawl.items import ListPage
from portalcrawl.recrawl.trails import Trails


def as_found_here(page: ListPage, trails: Trails) -> ListPage:
    """*page* with its list, its new rows and where that ends, as the pages before it show.

    As ``recrawl/follow.py`` does it while a list is crawled; *trails* learn of the page.
    """
    given = page.column if page.column != page.key else ""
    column = trails.column_of(page.key, given=given)
    trails.belong(page.pages, column=column, url=page.url if column == page.key else None)
    step = trails.note(
        page.key,
        column=column,
        keys=page.keys,
        has_next=page.has_next,
        expects_more=0 < (page.number or 0) < (page.total_pages or 0),
    )
    stop = page.stop if page.stop == "unsolved_pager" else step.stop
    return replace(page, column=column, stop=stop, new_rows=step.new)

"""The list in the markup of a page: its rows, and the link to the next page."""

from __future__ import annotations

from portalcrawl.extract.links import find_links
from portalcrawl.extract.lists.listing import Listing, Paging, Row, Step
from portalcrawl.extract.row_dates import row_dates
from portalcrawl.page.document import Page


def read_list(page: Page) -> Listing:
    """The dated rows of *page*, and where 下一页 leads."""
    dates = row_dates(page)
    links = find_links(page)
    rows = [
        Row(link.url, link.url, link.anchor, dates[link.url]) for link in links if link.url in dates
    ]
    others = [link for link in links if link.url != page.url]
    after = [link.url for link in others if link.anchor in {"下一页", "下页"}]
    paging = Paging(mechanism="link", next=Step(url=after[0])) if after else Paging()
    return Listing(rows, paging)

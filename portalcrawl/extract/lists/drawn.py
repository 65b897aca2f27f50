"""The list on a page that its scripts drew, from the data that they asked for.

>>> asked = Step(
...     url="http://a.cn/api/list",
...     body='{"pageNo":1,"pageSize":2}',
...     content_type="application/json",
... )
>>> data = '{"total": 5, "list": [{"id": 7, "title": "A"}, {"id": 8, "title": "B"}]}'
>>> drawn = ["http://a.cn/#/d?id=7", "http://a.cn/#/d?id=8"]
>>> listing = drawn_listing([(asked, data)], drawn, base_url="http://a.cn/#/list")
>>> listing.rows[0].url, listing.paging.next.body, listing.paging.next.rows
('http://a.cn/#/d?id=7', '{"pageNo":2,"pageSize":2}', 'http://a.cn/#/d?id={id}')

A drawn pager is made of buttons. The request behind the page goes on where they would.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from portalcrawl.extract.lists.listing import Listing, Paging, Step
from portalcrawl.extract.lists.paging.data_list import read_data_list
from portalcrawl.extract.lists.row_rule import RowRule, learn_row_rule, with_addresses

# So many rows of the data are links of the page: it is what the page shows.
MIN_SHOWN = 2


def drawn_listing(
    asked: Iterable[tuple[Step, str]], urls: Collection[str], *, base_url: str
) -> Listing | None:
    """The list among the data (requests and answers) that most of *urls* are rows of.

    *urls* are the links of the page at *base_url*, which shows it. None where no data has two rows
    of the page.
    """
    shown = frozenset(urls)
    best, most = None, MIN_SHOWN - 1
    for step, text in asked:
        listing = _listing(step, text, urls, base_url)
        count = sum(row.url in shown for row in listing.rows) if listing is not None else 0
        if count > most:
            best, most = listing, count
    return best


def read_drawn_data(text: str, *, base_url: str, sent: Step) -> Listing | None:
    """The list in *text*, the answer to *sent*, its rows' addresses made as ``sent.rows`` says."""
    if sent.rows and (rule := RowRule.of_template(sent.rows)) is not None:
        text = with_addresses(text, rule)
    listing = read_data_list(text, url=sent.url, base_url=base_url, sent=sent)
    return _with_rows(listing, sent.rows) if listing is not None else None


def _listing(step: Step, text: str, urls: Collection[str], base_url: str) -> Listing | None:
    rule = learn_row_rule(text, urls)
    sent = replace(step, rows=rule.template) if rule is not None else step
    return read_drawn_data(text, base_url=base_url, sent=sent)


def _with_rows(listing: Listing, rows: str) -> Listing:
    """Every further page is read by the same rule."""
    paging = listing.paging
    following = replace(paging.next, rows=rows) if paging.next is not None else None
    more = tuple(replace(step, rows=rows) for step in paging.more)
    return Listing(listing.rows, replace(paging, next=following, more=more))


def joined(shown: Listing | None, drawn: Listing) -> Listing:
    """The rows as the page *shown* has them, and those of the data; the paging of the data."""
    if shown is None:
        return drawn
    known = {row.url for row in shown.rows}
    rows = [*shown.rows, *(row for row in drawn.rows if row.url not in known)]
    return Listing(rows, _paging(shown.paging, drawn.paging))


def _paging(shown: Paging, drawn: Paging) -> Paging:
    return replace(
        drawn,
        current=drawn.current or shown.current,
        total_pages=drawn.total_pages or shown.total_pages,
        total_items=drawn.total_items or shown.total_items,
    )

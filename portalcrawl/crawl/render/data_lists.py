"""Lists among the data that a rendered page's scripts asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scrapy.http import Response

from portalcrawl.crawl.meta import RENDERED
from portalcrawl.crawl.render.rendered import Rendered
from portalcrawl.extract.lists.listing import Listing, Step
from portalcrawl.extract.lists.paging.data_list import read_data_list
from portalcrawl.frontier.entry import Entry
from portalcrawl.page.decode import charset_of, decode_page
from portalcrawl.sites.identity import page_key


def data_lists(response: Response) -> Iterator[tuple[Listing, Step]]:
    """Each list, and the request that gave it: its further pages need no browser."""
    shown = response.meta.get(RENDERED)
    for data in shown.data if isinstance(shown, Rendered) else ():
        if (step := data.step()) is None:
            continue
        text = decode_page(data.body, http_charset=charset_of(data.content_type)).text
        listing = read_data_list(text, url=data.url, base_url=response.url, sent=step)
        if listing is not None:
            yield listing, step


def data_entry(entry: Entry, step: Step) -> Entry:
    """The entry of *step*, which the page of *entry* took: a page of that page's list."""
    return replace(
        entry,
        url=step.url,
        body=step.body,
        content_type=step.content_type,
        key=step.key,
        number=step.number or 1,
        column=entry.column or page_key(entry.url, entry.key),
    )

"""Turns the links of a page into requests, as far as they are in scope; counts why not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from portalcrawl.crawl.meta import ENTRY
from portalcrawl.crawl.requests import found_entry, found_request
from portalcrawl.crawl.session import session_of
from portalcrawl.extract.links import Link, Role
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.seen import Seen
from portalcrawl.urls.scope import decide

MAX_REMEMBERED = 100_000
# Longer ways from the seed are loops that no other rule knows.
MAX_HOPS = 100
MAX_REDIRECTS_IN_A_ROW = 10


class ScopeMiddleware:
    """Most links of a page were met before: those cost a look into a set and nothing else."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._seen = Seen(max_items=MAX_REMEMBERED)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Replace each Link by a request, or drop it with a reason."""
        entry = response.meta.get(ENTRY)
        async for output in result:
            if not isinstance(output, Link):
                yield output
            elif isinstance(entry, Entry) and self._seen.add(_name(output)):
                if (reason := self._reject(output, entry)) is None:
                    yield found_request(found_entry(output, on=entry, at=response.url))
                else:
                    self._count(reason)

    def _reject(self, link: Link, entry: Entry) -> str | None:
        """Why *link* on the page of *entry* is not asked for; None when it is."""
        hops = entry.hop_path + link.hop
        if len(hops) > MAX_HOPS:
            return "too_many_hops"
        if hops.endswith("R" * (MAX_REDIRECTS_IN_A_ROW + 1)):
            return "too_many_redirects"
        scope, is_list_page = session_of(self._crawler).scope, link.role == Role.PAGE
        verdict = decide(link.url, scope=scope, is_list_page=is_list_page)
        return None if verdict.accept else verdict.reason

    def _count(self, reason: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/scope/reject/{reason}")


def _name(link: Link) -> str:
    """What tells *link* from others that were met; one to be asked for again is another one."""
    return f"{'again ' if link.again else ''}{link.key}{link.url}"

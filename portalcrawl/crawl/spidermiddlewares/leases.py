"""Hands leased URLs to the engine, for as long as the frontier has any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler

from portalcrawl.crawl.requests import request_of
from portalcrawl.crawl.session import session_of


class LeaseMiddleware:
    """Lengthens ``start()`` by the frontier.

    The engine closes a spider when its scheduler is empty and ``start()`` has ended; a frontier in
    a database is neither full nor empty at once. As a part of ``start()`` it can be waited for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The spider's seeds, then every URL that becomes due."""
        async for seed in start:
            yield seed
        spider = self._crawler.spider
        assert spider is not None
        async for entry in session_of(self._crawler).leases.entries():
            yield request_of(entry, callback=spider.parse, errback=spider.failed)  # type: ignore[attr-defined]

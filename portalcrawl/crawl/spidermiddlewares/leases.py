"""Hands leased URLs to the engine, for as long as the frontier has any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler

from portalcrawl.crawl.requests import request_of
from portalcrawl.crawl.session import CrawlSession, session_of
from portalcrawl.extract.links import Role
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import utc_now
from portalcrawl.recrawl.visits import refused
from portalcrawl.urls.scope import decide


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
        session = session_of(self._crawler)
        async for entry in session.leases.entries():
            if (reason := _refusal(session, entry)) is not None:
                visit = session.watch.watched(refused(entry, reason, now=utc_now()))
                session.journal.add_visit(visit)
                assert self._crawler.stats is not None
                self._crawler.stats.inc_value(f"portalcrawl/visit/skipped/{reason}")
                continue
            session.leases.hand(entry)
            yield request_of(
                entry,
                callback=spider.parse,
                errback=spider.failed,  # type: ignore[attr-defined]
                conditional=session.watch.is_conditional(entry, now=utc_now()),
            )


def _refusal(session: CrawlSession, entry: Entry) -> str | None:
    """Why the leased *entry* is not asked for: rules and what the site showed may be new."""
    is_list_page = entry.role == Role.PAGE
    verdict = decide(entry.url, scope=session.scope, is_list_page=is_list_page)
    return session.memory.refusal(entry.url) if verdict.accept else verdict.reason

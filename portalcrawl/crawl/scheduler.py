"""Scrapy's scheduler in front of the frontier in MongoDB.

New requests become entries of the frontier. Requests to be made come from there as leases: the
lease middleware hands each to the engine, which schedules it here, and it waits its host's turn.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import asdict
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from portalcrawl.crawl.figures import figures
from portalcrawl.crawl.meta import ENTRY
from portalcrawl.crawl.requests import entry_of
from portalcrawl.crawl.session import session_of
from portalcrawl.errors import DiskFullError, PortalcrawlError
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import utc_now
from portalcrawl.frontier.seen import Seen
from portalcrawl.recrawl.visits import refused
from portalcrawl.store.texts import Compared
from portalcrawl.store.tombstones import Buried

logger = logging.getLogger(__name__)
MAX_REMEMBERED = 200_000


class FrontierScheduler(BaseScheduler):
    """Holds leased requests until their host may be asked, a few at a time (see Turns)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._ready: deque[tuple[Request, Entry]] = deque()
        self._seen = Seen(max_items=MAX_REMEMBERED)
        crawler.signals.connect(self._left_downloader, signals.request_left_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Find the session, which was opened before the crawl started."""
        self._session = session_of(self._crawler)
        self._session.journal.on_failure = self._failed

    def enqueue_request(self, request: Request) -> bool:
        """Queue a new URL; whether it is one as far as this process remembers."""
        entry = request.meta.get(ENTRY)
        if isinstance(entry, Entry) and self._session.leases.is_being_handed(entry):
            self._ready.append((request, entry))
            return True
        fresh = entry_of(request, site=self._session.profile.site)
        # What is to be asked for again was seen, and the frontier knows when it was asked for.
        if not self._seen.add(fresh.id) and not fresh.again:
            return False
        self._session.journal.add_entry(fresh)
        self._session.leases.note_host(fresh.host)
        return True

    def next_request(self) -> Request | None:
        """The next leased request whose host has room."""
        for _ in range(len(self._ready)):
            request, entry = self._ready.popleft()
            if self._session.memory.blocks.covers(entry.url):
                # A firewall answered while this one waited its turn.
                visit = refused(entry, "blocked", now=utc_now())
                self._session.journal.add_visit(self._session.watch.watched(visit))
                continue
            if self._session.turns.take(entry):
                return request
            self._ready.append((request, entry))
        return None

    def has_pending_requests(self) -> bool:
        """Whether leased requests wait here. What the frontier holds keeps ``start()`` going."""
        return bool(self._ready)

    def close(self, reason: str) -> Deferred[None]:
        """Write what is left, give back what was not asked for, end the run."""
        return deferred_from_coro(self._close(reason))

    def _failed(self, error: PortalcrawlError) -> None:
        """The stores are lost: stop asking the site."""
        logger.error("%s", error)
        self._session.leases.wake()
        engine = self._crawler.engine
        assert engine is not None
        asyncio.ensure_future(engine.close_spider_async(reason=type(error).__name__))  # noqa: RUF006

    async def _close(self, reason: str) -> None:
        session = self._session
        if reason != "finished":
            session.thread.disk.end()
        await session.journal.flush()
        failure = session.journal.failure
        if failure is not None and not isinstance(failure, DiskFullError):
            # Leases and claims run out by themselves.
            return
        _count_copies(self._crawler, session.journal.compared)
        try:
            budgets = session.memory.budgets.as_dict()
            session.buried = await session.thread.run(session.stores.bury)
            _count_missing(self._crawler, session.buried)
            habits = session.watch.habits(utc_now())
            done = figures(self._crawler)
            await session.leases.end(reason, figures=done, budgets=budgets, habits=habits)
        except PortalcrawlError as error:
            logger.warning("the run could not be closed: %s", error)

    def _left_downloader(self, request: Request) -> None:
        """Soon after the answer came, so that the next one starts while this one is read."""
        if isinstance(entry := request.meta.get(ENTRY), Entry):
            self._session.turns.release(entry)


def _count_missing(crawler: Crawler, buried: Buried) -> None:
    assert crawler.stats is not None
    for name, count in (("missing", buried.missing), ("braked", buried.braked)):
        if count:
            crawler.stats.set_value(f"portalcrawl/gone/{name}", count)


def _count_copies(crawler: Crawler, compared: Compared) -> None:
    assert crawler.stats is not None
    for name, count in asdict(compared).items():
        if count:
            crawler.stats.set_value(f"portalcrawl/text/{name}", count)

"""Keeps the run's figures up to date, so that a process that is killed leaves most of its own."""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from portalcrawl.crawl.figures import figures
from portalcrawl.crawl.session import session_of
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.worker import this_worker

logger = logging.getLogger(__name__)
NOTE_SECS = 30


class FiguresExtension:
    """Writes them down every half minute; at the end the scheduler does."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    def _opened(self) -> None:
        self._task = asyncio.ensure_future(self._note_for_ever())

    def _closed(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _note_for_ever(self) -> None:
        session = session_of(self._crawler)
        runs, run = session.stores.runs, session.stores.run
        while True:
            await asyncio.sleep(NOTE_SECS)
            now = figures(self._crawler)
            try:
                await session.thread.run(runs.note_figures, run, worker=this_worker(), figures=now)
            except PortalcrawlError as error:
                # Whoever writes pages sees it, too, and ends the crawl.
                logger.warning("the figures could not be kept: %s", error)

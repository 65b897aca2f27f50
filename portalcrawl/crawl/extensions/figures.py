"""Keeps the run's figures up to date, so that a process that is killed leaves most of its own."""

from __future__ import annotations

import asyncio
import logging

from portalcrawl.crawl.extensions.background import BackgroundExtension
from portalcrawl.crawl.figures import figures
from portalcrawl.crawl.session import session_of
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.worker import this_worker

logger = logging.getLogger(__name__)
NOTE_SECS = 30


class FiguresExtension(BackgroundExtension):
    """Writes them down every half minute; at the end the scheduler does."""

    async def work(self) -> None:
        """Keep them, until the crawl ends."""
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

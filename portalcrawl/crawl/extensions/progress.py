"""Progress: a line that moves while a person watches, and one every so often if none does."""

from __future__ import annotations

import asyncio
import logging
import sys
import time

from rich.console import Console
from rich.logging import RichHandler
from rich.status import Status

from portalcrawl.crawl.extensions.background import BackgroundExtension
from portalcrawl.crawl.outcome import PAGE_KINDS, counts
from portalcrawl.crawl.session import session_of
from portalcrawl.crawl.terminal import is_watched
from portalcrawl.manners.pace import Turn

WATCHED_SECS = 0.25


class ProgressExtension(BackgroundExtension):
    """Shows what is done, how fast, and how much is known to be left."""

    def line(self) -> str:
        """The progress in one line."""
        session = session_of(self._crawler)
        journal, shortage = session.journal, session.thread.disk.shortage
        kinds = counts(self._crawler, "portalcrawl/page/")
        pages = sum(kinds.get(kind, 0) for kind in PAGE_KINDS)
        visits = sum(kinds.values())
        rate = visits / max(time.monotonic() - self._started, 0.001)
        left = max(0, journal.queued - journal.ended)
        paused = f"PAUSED: {shortage}; " if shortage else _rest(session.leases.rest)
        return (
            f"{paused}{visits} fetched ({rate:.1f}/s): {pages} pages,"
            f" {kinds.get('article', 0)} articles, {kinds.get('missing', 0)} dead links;"
            f" {left} more found"
        )

    async def work(self) -> None:
        """Show it, until the crawl ends."""
        self._started = time.monotonic()
        await (self._watch() if is_watched() else self._tell())

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(session_of(self._crawler).config.progress_secs)
            print(self.line(), file=sys.stderr, flush=True)

    async def _watch(self) -> None:
        console = Console(stderr=True)
        warnings = RichHandler(logging.WARNING, console=console, show_path=False)
        logging.getLogger().addHandler(warnings)
        try:
            with Status("starting", console=console) as status:
                while True:
                    status.update(self.line())
                    await asyncio.sleep(WATCHED_SECS)
        finally:
            logging.getLogger().removeHandler(warnings)


def _rest(turn: Turn | None) -> str:
    return f"waiting until {turn.at:%Y-%m-%d %H:%M} UTC ({turn.why}); " if turn is not None else ""

"""A full disk pauses the crawl; it goes on by itself when there is room."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from portalcrawl.errors import DiskFullError

logger = logging.getLogger(__name__)
T = TypeVar("T")
POLL_SECS = 1.0


class DiskWait:
    """Tries again what found the disk full, for at most *limit_secs* at a stretch.

    Nothing is held meanwhile: other work of the crawl goes on between two attempts, so that leases
    are renewed. *on_change* is called with the shortage, and with None when it is over.
    """

    def __init__(
        self, *, limit_secs: float, on_change: Callable[[str | None], Awaitable[None]]
    ) -> None:
        self.shortage: str | None = None
        """Why the crawl is paused now."""
        self._limit_secs = limit_secs
        self._on_change = on_change
        self._since = 0.0
        self._is_ending = asyncio.Event()

    def end(self) -> None:
        """Wait no more, now or later: the crawl is to end."""
        self._is_ending.set()

    async def patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What *attempt* returns once the disk has room for it; it must be repeatable.

        Raises DiskFullError when there is none in time, or the crawl is to end.
        """
        was_refused = False
        while True:
            try:
                result = await attempt()
            except DiskFullError as error:
                was_refused = True
                await self._pause(error)
            else:
                if was_refused:
                    await self._go_on()
                return result

    async def _pause(self, error: DiskFullError) -> None:
        """Wait a little. Raises DiskFullError where it was long enough."""
        is_first, self.shortage = self.shortage is None, str(error)
        if is_first:
            self._since = time.monotonic()
            logger.warning("%s. The crawl is paused, and goes on by itself then", error)
            await self._on_change(str(error))
        if self._is_ending.is_set():
            raise DiskFullError(
                f"stopped on a full disk: {error}. What was fetched and not stored is asked for"
                " again when the same command is run"
            ) from error
        if time.monotonic() - self._since >= self._limit_secs:
            raise error
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_ending.wait(), POLL_SECS)

    async def _go_on(self) -> None:
        if self.shortage is not None:
            self.shortage = None
            logger.warning("the disk has room again, the crawl goes on")
            await self._on_change(None)

"""The one thread that uses MongoDB and the archive, in the order asked."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from portalcrawl.archive.reserve import Reserve
from portalcrawl.crawl.disk_wait import DiskWait
from portalcrawl.errors import DiskFullError, PortalcrawlError, StoreUnavailableError
from portalcrawl.store.connect import Connection, store_errors

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
POLL_SECS = 0.2


class StoreThread:
    """Runs store work off the event loop, and waits where MongoDB is away or the disk full.

    *on_pause* is called in the thread with the shortage of the disk, and with None when it is over.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        wait_secs: float,
        reserve: Reserve,
        disk_wait_secs: float,
        on_pause: Callable[[str | None], None],
    ) -> None:
        self.disk = DiskWait(limit_secs=disk_wait_secs, on_change=self._pause_changed)
        self._connection = connection
        self._wait_secs = wait_secs
        self._reserve = reserve
        self._on_pause = on_pause
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stores")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What *work* returns. It is called again until MongoDB answers, so it must be repeatable.

        Raises StoreUnavailableError when MongoDB stays away longer than ``wait_secs``, and
        DiskFullError when the disk stays full.
        """

        def call() -> T:
            return self._patiently(lambda: work(*args, **kwargs))

        loop = asyncio.get_running_loop()
        return await self.disk.patiently(lambda: loop.run_in_executor(self._thread, call))

    def close(self) -> None:
        """End the thread after what was asked before."""
        self._thread.shutdown(wait=True)

    def _patiently(self, work: Callable[[], T]) -> T:
        deadline = time.monotonic() + self._wait_secs
        away = False
        while True:
            try:
                with store_errors():
                    result = work()
            except StoreUnavailableError as error:
                self._blame_the_disk(error)
                if time.monotonic() > deadline:
                    raise
                if not away:
                    logger.warning("MongoDB is away, waiting for it: %s", error)
                    away = True
                time.sleep(POLL_SECS)
                self._revive()
                continue
            if away:
                logger.warning("MongoDB is back")
            return result

    def _blame_the_disk(self, error: StoreUnavailableError) -> None:
        """Raise DiskFullError where that is why MongoDB is away: it comes back with the room."""
        if (why := self._reserve.shortage()) is not None:
            raise DiskFullError(f"{why}; meanwhile {error}") from error

    async def _pause_changed(self, shortage: str | None) -> None:
        """Tell ``on_pause``, as far as MongoDB takes writes."""

        def call() -> None:
            try:
                with store_errors():
                    self._on_pause(shortage)
            except PortalcrawlError as error:
                logger.debug("the pause is not noted: %s", error)

        await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def _revive(self) -> None:
        try:
            self._connection.revive()
        except PortalcrawlError as error:
            logger.debug("not yet: %s", error)

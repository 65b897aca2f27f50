"""The one thread that uses MongoDB and the archive, in the order asked."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from portalcrawl.errors import PortalcrawlError, StoreUnavailableError
from portalcrawl.store.connect import Connection, store_errors

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
POLL_SECS = 0.2


class StoreThread:
    """Runs store work off the event loop, and waits where MongoDB is away for a while."""

    def __init__(self, connection: Connection, *, wait_secs: float) -> None:
        self._connection = connection
        self._wait_secs = wait_secs
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stores")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What *work* returns. It is called again until MongoDB answers, so it must be repeatable.

        Raises StoreUnavailableError when MongoDB stays away longer than ``wait_secs``.
        """

        def call() -> T:
            return self._patiently(lambda: work(*args, **kwargs))

        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

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

    def _revive(self) -> None:
        try:
            self._connection.revive()
        except PortalcrawlError as error:
            logger.debug("not yet: %s", error)

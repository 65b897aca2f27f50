"""Where requests to a host wait for their turn: in the order in which they came."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from portalcrawl.crawl.not_asked import HeldBackError
from portalcrawl.manners.memory import Manners

# How long a wait may go on without a look at what changed.
POLL_SECS = 0.5


class Gate:
    """Lets requests to *host* through: so many at a time, each when it is the host's turn.

    ``on_wait`` is told why one has to wait, once.
    """

    def __init__(
        self,
        host: str,
        manners: Manners,
        *,
        is_stopping: Callable[[], bool],
        on_wait: Callable[[str], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._host = host
        self._manners = manners
        self._is_stopping = is_stopping
        self._on_wait = on_wait
        self._clock = clock
        self._sleep = sleep
        self._line = asyncio.Lock()
        self._room = asyncio.Semaphore(manners.terms.concurrency)

    async def enter(self) -> datetime:
        """Wait for the turn; when the request begins. ``leave`` must follow.

        Raises HeldBackError where the host is to be left alone for long, or the crawl stops.
        """
        async with self._line:
            await self._room.acquire()
            try:
                began = await self._turn()
            except BaseException:
                self._room.release()
                raise
            self._manners.host(self._host).pace.began(began)
            return began

    def leave(self) -> None:
        """The answer came, or none will."""
        self._room.release()

    async def _turn(self) -> datetime:
        told = False
        while True:
            now = self._clock()
            turn = self._manners.turn(self._host, now=now)
            if turn.why is None:
                return now
            if turn.is_hold or self._is_stopping():
                raise HeldBackError(turn.why.value if turn.is_hold else "stopped")
            if not told:
                self._on_wait(turn.why.value)
                told = True
            await self._sleep(min((turn.at - now).total_seconds(), POLL_SECS))

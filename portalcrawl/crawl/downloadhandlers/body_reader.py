"""Takes a body from the network, in front of Scrapy's own reader of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import ITransport
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web.client import ResponseDone

from portalcrawl.archive.arrival import STEP_BYTES, Arrival


class BodyReader(Protocol):
    """Stands before the *reader* of a response: that gets the start of the body when all came.

    *on_progress* is called once for each further megabyte of a large body.
    """

    def __init__(
        self, reader: Protocol, arrival: Arrival, *, on_progress: Callable[[], None]
    ) -> None:
        self._reader = reader
        self._arrival = arrival
        self._on_progress = on_progress
        self._is_done = False

    def makeConnection(self, transport: ITransport) -> None:  # noqa: N802 - Twisted's name
        """The body begins."""
        super().makeConnection(transport)  # type: ignore[no-untyped-call]
        self._reader.makeConnection(transport)  # type: ignore[no-untyped-call]

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """A part of the body."""
        if self._is_done:
            return
        steps = self._arrival.size // STEP_BYTES
        if not self._arrival.take(data):
            # The rest is not wanted, and the connection can't be used again without it.
            transport: Any = self.transport
            transport.stopProducing()
            transport.loseConnection()
            self._finish(Failure(ResponseDone()))  # type: ignore[no-untyped-call]
        elif self._arrival.is_large and self._arrival.size // STEP_BYTES > steps:
            self._on_progress()

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - Twisted's name
        """The body ends, or breaks off."""
        if not self._is_done:
            self._finish(reason)

    def _finish(self, reason: Failure) -> None:
        self._is_done = True
        self._arrival.finish()
        if start := self._arrival.start:
            self._reader.dataReceived(start)
        self._reader.connectionLost(reason)

"""Answers that the browser's pages share: an address is asked for once in a run.

>>> memory = Memory(max_bytes=10)
>>> memory.keep("/a", "A", size_bytes=6)
>>> memory.keep("/b", "B", size_bytes=6)
>>> memory.find("/a"), memory.find("/b")
(None, 'B')
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Things by their address, *max_bytes* of them: what was not asked for longest goes first."""

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()

    def keep(self, url: str, thing: T, *, size_bytes: int) -> None:
        """Remember *thing*."""
        if url in self._kept:
            self._bytes -= self._kept.pop(url)[1]
        self._kept[url] = (thing, size_bytes)
        self._bytes += size_bytes
        while self._bytes > self._max_bytes:
            _, (_, gone_bytes) = self._kept.popitem(last=False)
            self._bytes -= gone_bytes

    def find(self, url: str) -> T | None:
        """What is remembered of *url*."""
        if url not in self._kept:
            return None
        self._kept.move_to_end(url)
        return self._kept[url][0]

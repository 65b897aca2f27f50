"""Whose turn it is: how many leased requests of each host the downloader has.

>>> turns = Turns(per_host=1)
>>> entry = Entry(site="a", url="http://a.cn/1")
>>> turns.take(entry), turns.take(Entry(site="a", url="http://a.cn/2"))
(True, False)
>>> turns.release(entry)
>>> turns.take(Entry(site="a", url="http://a.cn/2"))
True
"""

from __future__ import annotations

from collections import Counter

from portalcrawl.frontier.entry import Entry


class Turns:
    """Scrapy must finish what it was given before it stops.

    So a host gets only what it can fetch at once and one more: Ctrl-C then takes a moment, not a
    queue's length.
    """

    def __init__(self, *, per_host: int) -> None:
        self._per_host = per_host
        self._taken: dict[str, str] = {}  # entry id → host
        self._taken_by_host: Counter[str] = Counter()

    def take(self, entry: Entry) -> bool:
        """Give *entry* its turn; False when its host has no room now."""
        if self._taken_by_host[entry.host] >= self._per_host:
            return False
        self._taken[entry.id] = entry.host
        self._taken_by_host[entry.host] += 1
        return True

    def release(self, entry: Entry) -> None:
        """The downloader is done with *entry*; may be said more than once."""
        host = self._taken.pop(entry.id, None)
        if host is not None:
            self._taken_by_host[host] -= 1

"""``python -m tests.crawl.dying_crawl PLACE NUMBER crawl URL…``: dies like of ``kill -9``.

PLACE is a store of the one order in which a batch is made durable: the process dies right before
the NUMBERth time that something is written there; ``torn``: in the middle of a record; ``end``:
right after an acknowledgement.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from portalcrawl.__main__ import main
from portalcrawl.archive.compression.members import GzipPacking
from portalcrawl.archive.records import Record
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.frontier.queue import Frontier
from portalcrawl.store.articles import Articles, Plan
from portalcrawl.store.captures import Captures
from portalcrawl.store.changes import Changes
from portalcrawl.store.lists import Lists
from portalcrawl.store.texts import Texts

STORES: dict[str, tuple[type, str]] = {
    "archive": (ArchiveWriter, "append"),
    "captures": (Captures, "add"),
    "changes": (Changes, "add"),
    "articles": (Articles, "write"),
    "texts": (Texts, "compare_texts"),
    "lists": (Lists, "save"),
    "entries": (Frontier, "add"),
    "visits": (Frontier, "finish"),
}
# What a crawl has few of, it writes early.
PLACES = (
    *("lists", "entries", "archive", "torn", "captures"),
    *("changes", "articles", "texts", "visits", "end"),
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(place: str, number: int) -> None:
    """Change the class that writes at *place*."""
    if place == "torn":
        tear(number)
        return
    owner, name = STORES["visits" if place == "end" else place]
    write: Callable[..., Any] = getattr(owner, name)
    times = itertools.count(1)

    def dying(self: Any, what: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(what, Plan):
            is_last = bool(what.writes) and next(times) == number
        else:
            what = what if isinstance(what, Mapping) else list(what)
            is_last = bool(what) and next(times) == number
        if is_last and place != "end":
            die()
        result = write(self, what, *args, **kwargs)
        if is_last:
            die()
        return result

    setattr(owner, name, dying)


def tear(number: int) -> None:
    """Die when half of the NUMBERth record is on the disk."""
    pack = GzipPacking.pack
    times = itertools.count(1)

    def torn(self: GzipPacking, record: Record) -> Iterator[bytes]:
        member = b"".join(pack(self, record))
        if next(times) != number:
            yield member
            return
        for link in Path("/proc/self/fd").iterdir():
            if link.resolve().name.endswith(".warc.gz"):
                # Past the buffer of the file that is being written.
                os.write(int(link.name), member[: len(member) // 2])
        die()

    GzipPacking.pack = torn  # type: ignore[method-assign]


if __name__ == "__main__":
    die_at(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = sys.argv[3:]
    main()

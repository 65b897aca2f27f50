"""All records of a WARC file in order, each with its place: gzip, zstd or not compressed.

What a reader of whole files needs: indexing, verifying, converting, importing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord

from portalcrawl.errors import ArchiveError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in its file, as stored: offset and bytes."""

    offset: int
    length: int


def scan(
    path: Path, look: Callable[[WarcRecord], T], *, start: int = 0
) -> Iterator[tuple[Place, T]]:
    """What *look* makes of each record of *path*, and the record's place.

    *start* is where a record begins, to leave out what lies before. Places lie in each other's
    stead (length 0) where several records share a member of a compressed file.

    *look* takes what it needs of the record at once: nothing of it is there later. Raises
    ArchiveError where the file can't be read; a torn last record is one such place.
    """
    size = 0
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            stream.seek(start)
            seen: tuple[int, T] | None = None
            for record in ArchiveIterator(stream, parse_http=False):
                at = record.stream_pos
                if seen is not None:
                    yield Place(seen[0], at - seen[0]), seen[1]
                seen = at, look(record)
            if seen is not None:
                yield Place(seen[0], size - seen[0]), seen[1]
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error

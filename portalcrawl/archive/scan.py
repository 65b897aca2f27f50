"""All records of a WARC file in order, each with its place: gzip, zstd or not compressed.

What a reader of whole files needs: indexing, verifying, converting, importing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord

from portalcrawl.errors import ArchiveError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in its file, as stored: offset and bytes."""

    offset: int
    length: int


def scan(
    path: Path, look: Callable[[WarcRecord], T], *, size: int | None = None
) -> Iterator[tuple[Place, T]]:
    """What *look* makes of each record of *path*, and the record's place.

    *look* takes what it needs of the record at once: nothing of it is there later. *size* is how
    much of the file counts, where it is being written. Raises ArchiveError where the file can't be
    read; a torn last record is one such place.
    """
    try:
        with path.open("rb") as stream:
            if size is None:
                size = path.stat().st_size
            seen: tuple[int, T] | None = None
            for record in ArchiveIterator(_Start(stream, size), parse_http=False):
                start = record.stream_pos
                if seen is not None:
                    yield Place(seen[0], start - seen[0]), seen[1]
                seen = start, look(record)
            if seen is not None:
                yield Place(seen[0], size - seen[0]), seen[1]
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


class _Start:
    """The first *size* bytes of a file, as FastWARC reads files."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._size = size

    def read(self, size: int = -1) -> bytes:
        left = max(self._size - self._file.tell(), 0)
        return self._file.read(left if size < 0 else min(size, left))

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()

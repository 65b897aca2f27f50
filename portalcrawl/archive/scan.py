"""All records of a WARC file in order, each with its place: gzip, zstd or not compressed.

What a reader of whole files needs: indexing, verifying, converting, importing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord

from portalcrawl.archive.compression.dictionary import (
    dictionary_frame_bytes,
    loaded,
    read_dictionary,
)
from portalcrawl.archive.compression.members import unpack
from portalcrawl.archive.records import END
from portalcrawl.errors import ArchiveError

T = TypeVar("T")
_CONTENT_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in its file, as stored: offset and bytes."""

    offset: int
    length: int


def scan(
    path: Path, look: Callable[[WarcRecord], T], *, start: int = 0, size: int | None = None
) -> Iterator[tuple[Place, T]]:
    """What *look* makes of each record of *path*, and the record's place.

    *start* is where a record begins, to leave out what lies before; *size* how much of the file
    counts, where it is being written. Places lie in each other's
    stead (length 0) where several records share a member of a compressed file.

    *look* takes what it needs of the record at once: nothing of it is there later. Raises
    ArchiveError where the file can't be read; a torn last record is one such place.
    """
    try:
        with path.open("rb") as stream:
            if size is None:
                size = path.stat().st_size
            prefix = _dictionary_before(stream, start)
            seen: tuple[int, T] | None = None
            part = _Part(stream, prefix, start, size)
            for record in ArchiveIterator(part, parse_http=False):
                at = record.stream_pos + start - len(prefix)
                if seen is not None:
                    yield Place(seen[0], at - seen[0]), seen[1]
                seen = at, look(record)
            if seen is not None:
                yield Place(seen[0], size - seen[0]), seen[1]
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


class _Part:
    """*prefix*, then the bytes of a file from *start* to *size*, as FastWARC reads files."""

    def __init__(self, file: IO[bytes], prefix: bytes, start: int, size: int) -> None:
        self._file = file
        self._prefix = prefix
        self._skipped = start - len(prefix)
        self._size = size - self._skipped
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        left = max(self._size - self._position, 0)
        wanted = left if size < 0 else min(size, left)
        data = self._prefix[self._position : self._position + wanted]
        if len(data) < wanted:
            self._file.seek(self._position + len(data) + self._skipped)
            data += self._file.read(wanted - len(data))
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        self._file.close()


def _dictionary_before(file: IO[bytes], start: int) -> bytes:
    """The frame with the dictionary of *file*, for records from byte *start* on."""
    length = dictionary_frame_bytes(file) if start else None
    file.seek(0)
    return file.read(min(start, length)) if length is not None else b""


def read_records(path: Path) -> Iterator[tuple[Place, bytes]]:
    """Each record of the compressed file *path* as it was before compression, and its place.

    Raises ArchiveError where the file can't be read, or a member holds something else than one
    whole record.
    """
    try:
        with path.open("rb") as file:
            content = read_dictionary(file)
            dictionary = loaded(content) if content is not None else None
            for place, _ in scan(path, lambda _: None):
                file.seek(place.offset)
                yield place, _whole(unpack(file.read(place.length), dictionary), place)
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


def _whole(text: bytes, place: Place) -> bytes:
    if not is_one_record(text):
        raise OSError(f"at byte {place.offset} lies something else than one record")
    return text


def is_one_record(text: bytes) -> bool:
    r"""Whether *text* is a record and nothing else, by the length that it says its block has.

    >>> record = b"WARC/1.1\r\nWARC-Type: request\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n"
    >>> is_one_record(record), is_one_record(record * 2), is_one_record(record[:-1])
    (True, False, False)
    """
    head = text[: text.find(b"\r\n\r\n") + len(END)]
    length = _CONTENT_LENGTH.search(head)
    return (
        length is not None
        and len(text) == len(head) + int(length[1]) + len(END)
        and text.endswith(END)
    )

"""All records of a file that has damage in it: what lies behind the damage is found again."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord

from portalcrawl.archive.scan import Place, scan
from portalcrawl.errors import ArchiveError

T = TypeVar("T")
CHUNK_BYTES = 1 << 18
_GZIP_START = b"\x1f\x8b\x08"
_RECORD_START = b"WARC/"


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no whole record. ``is_tail``: no record follows."""

    is_tail: bool


def scan_past_damage(
    path: Path, look: Callable[[WarcRecord], T]
) -> Iterator[tuple[Place, T | Damage]]:
    """What *look* makes of each record of *path*, and where bytes lie that are none.

    Raises ArchiveError where the file can't be opened.
    """
    start: int | None = 0
    while start is not None:
        end = start
        last: tuple[Place, T] | None = None
        try:
            for place, found in scan(path, look, start=start):
                if last is not None:
                    yield last
                    end = place.offset
                last = place, found
        except ArchiveError:
            if not path.is_file():
                raise
            if last is not None:
                yield last
                end = last[0].offset + last[0].length
            # The record before the damage is not told of: its end was not found.
            if (whole := _whole_record(path, end, look)) is not None:
                yield whole
                end = whole[0].offset + whole[0].length
            start = next_record(path, end + 1)
            size = path.stat().st_size
            length = (size if start is None else start) - end
            if length > 0:
                yield Place(end, length), Damage(is_tail=start is None)
        else:
            if last is not None:
                yield from _last(path, *last)
            return


def _last(path: Path, place: Place, found: T) -> Iterator[tuple[Place, T | Damage]]:
    """The last record: of one that breaks off in its head nothing is told, but that it is there."""
    length = _member_bytes(path, place.offset)
    if length is None or length >= place.length:
        yield place, found
        return
    yield Place(place.offset, length), found
    yield Place(place.offset + length, place.length - length), Damage(is_tail=True)


def next_record(path: Path, start: int) -> int | None:
    """Where the first record at or after byte *start* begins; None where there is none.

    Of gzip files: each position that looks like a member's start is tried.
    """
    with path.open("rb") as file:
        if file.read(len(_GZIP_START)) != _GZIP_START and path.suffix != ".gz":
            return None
        file.seek(start)
        held, at = b"", start
        while data := file.read(CHUNK_BYTES):
            held += data
            position = held.find(_GZIP_START)
            while position >= 0:
                if _is_record(file, at + position):
                    return at + position
                position = held.find(_GZIP_START, position + 1)
            kept = len(_GZIP_START) - 1
            at += len(held) - kept
            held = held[-kept:]
            file.seek(at + kept)
    return None


def _is_record(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    try:
        text = zlib.decompressobj(wbits=31).decompress(file.read(CHUNK_BYTES), len(_RECORD_START))
    except zlib.error:
        return False
    return text == _RECORD_START


def _member_bytes(path: Path, offset: int) -> int | None:
    """How long the gzip member at *offset* is; None where there is none, or not all of one."""
    with path.open("rb") as file:
        file.seek(offset)
        member = zlib.decompressobj(wbits=31)
        try:
            while not member.eof and (data := file.read(CHUNK_BYTES)):
                member.decompress(data)
        except zlib.error:
            return None
        return file.tell() - len(member.unused_data) - offset if member.eof else None


def _whole_record(
    path: Path, offset: int, look: Callable[[WarcRecord], T]
) -> tuple[Place, T] | None:
    """The record in the gzip member at *offset*, if that is whole."""
    if (length := _member_bytes(path, offset)) is None:
        return None
    with path.open("rb") as file:
        file.seek(offset)
        member = io.BytesIO(file.read(length))
    for record in ArchiveIterator(member, parse_http=False):
        return Place(offset, length), look(record)
    return None

"""All records of a file that has damage in it: what lies behind the damage is found again."""

from __future__ import annotations

import io
import os
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
        try:
            for place, found in scan(path, look, start=start):
                end = place.offset + place.length
                yield place, found
        except ArchiveError:
            if not path.is_file():
                raise
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
            return


def next_record(path: Path, start: int) -> int | None:
    """Where the first record at or after byte *start* begins; None where there is none.

    Of gzip files: each position that looks like a member's start is tried.
    """
    with path.open("rb") as file:
        if file.read(len(_GZIP_START)) != _GZIP_START:
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


def _whole_record(
    path: Path, offset: int, look: Callable[[WarcRecord], T]
) -> tuple[Place, T] | None:
    """The record in the gzip member at *offset*, if that is whole."""
    with path.open("rb") as file:
        file.seek(offset)
        member = zlib.decompressobj(wbits=31)
        text: list[bytes] = []
        try:
            while not member.eof and (data := file.read(CHUNK_BYTES)):
                text.append(member.decompress(data))
        except zlib.error:
            return None
        if not member.eof:
            return None
        length = file.seek(0, os.SEEK_CUR) - len(member.unused_data) - offset
    for record in ArchiveIterator(io.BytesIO(b"".join(text)), parse_http=False):
        return Place(offset, length), look(record)
    return None

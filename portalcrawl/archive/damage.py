"""All records of a file that has damage in it: what lies behind the damage is found again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord

from portalcrawl.archive.compression.member_form import MemberForm, member_form
from portalcrawl.archive.compression.members import read_member
from portalcrawl.archive.scan import Place, scan
from portalcrawl.errors import ArchiveError

T = TypeVar("T")


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
            start = _next_record(path, end + 1)
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


def _next_record(path: Path, start: int) -> int | None:
    """Where the first record at or after byte *start* begins; None where none is found."""
    form = _form(path)
    with path.open("rb") as file:
        return form.next_record(file, start) if form is not None else None


def _member_bytes(path: Path, offset: int) -> int | None:
    """How long the member at *offset* is; None where there is none, or not all of one."""
    form = _form(path)
    with path.open("rb") as file:
        end = form.end_of(file, offset) if form is not None else None
    return end - offset if end is not None else None


def _form(path: Path) -> MemberForm | None:
    try:
        return member_form(path)
    except OSError:
        # Without its dictionary no record of the file can be read.
        return None


def _whole_record(
    path: Path, offset: int, look: Callable[[WarcRecord], T]
) -> tuple[Place, T] | None:
    """The record in the member at *offset*, if that is whole."""
    if (length := _member_bytes(path, offset)) is None:
        return None
    text = io.BytesIO(read_member(path, offset, length))
    for record in ArchiveIterator(text, parse_http=False):
        return Place(offset, length), look(record)
    return None

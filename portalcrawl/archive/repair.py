"""Cut off the torn last member that a killed writer leaves, so the file reads to its end."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from portalcrawl.archive.compression.dictionary import dictionary_frame_bytes
from portalcrawl.archive.compression.member_form import member_form
from portalcrawl.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Repair:
    """A file that was cut: its new size, and how many bytes of a torn member went."""

    path: Path
    size: int
    cut_bytes: int


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file with bytes in it, from ``offset`` on, that are no record and not a kill's work."""

    path: Path
    offset: int


def repair(path: Path, *, last_known: int | None = None) -> Repair | Damaged | None:
    """Cut *path* after its last whole member; None where nothing had to go.

    *last_known* is where the last record lies that something points to (a capture): what is before
    it is not read again, and what is no member behind it can go. Without it only what a kill leaves
    goes: a member that is all right as far as it is there. No whole record goes, nor one that
    something points to. A file that another process is writing is left alone, and so is one that is
    not compressed.
    """
    try:
        with path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            end = _torn_at(path, file, last_known or 0, is_known=last_known is not None)
            if isinstance(end, Damaged) or end is None:
                return end
            size = os.fstat(file.fileno()).st_size
            file.truncate(end)
            os.fsync(file.fileno())
            return Repair(path=path, size=end, cut_bytes=size - end)
    except OSError as error:
        raise ArchiveError(f"can't repair {path}: {error}") from error


def torn_at(path: Path, *, start: int = 0) -> int | None:
    """Where *path* breaks off in a member, as a kill leaves it; None where it does not.

    What lies before *start*, where a member begins, is not read. Raises ArchiveError where the file
    can't be read.
    """
    try:
        with path.open("rb") as file:
            end = _torn_at(path, file, start, is_known=False)
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error
    return end if isinstance(end, int) else None


def _torn_at(path: Path, file: IO[bytes], start: int, *, is_known: bool) -> int | Damaged | None:
    """Where *path* is to be cut; what is wrong where nothing may go; None where all is right.

    *is_known*: nothing points to what lies behind the record at *start*.
    """
    size = os.fstat(file.fileno()).st_size
    try:
        form = member_form(path)
    except OSError:
        # The dictionary, without which no record is readable: nothing points to one.
        return 0 if not is_known and _is_torn_dictionary(file, size) else Damaged(path, 0)
    if form is None or not size:
        return None
    end = form.whole_end(file, min(start, size))
    is_known &= start < end
    while end < size and (after := form.next_record(file, end + 1)) is not None:
        # Records follow the damage: what counts is where the last of them ends.
        end = form.whole_end(file, after)
    if end == size:
        return None
    return end if is_known or form.breaks_off(file, end) else Damaged(path, end)


def _is_torn_dictionary(file: IO[bytes], size: int) -> bool:
    """Whether *file* breaks off in the frame that a ``.warc.zst`` begins with."""
    return (dictionary_frame_bytes(file) or 0) > size

"""The end of a file that a killed writer left: what is there of a record that was never whole."""

from __future__ import annotations

import fcntl
import os
import zlib
from pathlib import Path

from portalcrawl.archive.damage import CHUNK_BYTES, Damage, scan_past_damage
from portalcrawl.archive.scan import Place
from portalcrawl.errors import ArchiveError

_GZIP_START = b"\x1f\x8b"


def torn_tail(path: Path) -> Place | None:
    """Where the file *path* breaks off in a gzip member; None where it ends with a whole one.

    Zeros count as well: that is what some file systems leave after a power cut. A last record that
    was changed is no torn one: it stays. Raises ArchiveError where the file can't be opened.
    """
    last, tail = 0, None
    for place, found in scan_past_damage(path, lambda _: None):
        if isinstance(found, Damage):
            tail = place if found.is_tail else None
        else:
            last = place.offset
    start = tail.offset if tail is not None else last
    return Place(start, path.stat().st_size - start) if breaks_off(path, start) else None


def cut_off(path: Path, tail: Place) -> None:
    """Cut *tail* off. Raises ArchiveError where that can't be done, or a crawl is writing."""
    try:
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.truncate(tail.offset)
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(f"can't repair {path}: {error}") from error


def breaks_off(path: Path, offset: int) -> bool:
    """Whether the gzip member at *offset* is all right as far as it goes, and has no end."""
    member = zlib.decompressobj(wbits=31)
    are_zeros = True
    with path.open("rb") as file:
        if file.read(2) != _GZIP_START:
            return False
        file.seek(offset)
        while data := file.read(CHUNK_BYTES):
            if are_zeros and not data.strip(b"\0"):
                continue
            are_zeros = False
            try:
                member.decompress(data)
            except zlib.error:
                return False
            if member.eof:
                return False
        return file.tell() > offset

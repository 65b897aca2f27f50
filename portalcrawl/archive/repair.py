"""Cut off the torn last member that a killed writer leaves, so the file reads to its end."""

from __future__ import annotations

import fcntl
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from portalcrawl.errors import ArchiveError

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Repair:
    """A file that was cut: its new size, and how many bytes of a torn member went."""

    path: Path
    size: int
    cut_bytes: int


def repair(path: Path, *, good_bytes: int = 0) -> Repair | None:
    """Cut *path* after its last whole gzip member; None where nothing had to go.

    *good_bytes* is a position known to be the end of a member (from the captures): what lies before
    it is not read again. A file that another process is writing is left alone. A file that holds no
    whole member at all is left empty.
    """
    try:
        with path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            size = os.fstat(file.fileno()).st_size
            end = whole_members_end(file, start=min(good_bytes, size))
            if end == size:
                return None
            file.truncate(end)
            os.fsync(file.fileno())
            return Repair(path=path, size=end, cut_bytes=size - end)
    except OSError as error:
        raise ArchiveError(f"can't repair {path}: {error}") from error


def whole_members_end(file: IO[bytes], *, start: int) -> int:
    """The position after the last gzip member that is whole (its CRC-32 and length agree)."""
    file.seek(start)
    end = position = start
    member = zlib.decompressobj(wbits=31)
    while data := file.read(CHUNK_BYTES):
        while data:
            try:
                member.decompress(data)
            except zlib.error:
                return end
            if not member.eof:
                position += len(data)
                break
            position += len(data) - len(member.unused_data)
            end = position
            data = member.unused_data
            member = zlib.decompressobj(wbits=31)
    return end

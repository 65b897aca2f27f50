"""Cut off the torn last member that a killed writer leaves, so the file reads to its end."""

from __future__ import annotations

import fcntl
import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from portalcrawl.archive.dictionary import loaded, read_dictionary
from portalcrawl.errors import ArchiveError

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Repair:
    """A file that was cut: its new size, and how many bytes of a torn member went."""

    path: Path
    size: int
    cut_bytes: int


def repair(path: Path, *, good_bytes: int = 0) -> Repair | None:
    """Cut *path* after its last whole member (gzip, zstd); None where nothing had to go.

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
            start = min(good_bytes, size)
            if path.suffix == ".zst":
                end = whole_frames_end(file, start=start)
            else:
                end = whole_members_end(file, start=start)
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


def whole_frames_end(file: IO[bytes], *, start: int) -> int:
    """The position after the last zstd frame that is whole (its checksum agrees).

    The frame with the dictionary counts as one: without it, none is readable.
    """
    file.seek(0)
    try:
        content = read_dictionary(file)
        dictionary = loaded(content) if content is not None else None
    except OSError:
        return 0
    file.seek(start)
    end = position = start
    frame = zstd.ZstdDecompressor(zstd_dict=dictionary)
    while data := file.read(CHUNK_BYTES):
        while data:
            try:
                frame.decompress(data)
            except zstd.ZstdError:
                return end
            position += len(data) - len(frame.unused_data)
            if not frame.eof:
                break
            end = position
            data = frame.unused_data
            frame = zstd.ZstdDecompressor(zstd_dict=dictionary)
    return end

r"""What members of a file look like, gzip or zstd: where one ends, and whether one has no end.

>>> import gzip, io
>>> whole = gzip.compress(b"WARC/1.1 ...", mtime=0)
>>> file = io.BytesIO(whole + whole[:-3])
>>> GZIP.end_of(file, 0) == len(whole), GZIP.end_of(file, len(whole))
(True, None)
>>> GZIP.breaks_off(file, len(whole)), GZIP.breaks_off(file, 0)
(True, False)
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from portalcrawl.archive.compression.dictionary import loaded, read_dictionary
from portalcrawl.archive.compression.zstd_members import ZSTD_START

CHUNK_BYTES = 1 << 18
_RECORD_START = b"WARC/"
_DAMAGE = (zlib.error, zstd.ZstdError)


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class MemberForm:
    """``start`` is what members begin with, ``new`` makes what unpacks one."""

    start: bytes
    new: Callable[[], _Decompressor]

    def end_of(self, file: IO[bytes], offset: int) -> int | None:
        """Where the member at *offset* ends, by its checksum; None where none is whole there."""
        file.seek(offset)
        member = self.new()
        try:
            while not member.eof and (data := file.read(CHUNK_BYTES)):
                member.decompress(data)
        except _DAMAGE:
            return None
        return file.tell() - len(member.unused_data) if member.eof else None

    def whole_end(self, file: IO[bytes], start: int) -> int:
        """The position after the last of the whole members that follow each other from *start*."""
        file.seek(start)
        end = position = start
        member = self.new()
        while data := file.read(CHUNK_BYTES):
            while data:
                try:
                    member.decompress(data)
                except _DAMAGE:
                    return end
                position += len(data) - len(member.unused_data)
                if not member.eof:
                    break
                end = position
                data = member.unused_data
                member = self.new()
        return end

    def breaks_off(self, file: IO[bytes], offset: int) -> bool:
        """Whether what lies at *offset* is all right as far as it goes, and has no end.

        Zeros count as well: that is what some file systems leave after a power cut.
        """
        file.seek(offset)
        member = self.new()
        are_zeros = True
        while data := file.read(CHUNK_BYTES):
            if are_zeros and not data.strip(b"\0"):
                continue
            are_zeros = False
            try:
                member.decompress(data)
            except _DAMAGE:
                return False
            if member.eof:
                return False
        return file.tell() > offset

    def next_record(self, file: IO[bytes], start: int) -> int | None:
        """Where the first record at or after byte *start* begins; None where there is none.

        Each position that looks like a member's start is tried.
        """
        file.seek(start)
        held, at = b"", start
        while data := file.read(CHUNK_BYTES):
            held += data
            position = held.find(self.start)
            while position >= 0:
                if self.is_record(file, at + position):
                    return at + position
                position = held.find(self.start, position + 1)
            kept = len(self.start) - 1
            at += len(held) - kept
            held = held[-kept:]
            file.seek(at + kept)
        return None

    def is_record(self, file: IO[bytes], offset: int) -> bool:
        """Whether a member that begins as a record lies at *offset*."""
        file.seek(offset)
        try:
            text = self.new().decompress(file.read(CHUNK_BYTES), len(_RECORD_START))
        except _DAMAGE:
            return False
        return text == _RECORD_START


GZIP = MemberForm(b"\x1f\x8b\x08", partial(zlib.decompressobj, wbits=31))


def member_form(path: Path) -> MemberForm | None:
    """The form of the members of *path*; None where it is not compressed.

    Raises OSError where the file can't be opened, or the dictionary at its start is damaged.
    """
    with path.open("rb") as file:
        if path.suffix == ".gz" or file.read(len(GZIP.start)) == GZIP.start:
            return GZIP
        if path.suffix != ".zst":
            return None
        file.seek(0)
        content = read_dictionary(file)
    dictionary = loaded(content) if content is not None else None
    return MemberForm(ZSTD_START, partial(zstd.ZstdDecompressor, zstd_dict=dictionary))

"""The record in a member of a file, unpacked as it is read: what is too large for memory."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from isal import igzip_lib

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.compression.dictionary import dictionary_of
from portalcrawl.archive.compression.members import GZIP_START
from portalcrawl.archive.compression.zstd_members import ZSTD_START


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


@contextmanager
def open_member(path: Path, offset: int, length: int) -> Iterator[MemberStream]:
    """The member of *length* bytes at *offset* of the file *path*. Raises OSError."""
    with path.open("rb") as file:
        file.seek(offset)
        start = file.read(4)
        file.seek(offset)
        unpacker: _Decompressor | None = None
        if start.startswith(GZIP_START):
            unpacker = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)
        elif start == ZSTD_START:
            unpacker = zstd.ZstdDecompressor(zstd_dict=dictionary_of(path))
        yield MemberStream(file, length, unpacker)


class MemberStream(io.RawIOBase):
    """The next *length* bytes of *file*, through *unpacker* where there is one."""

    def __init__(self, file: IO[bytes], length: int, unpacker: _Decompressor | None) -> None:
        self._file = file
        self._left = length
        self._unpacker = unpacker
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How much was read."""
        return self._position

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer
        """As any raw stream. Raises OSError where the member's end is missing or damaged."""
        view = memoryview(buffer).cast("B")
        data = (
            self._unpacked(self._unpacker, len(view)) if self._unpacker else self._packed(len(view))
        )
        view[: len(data)] = data
        self._position += len(data)
        return len(data)

    def read_to_end(self) -> None:
        """Unpack what is left: only there it shows whether the member is whole."""
        while self.read(CHUNK_BYTES):
            pass

    def _unpacked(self, unpacker: _Decompressor, size: int) -> bytes:
        while not unpacker.eof:
            packed = self._packed(CHUNK_BYTES) if unpacker.needs_input else b""
            if unpacker.needs_input and not packed:
                raise OSError("the record is cut short")
            try:
                if data := unpacker.decompress(packed, size):
                    return data
            except (igzip_lib.error, zstd.ZstdError) as error:  # type: ignore[misc] # untyped
                raise OSError(f"the record is damaged: {error}") from error
        return b""

    def _packed(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data

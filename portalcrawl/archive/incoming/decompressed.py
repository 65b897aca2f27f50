"""WARC files as one stream of bytes, whatever they are compressed with."""

from __future__ import annotations

import io
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from isal import isal_zlib

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.compression.dictionary import loaded, read_dictionary
from portalcrawl.archive.compression.members import GZIP_START
from portalcrawl.archive.compression.zstd_members import ZSTD_START

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP_WINDOW = 31
_WARC_START = b"WARC/"


class _Inflated(io.RawIOBase):
    """The text of a gzip file, all of it where the file breaks off, as gzip's own reader does not.

    What follows the last member and is none ends it too.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._member = isal_zlib.decompressobj(wbits=_GZIP_WINDOW)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        text = b""
        while not text:
            if self._member.eof:
                self._rest = self._member.unused_data
                self._member = isal_zlib.decompressobj(wbits=_GZIP_WINDOW)
            data = self._rest or self._member.unconsumed_tail or self._file.read(CHUNK_BYTES)
            self._rest = b""
            if not data:
                break
            try:
                text = self._member.decompress(data, len(view))
            except isal_zlib.error as error:  # type: ignore[misc] # untyped
                raise OSError(f"its gzip data is damaged: {error}") from error
        view[: len(text)] = text
        return len(text)


def open_decompressed(path: Path) -> AbstractContextManager[IO[bytes]]:
    """*path* for reading: gzip (one member or many), zstd (with a dictionary or not), or as it is.

    Raises OSError where it is none of them; reading raises OSError or EOFError at damage.
    """
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(GZIP_START):
            return io.BufferedReader(_Inflated(path), CHUNK_BYTES)
        if start.startswith(_WARC_START):
            return path.open("rb")
        file.seek(0)
        content = read_dictionary(file)
        if content is None and not start.startswith(ZSTD_START):
            raise OSError("it is no WARC file: neither gzip, zstd, nor plain")
    dictionary = loaded(content) if content is not None else None
    return cast("AbstractContextManager[IO[bytes]]", zstd.open(path, "rb", zstd_dict=dictionary))

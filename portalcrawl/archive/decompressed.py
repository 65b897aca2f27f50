"""WARC files as one stream of bytes, whatever they are compressed with."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, cast

from isal import igzip

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP_START = b"\x1f\x8b"
_WARC_START = b"WARC/"
# A dictionary that all records share: a skippable frame of its own before the first (the WARC
# specification for zstd; RFC 8878 section 3.1.2).
_DICTIONARY_START = b"\x5d\x2a\x4d\x18"
_ZSTD_START = b"\x28\xb5\x2f\xfd"
MAX_DICTIONARY_BYTES = 1 << 24


def open_decompressed(path: Path) -> AbstractContextManager[IO[bytes]]:
    """*path* for reading: gzip (one member or many), zstd (with a dictionary or not), or as it is.

    Raises OSError where it is none of them; reading raises OSError or EOFError at damage.
    """
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(_GZIP_START):
            opened = igzip.open(path, "rb")  # type: ignore[no-untyped-call] # no stubs
            return cast("AbstractContextManager[IO[bytes]]", opened)
        if start.startswith(_WARC_START):
            return path.open("rb")
        dictionary = None
        if start.startswith(_DICTIONARY_START):
            size = min(int.from_bytes(start[4:], "little"), MAX_DICTIONARY_BYTES)
            content = file.read(size)
            if content.startswith(_ZSTD_START):
                content = zstd.decompress(content)
            dictionary = zstd.ZstdDict(content)
        elif not start.startswith(_ZSTD_START):
            raise OSError("it is no WARC file: neither gzip, zstd, nor plain")
    return cast("AbstractContextManager[IO[bytes]]", zstd.open(path, "rb", zstd_dict=dictionary))

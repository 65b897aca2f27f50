"""Undo ``Content-Encoding`` the way browsers forgive it.

>>> import gzip
>>> decode_content(gzip.compress(b"page"), ["gzip"]), decode_content(b"page", ["gzip"])
(b'page', b'page')
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# A bomb unpacks to this much and no more; the largest honest attachment seen has 20 MB.
MAX_DECODED_BYTES = 1 << 30
CHUNK_BYTES = 1 << 16
GZIP_OR_ZLIB = 47  # zlib's "detect the header by itself" window


class _Decompressor(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...


def decode_content(payload: bytes, encodings: Iterable[str]) -> bytes:
    """*payload* with the listed codings undone, last first (RFC 9110 section 8.4).

    A body that is not in the coding it claims (old portals name gzip and send plain text) comes
    back as it is; of a body that breaks off, what came before.
    """
    names = [name.strip().lower() for line in encodings for name in line.split(",")]
    for name in reversed(names):
        for make in _DECOMPRESSORS.get(name, ()):
            decompressor = make()
            # Nothing at all is right only where the stream ends there: an empty page.
            if (decoded := _decompress(decompressor, payload)) or decompressor.eof:
                payload = decoded
                break
    return payload


def _decompress(decompressor: _Decompressor, data: bytes) -> bytes:
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(data), CHUNK_BYTES):
        try:
            chunk = data[start : start + CHUNK_BYTES]
            part = decompressor.decompress(chunk, MAX_DECODED_BYTES - size)
        except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
            break
        parts.append(part)
        size += len(part)
        if size >= MAX_DECODED_BYTES:
            break
    return b"".join(parts)[:MAX_DECODED_BYTES]


class _Brotli:
    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        part: bytes = self._decompressor.process(data, output_buffer_limit=max_length)
        return part

    @property
    def eof(self) -> bool:
        try:
            finished: bool = self._decompressor.is_finished()
        except brotli.error:
            # It stopped at an error.
            return False
        return finished


_INFLATE: tuple[Callable[[], _Decompressor], ...] = (
    lambda: zlib.decompressobj(wbits=GZIP_OR_ZLIB),
    # "deflate" is zlib by the standard and raw deflate from some servers.
    lambda: zlib.decompressobj(wbits=-zlib.MAX_WBITS),
)
_DECOMPRESSORS: dict[str, tuple[Callable[[], _Decompressor], ...]] = {
    "gzip": _INFLATE[:1],
    "x-gzip": _INFLATE[:1],
    "deflate": _INFLATE,
    "br": (_Brotli,),
    "zstd": (zstd.ZstdDecompressor,),
}

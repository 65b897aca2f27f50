"""Undo ``Content-Encoding`` the way browsers forgive it.

>>> import gzip
>>> decode_content(gzip.compress(b"page"), ["gzip"]), decode_content(b"page", ["gzip"])
(b'page', b'page')
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# A bomb unpacks to this much and no more; the largest honest attachment seen has 20 MB.
MAX_DECODED_BYTES = 1 << 30
CHUNK_BYTES = 1 << 16
GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP_OR_ZLIB = 47  # zlib's "detect the header by itself" window


class _Decompressor(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...


def decode_content(
    payload: bytes, encodings: Iterable[str], *, max_bytes: int | None = None
) -> bytes:
    """*payload* with the listed codings undone, last first (RFC 9110 section 8.4).

    A body that is not in the coding it claims (old portals name gzip and send plain text) comes
    back as it is; of a body that breaks off, what came before. No coding unpacks to more than
    *max_bytes*.
    """
    return b"".join(decoded_chunks(lambda: _slices(payload), encodings, max_bytes=max_bytes))


def decoded_chunks(
    chunks: Callable[[], Iterator[bytes]],
    encodings: Iterable[str],
    *,
    max_bytes: int | None = None,
) -> Iterator[bytes]:
    """As ``decode_content``, for a payload that is not in memory; *chunks* reads it anew.

    >>> import gzip
    >>> list(decoded_chunks(lambda: iter([gzip.compress(b"page")]), ["gzip"]))
    [b'page']
    """
    names = [name.strip().lower() for line in encodings for name in line.split(",")]
    for name in reversed(names):
        chunks = partial(_undone, chunks, name, max_bytes or MAX_DECODED_BYTES)
    return chunks()


def _undone(chunks: Callable[[], Iterator[bytes]], name: str, max_bytes: int) -> Iterator[bytes]:
    """What *chunks* gives with the coding *name* undone; as it is where it is not in it."""
    for make in _DECOMPRESSORS.get(name, ()):
        decompressor = make()
        parts = filter(None, _decompressed(decompressor, chunks(), max_bytes))
        first = next(parts, None)
        # Nothing at all is right only where the stream ends there: an empty page.
        if first is not None or decompressor.eof:
            yield first or b""
            yield from parts
            return
    yield from chunks()


def is_gzip_page(payload: bytes, content_type: str) -> bool:
    """Whether *payload* is gzip that no header names: what is declared as text is never that.

    >>> import gzip
    >>> is_gzip_page(gzip.compress(b"page"), "text/html"), is_gzip_page(b"page", "text/html")
    (True, False)
    """
    return payload[:3] == GZIP_MAGIC and content_type.strip().lower().startswith("text/")


def is_cut_off(payload: bytes, encodings: Iterable[str]) -> bool:
    """Whether *payload* is gzip whose end is missing: the connection's own length said nothing.

    >>> import gzip
    >>> packed = gzip.compress(bytes(range(256)) * 9)
    >>> is_cut_off(packed[:200], ["gzip"]), is_cut_off(packed, ["gzip"]), is_cut_off(b"x", ["gzip"])
    (True, False, False)
    """
    names = [name.strip().lower() for line in encodings for name in line.split(",")]
    if names not in (["gzip"], ["x-gzip"]) or payload[:3] != GZIP_MAGIC:
        return False
    # The flags of RFC 1952; a name is the only field that servers add.
    flags, start = payload[3:4], 10
    if flags == b"\x08":
        start = payload.find(b"\0", start) + 1
    elif flags != b"\0":
        return False
    # Some servers leave the checksum and the length away: what counts is the end of the text.
    inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    for _ in _decompressed(inflate, _slices(payload[start:]), MAX_DECODED_BYTES):
        pass
    return not inflate.eof


def _decompressed(
    decompressor: _Decompressor, chunks: Iterator[bytes], max_bytes: int
) -> Iterator[bytes]:
    """What *chunks* unpack to, until it breaks off or is *max_bytes*."""
    left = max_bytes
    for chunk in chunks:
        try:
            part = decompressor.decompress(chunk, left)[:left]
        except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
            return
        yield part
        left -= len(part)
        if left <= 0:
            return


def _slices(data: bytes) -> Iterator[bytes]:
    """*data* in pieces, so that a bomb is met before it is unpacked."""
    for start in range(0, len(data), CHUNK_BYTES):
        yield data[start : start + CHUNK_BYTES]


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

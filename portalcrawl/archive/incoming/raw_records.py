r"""The records of a stream of uncompressed WARC, byte for byte.

>>> import io
>>> text = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"
>>> [(raw.head[:8], b"".join(raw.block)) for raw in raw_records(io.BytesIO(text * 2))]
[(b'WARC/1.0', b'<p>'), (b'WARC/1.0', b'<p>')]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from portalcrawl.archive.body import CHUNK_BYTES

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_HEAD_BYTES = 1 << 20
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


class BrokenStreamError(OSError):
    """What follows can't be read as records."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """``head`` with its empty line; ``block`` must be read before the next record is asked for."""

    head: bytes
    block: Iterator[bytes]


def raw_records(stream: IO[bytes]) -> Iterator[RawRecord]:
    """The records of *stream* in order.

    Empty lines between them are left out, however many. Raises BrokenStreamError where
    something else stands there, the last record has no end, or *stream* itself is damaged.
    """
    while (line := _next_line(stream)) is not None:
        if not line.startswith(b"WARC/"):
            raise BrokenStreamError(f"no record begins with {line[:40]!r}")
        head = line + _rest_of_head(stream)
        if (length := _LENGTH.search(head)) is None:
            raise BrokenStreamError("a record has no Content-Length")
        yield RawRecord(head, _block(stream, int(length[1])))


def _next_line(stream: IO[bytes]) -> bytes | None:
    """The next line that is not empty; None at the end."""
    while line := _read(stream.readline, MAX_HEAD_BYTES):
        if line.strip():
            return line
    return None


def _rest_of_head(stream: IO[bytes]) -> bytes:
    lines: list[bytes] = []
    size = 0
    while size < MAX_HEAD_BYTES and (line := _read(stream.readline, MAX_HEAD_BYTES)):
        lines.append(line)
        size += len(line)
        if line in {b"\r\n", b"\n"}:
            return b"".join(lines)
    raise BrokenStreamError("the head of a record has no end")


def _block(stream: IO[bytes], length: int) -> Iterator[bytes]:
    while length:
        chunk = _read(stream.read, min(length, CHUNK_BYTES))
        if not chunk:
            raise BrokenStreamError("the last record has no end")
        length -= len(chunk)
        yield chunk


def _read(read: Callable[[int], bytes], max_bytes: int) -> bytes:
    try:
        return read(max_bytes)
    except (OSError, EOFError, zstd.ZstdError) as error:
        raise BrokenStreamError(f"the file is damaged: {error}") from error

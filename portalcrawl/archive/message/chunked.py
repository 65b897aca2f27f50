r"""Undo the chunked transfer coding (RFC 9112 section 7.1) that some crawlers leave in a payload.

>>> dechunk(b"3\r\n<p>\r\n2;x=1\r\nhi\r\n0\r\n\r\n"), dechunk(b"<p>plain"), dechunk(b"5\r\n<p>")
(b'<p>hi', b'<p>plain', b'<p>')

Others name the coding in the header and keep the bytes without it: these stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIZE_LINE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
MAX_LINE_BYTES = 4096


class Dechunker:
    """Takes a payload in pieces and gives its data in pieces.

    What does not begin as a chunk is passed on unchanged, whole. Where a later chunk is broken, all
    that follows is passed on as it is.
    """

    def __init__(self) -> None:
        self._rest = b""
        """Bytes that are no whole size line yet."""
        self._left = 0
        """Bytes of the current chunk that did not come yet."""
        self._is_plain = False
        self._is_done = False
        self._follows_data = False

    def feed(self, piece: bytes) -> bytes:
        """The data that *piece* brings."""
        if self._is_plain:
            return piece
        data: list[bytes] = []
        rest = self._rest + piece
        while rest and not self._is_done:
            if self._left:
                data.append(rest[: self._left])
                rest = rest[self._left :]
                self._left -= len(data[-1])
                continue
            taken = self._take_size(rest)
            if taken is None:
                break
            if taken == 0:
                self._is_plain = True
                return b"".join([*data, rest])
            rest = rest[taken:]
        self._rest = b"" if self._is_done else rest
        return b"".join(data)

    def finish(self) -> bytes:
        """What is still held back where the payload ends: nothing, if it was well formed."""
        held, self._rest = self._rest, b""
        return held if not self._follows_data else b""

    def _take_size(self, rest: bytes) -> int | None:
        """Read the size line that *rest* begins with; its bytes.

        0 where there is none, None where it is not whole yet.
        """
        skipped = 0
        if self._follows_data:
            skipped = 2 if rest.startswith(b"\r\n") else 1 if rest.startswith(b"\n") else 0
        end = rest.find(b"\n", skipped)
        if end < 0 and len(rest) - skipped < MAX_LINE_BYTES and _may_be_size(rest[skipped:]):
            return None
        match = _SIZE_LINE.match(rest, skipped)
        if match is None:
            return 0
        self._left = int(match[1], 16)
        self._follows_data = True
        # Trailers follow the last chunk: they are no data.
        self._is_done = self._left == 0
        return match.end()


def dechunk(payload: bytes) -> bytes:
    """*payload* without the chunked transfer coding, if it has it."""
    dechunker = Dechunker()
    return dechunker.feed(payload) + dechunker.finish()


def is_chunked(transfer_encodings: Iterable[str]) -> bool:
    """Whether the values of ``Transfer-Encoding`` name the coding.

    >>> is_chunked(["gzip, Chunked"]), is_chunked(["identity"]), is_chunked([])
    (True, False, False)
    """
    return any("chunked" in value.lower() for value in transfer_encodings)


def _may_be_size(text: bytes) -> bool:
    """Whether *text* (without an end of line) may be the start of a size line."""
    return (
        not text.strip(b"\r\n")
        or re.match(rb"[ \t]*[0-9A-Fa-f]{0,15}[ \t]*(;|\r?$)", text) is not None
    )

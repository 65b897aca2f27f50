"""The chunked transfer coding, as it is, as it is broken, and where it only seems to be."""

from __future__ import annotations

import pytest

from portalcrawl.archive.message.chunked import Dechunker, dechunk

CASES = [
    (b"0\r\n\r\n", b""),
    (b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
    (b"3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", b"abc0123456789"),
    # Line feeds alone; blanks before the size.
    (b"3\nabc\n2\nde\n0\n\n", b"abcde"),
    (b" 3  \r\nabc\r\n0\r\n\r\n", b"abc"),
    # It breaks off: in a chunk, before a size, without the last chunk.
    (b"5\r\nabc", b"abc"),
    (b"3\r\nabc\r\n", b"abc"),
    (b"3\r\nabc", b"abc"),
    # No chunk at all.
    (b"", b""),
    (b"<html>", b"<html>"),
    (b"\x1f\x8b\x08\x00 binary \r\n", b"\x1f\x8b\x08\x00 binary \r\n"),
    (b"abc", b"abc"),
    (b"{}\r\n", b"{}\r\n"),
    # A later chunk is broken.
    (b"3\r\nabc\r\nzz\r\nrest", b"abc\r\nzz\r\nrest"),
]


@pytest.mark.parametrize(("payload", "data"), CASES)
def test_at_once(payload, data):
    assert dechunk(payload) == data


@pytest.mark.parametrize(("payload", "data"), CASES)
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_in_pieces(payload, data, size):
    dechunker = Dechunker()
    pieces = [payload[at : at + size] for at in range(0, len(payload), size)]
    assert b"".join([*map(dechunker.feed, pieces), dechunker.finish()]) == data

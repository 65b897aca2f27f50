"""Each form in which an archive is compressed, and a site whose pages teach a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from portalcrawl.archive.compression.dictionary import train
from portalcrawl.archive.compression.members import GzipPacking, Packing
from portalcrawl.archive.compression.zstd_members import ZstdPacking

LETTERS = b"abcdefghijklmnop <>=/\"'\n"


def template(seed: int, size: int = 6000) -> bytes:
    """What all pages of a site share: nothing in it repeats."""
    return bytes(Random(seed).choices(LETTERS, k=size))


def page(seed: int, number: int, size: int = 300) -> bytes:
    """Page *number* of the site with that template: its own text in the middle."""
    shared = template(seed)
    text = bytes(Random(number * 7919 + seed + 1).choices(LETTERS, k=size))
    return shared[:3000] + text + shared[3000:]


HEAD = (
    b"WARC/1.1\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:uuid:%d>\r\nContent-Length: 9\r\n\r\n"
)
HEADS = [HEAD % n for n in range(8)]


def dictionary(seed: int = 1) -> bytes:
    learned = train([page(seed, n) for n in range(16)], HEADS)
    assert learned is not None
    return learned


PACKINGS: dict[str, Callable[[], Packing]] = {
    "gzip": GzipPacking,
    "zstd": lambda: ZstdPacking(level=3),
    "zstd with a dictionary": lambda: ZstdPacking(level=3, dictionary=dictionary()),
}

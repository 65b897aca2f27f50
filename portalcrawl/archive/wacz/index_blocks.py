r"""A large index in compressed blocks, with a short index of the blocks (ZipNum).

>>> blocks = list(index_blocks([b"cn,a)/ 20260102030405 {}\n"]))
>>> blocks[0].data[:2], blocks[0].entry[:22]
(b'\x1f\x8b', b'cn,a)/ 20260102030405 ')

Readers find the block by its first line, and read no more than that
(https://specs.webrecorder.net/cdxj/0.1.0/, as py-wacz writes it).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from portalcrawl.archive.cdx.cdxj import line_key

# As many as py-wacz puts into one.
BLOCK_LINES = 1024


@dataclass(frozen=True, slots=True)
class Block:
    """A gzip member of *data* and the line that tells of it."""

    data: bytes
    entry: bytes


def index_head(filename: str) -> bytes:
    """What opens the index of the blocks in *filename*."""
    head = json.dumps({"format": "cdxj-gzip-1.0", "filename": filename})
    return f"!meta 0 {head}\n".encode()


def index_blocks(lines: Iterable[bytes]) -> Iterator[Block]:
    """Sorted *lines* in blocks, which are to lie one after the other in their file."""
    remaining = iter(lines)
    offset = 0
    while block := list(islice(remaining, BLOCK_LINES)):
        data = gzip.compress(b"".join(block), mtime=0)
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        place = json.dumps({"offset": offset, "length": len(data), "digest": digest})
        yield Block(data, b"%b %b\n" % (line_key(block[0]), place.encode()))
        offset += len(data)

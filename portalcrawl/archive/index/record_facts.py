"""What a record says, taken while its block streams by: its index entry, and whether it is sound.

Nothing of a block is held but the start of its payload, and the small blocks that are fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastwarc.warc import WarcRecord

from portalcrawl.archive.body import CHUNK_BYTES, digest_label
from portalcrawl.archive.index.declared_digest import Hasher, new_hasher, parse_digest
from portalcrawl.archive.index.record_names import record_uuid
from portalcrawl.archive.message.chunked import Dechunker, is_chunked
from portalcrawl.archive.message.http_head import MAX_HEAD_BYTES, HttpHead, parse_head, split_head
from portalcrawl.archive.message.sniffed import START_BYTES

FIELDS = "application/warc-fields"
MAX_FIELDS_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """One record. ``headers`` are the first values of its WARC headers, by lower-cased name."""

    kind: str
    """``response``, ``revisit`` …: WARC-Type in lower case."""
    id: str
    headers: Mapping[str, str]
    concurrent_to: tuple[str, ...] = ()
    http: HttpHead | None = None
    fields: bytes = b""
    """The block of a record of fields (``application/warc-fields``)."""
    payload_digest: str
    """SHA-1 of the payload with its transfer coding undone, as WARC headers write it."""
    payload_bytes: int
    payload_start: bytes
    is_whole: bool = True
    """Whether as much of the block was there as Content-Length says."""
    is_block_sound: bool | None = None
    """Whether the block has the digest that its header declares; None where none can be checked."""
    is_payload_sound: bool | None = None

    def header(self, name: str) -> str:
        """The WARC header *name* (lower case), empty where there is none."""
        return self.headers.get(name, "")


def record_facts(record: WarcRecord) -> RecordFacts:
    """The facts of *record*, whose block must not have been read. Raises OSError on damage."""
    headers: dict[str, str] = {}
    concurrent: list[str] = []
    for name, value in record.headers.items():
        headers.setdefault(name.lower(), value)
        if name.lower() == "warc-concurrent-to":
            concurrent.append(record_uuid(value))
    block = _Block(record, headers)
    declared_bytes = headers.get("content-length", "")
    return RecordFacts(
        kind=headers.get("warc-type", "").lower(),
        id=record_uuid(headers.get("warc-record-id")),
        headers=headers,
        concurrent_to=tuple(concurrent),
        http=block.http,
        fields=block.fields,
        payload_digest=digest_label(block.sha1.digest()),
        payload_bytes=block.payload_bytes,
        payload_start=block.start,
        is_whole=str(block.size) == declared_bytes.strip(),
        is_block_sound=block.block_check.is_sound(),
        is_payload_sound=block.is_payload_sound(),
    )


class _Check:
    """A declared digest, compared with the bytes that come by."""

    def __init__(self, label: str | None) -> None:
        declared = parse_digest(label or "")
        self._declared = declared[1] if declared else None
        self._hasher: Hasher | None = new_hasher(declared[0]) if declared else None

    def update(self, piece: bytes) -> None:
        """Take in more bytes."""
        if self._hasher is not None:
            self._hasher.update(piece)

    def is_sound(self) -> bool | None:
        """Whether they have the digest; None where there is none to compare with."""
        return None if self._hasher is None else self._hasher.digest() == self._declared


class _Block:
    """The block of a record, read to its end."""

    def __init__(self, record: WarcRecord, headers: Mapping[str, str]) -> None:
        kind = headers.get("content-type", "").lower()
        self.size = 0
        self.http: HttpHead | None = None
        self.sha1 = hashlib.sha1(usedforsecurity=False)
        self.payload_bytes = 0
        self.start = b""
        self.fields = b""
        self.block_check = _Check(headers.get("warc-block-digest"))
        self._label = headers.get("warc-payload-digest")
        self._as_sent = _Check(self._label)
        self._as_coded: _Check | None = None
        self._dechunker: Dechunker | None = None
        pieces = self._pieces(record)
        if kind.startswith("application/http"):
            self._take_head(pieces)
        is_fields = kind.startswith(FIELDS)
        for piece in pieces:
            if is_fields and len(self.fields) < MAX_FIELDS_BYTES:
                self.fields += piece
            self._take(piece)
        self._end_chunks()

    def is_payload_sound(self) -> bool | None:
        """Many writers take the digest with the transfer coding: either way will do."""
        is_sound = self._as_sent.is_sound()
        return is_sound or self._as_coded.is_sound() if self._as_coded is not None else is_sound

    def _pieces(self, record: WarcRecord) -> Iterator[bytes]:
        while record.reader is not None and (piece := record.reader.read(CHUNK_BYTES)):
            self.size += len(piece)
            self.block_check.update(piece)
            yield piece

    def _take_head(self, pieces: Iterator[bytes]) -> None:
        held = b""
        for piece in pieces:
            held += piece
            if (split := split_head(held)) is not None:
                self.http = parse_head(split[0])
                if is_chunked(self.http.values("transfer-encoding")):
                    self._dechunker = Dechunker()
                    self._as_coded = _Check(self._label)
                self._take(held[split[1] :])
                return
            if len(held) > MAX_HEAD_BYTES:
                break
        if held.startswith(b"HTTP/"):
            # Of a revisit some writers leave the empty line away.
            self.http = parse_head(held)
        else:
            self._take(held)

    def _take(self, piece: bytes) -> None:
        if self._as_coded is not None:
            self._as_coded.update(piece)
        self._count(self._dechunker.feed(piece) if self._dechunker is not None else piece)

    def _end_chunks(self) -> None:
        if self._dechunker is not None:
            self._count(self._dechunker.finish())

    def _count(self, piece: bytes) -> None:
        self.sha1.update(piece)
        self._as_sent.update(piece)
        self.payload_bytes += len(piece)
        if (missing := START_BYTES - len(self.start)) > 0:
            self.start += piece[:missing]

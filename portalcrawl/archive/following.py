"""The request and the other records that were written with a response, right behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from portalcrawl.archive.found import parse_fields
from portalcrawl.archive.index.record_names import record_uuid
from portalcrawl.archive.scan import scan

# What a writer may put between a response and its request.
MAX_RECORDS = 8
MAX_BLOCK_BYTES = 1 << 24
# A tuple: FastWARC's types have no hash.
OWN_TYPES = (WarcRecordType.request, WarcRecordType.metadata)


@dataclass(slots=True)
class Companions:
    """The request of a response, head and body as sent, and the fields of its metadata record."""

    request_head: str = ""
    request_body: bytes = b""
    fields: dict[str, str] = field(default_factory=dict)


def read_companions(folder: Path, *, file: str, offset: int, record_id: str) -> Companions:
    """What stands behind the record *record_id* at *offset* and belongs to it.

    Empty where another writer put it elsewhere. Raises ArchiveError when the file can't be read.
    """
    found = Companions()
    for one in _records_behind(folder / file, offset):
        if one.concurrent_to != record_id:
            continue
        if one.kind == WarcRecordType.request:
            head, _, found.request_body = one.block.partition(b"\r\n\r\n")
            found.request_head = head.decode("latin-1")
        else:
            found.fields = parse_fields(one.block)
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    kind: WarcRecordType
    concurrent_to: str
    block: bytes


def _records_behind(path: Path, offset: int) -> Iterator[_Seen]:
    """The requests and metadata behind the record at *offset*, up to the next of another kind."""
    behind = islice(scan(path, _look, start=offset), 1, 1 + MAX_RECORDS)
    for _, seen in behind:
        if seen.kind not in OWN_TYPES:
            return
        yield seen


def _look(record: WarcRecord) -> _Seen:
    is_own = record.record_type in OWN_TYPES and record.reader is not None
    return _Seen(
        kind=record.record_type,
        concurrent_to=record_uuid(record.headers.get("WARC-Concurrent-To")),
        block=record.reader.read(MAX_BLOCK_BYTES) if is_own else b"",
    )

"""The request and the other records that were written with a response, right behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from portalcrawl.archive.found import parse_fields
from portalcrawl.errors import ArchiveError

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
    path = folder / file
    found = Companions()
    try:
        for record in _records_from(path, offset):
            if _uuid(record.headers.get("WARC-Concurrent-To")) != record_id:
                continue
            block = record.reader.read(MAX_BLOCK_BYTES) if record.reader is not None else b""
            if record.record_type == WarcRecordType.request:
                head, _, found.request_body = block.partition(b"\r\n\r\n")
                found.request_head = head.decode("latin-1")
            elif record.record_type == WarcRecordType.metadata:
                found.fields = parse_fields(block)
    except OSError as error:
        raise ArchiveError(f"can't read {path} behind byte {offset}: {error}") from error
    return found


def _records_from(path: Path, offset: int) -> Iterator[WarcRecord]:
    """The records behind the one at *offset*, up to the next response."""
    with path.open("rb") as stream:
        stream.seek(offset)
        records = iter(ArchiveIterator(stream, parse_http=False))
        next(records, None)
        for _, record in zip(range(MAX_RECORDS), records, strict=False):
            if record.record_type not in OWN_TYPES:
                return
            yield record


def _uuid(record_id: str | None) -> str:
    return (record_id or "").removeprefix("<urn:uuid:").removesuffix(">")

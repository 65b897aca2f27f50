"""What a record says of itself, and what its bytes say: for who must prove where a page is from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.compression.members import unpack
from portalcrawl.archive.found import parse_fields
from portalcrawl.errors import ArchiveError

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The record at ``offset`` of ``file``.

    ``…_recorded`` is the digest in its header, ``…_now`` the SHA-1 of the bytes that are there now.
    Of a revisit the block is its own; the payload is elsewhere, so ``payload_now`` is None.
    """

    file: str
    offset: int
    length: int
    record_id: str
    kind: str
    target_uri: str
    date: str
    payload_recorded: str | None
    payload_now: str | None
    block_recorded: str | None
    block_now: str
    warcinfo_id: str
    refers_to: str | None


def read_evidence(folder: Path, *, file: str, offset: int, length: int) -> Evidence:
    """The record that lies there. Raises ArchiveError where none can be read."""
    path = folder / file
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            text = unpack(stream.read(length))
        record = next(iter(ArchiveIterator(io.BytesIO(text), parse_http=False)), None)
        if record is None or record.reader is None:
            raise ArchiveError(f"{path} has no record at byte {offset}")
        block = record.reader.read()
    except OSError as error:
        raise ArchiveError(f"can't read {path} at byte {offset}: {error}") from error
    headers = record.headers
    return Evidence(
        file=file,
        offset=offset,
        length=length,
        record_id=_uuid(record.record_id),
        kind=headers.get("WARC-Type") or "",
        target_uri=headers.get("WARC-Target-URI") or "",
        date=headers.get("WARC-Date") or "",
        payload_recorded=headers.get("WARC-Payload-Digest"),
        payload_now=_payload_digest(record.record_type, block),
        block_recorded=headers.get("WARC-Block-Digest"),
        block_now=digest_label(body_sha1(block)),
        warcinfo_id=_uuid(headers.get("WARC-Warcinfo-ID")),
        refers_to=_uuid(headers.get("WARC-Refers-To")) or None,
    )


def read_warcinfo(folder: Path, *, file: str, warcinfo_id: str) -> dict[str, str]:
    """The fields of the warcinfo record *warcinfo_id* in *file*; empty where there is none.

    Raises ArchiveError when the file can't be read.
    """
    path = folder / file
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(
                stream, record_types=WarcRecordType.warcinfo, parse_http=False
            ):
                if _uuid(record.record_id) == warcinfo_id and record.reader is not None:
                    return parse_fields(record.reader.read())
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error
    return {}


def _payload_digest(kind: WarcRecordType, block: bytes) -> str | None:
    if kind == WarcRecordType.response:
        return digest_label(body_sha1(block.partition(HEAD_END)[2]))
    return digest_label(body_sha1(block)) if kind == WarcRecordType.conversion else None


def _uuid(record_id: str | None) -> str:
    return (record_id or "").removeprefix("<urn:uuid:").removesuffix(">")

"""What a record says of itself, and what its bytes say: for who must prove where a page is from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.compression.members import read_member
from portalcrawl.archive.found import parse_fields
from portalcrawl.archive.index.record_facts import record_facts
from portalcrawl.archive.index.record_names import record_uuid, target_url
from portalcrawl.archive.scan import scan
from portalcrawl.errors import ArchiveError

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The record at ``offset`` of ``file``.

    ``…_recorded`` is the digest in its header, ``…_now`` the SHA-1 of the bytes that are there now
    (of the payload without its transfer coding), ``is_…_sound`` whether the one was taken of the
    other, in whatever algorithm and notation; None where that can't be said. Of a revisit the block
    is its own; the payload is elsewhere, so ``payload_now`` is None.
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
    is_payload_sound: bool | None
    block_recorded: str | None
    block_now: str
    is_block_sound: bool | None
    warcinfo_id: str
    refers_to: str | None


def read_evidence(folder: Path, *, file: str, offset: int, length: int) -> Evidence:
    """The record that lies there. Raises ArchiveError where none can be read."""
    path = folder / file
    try:
        text = read_member(path, offset, length)
        record = next(iter(ArchiveIterator(io.BytesIO(text), parse_http=False)), None)
        if record is None:
            raise ArchiveError(f"{path} has no record at byte {offset}")
        facts = record_facts(record)
    except OSError as error:
        raise ArchiveError(f"can't read {path} at byte {offset}: {error}") from error
    if not facts.is_whole:
        raise ArchiveError(f"{path}: the record at byte {offset} is cut short")
    block = text.partition(HEAD_END)[2][: record.content_length]
    has_payload = facts.kind != "revisit"
    uri = facts.header("warc-target-uri")
    return Evidence(
        file=file,
        offset=offset,
        length=length,
        record_id=facts.id,
        kind=facts.kind,
        target_uri=target_url(uri) or uri,
        date=facts.header("warc-date"),
        payload_recorded=facts.headers.get("warc-payload-digest"),
        payload_now=facts.payload_digest if has_payload else None,
        is_payload_sound=facts.is_payload_sound if has_payload else None,
        block_recorded=facts.headers.get("warc-block-digest"),
        block_now=digest_label(body_sha1(block)),
        is_block_sound=facts.is_block_sound,
        warcinfo_id=record_uuid(facts.header("warc-warcinfo-id")),
        refers_to=record_uuid(facts.header("warc-refers-to")) or None,
    )


def read_warcinfo(folder: Path, record: Evidence) -> dict[str, str]:
    """The fields of the warcinfo that *record* names, else of the last one before it in its file.

    A file that was put together of several has one for each. Empty where there is none. Raises
    ArchiveError when the file can't be read.
    """
    last = b""
    for _, (uuid, block) in scan(folder / record.file, _warcinfo, size=record.offset):
        if uuid and uuid == record.warcinfo_id:
            return parse_fields(block)
        last = block or last
    return parse_fields(last)


def _warcinfo(record: WarcRecord) -> tuple[str, bytes]:
    """The id and the fields of *record*, both empty where it is no warcinfo."""
    if record.record_type != WarcRecordType.warcinfo or record.reader is None:
        return "", b""
    return record_uuid(record.record_id), record.reader.read()

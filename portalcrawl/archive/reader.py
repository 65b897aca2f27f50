"""Read records back: one by its pointer, or all of a file in order."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from portalcrawl.archive.compression.members import read_member
from portalcrawl.archive.index.record_names import record_uuid, target_url
from portalcrawl.archive.message.chunked import dechunk, is_chunked
from portalcrawl.archive.message.content_encoding import decode_content, is_gzip_page
from portalcrawl.archive.message.http_head import HttpHead, parse_head, split_head
from portalcrawl.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response as archived. ``headers`` are lower-cased names with values in file order.

    ``payload`` is the wire's (content-encoded); ``body`` undoes the content encoding. For a page
    that scripts made, ``rendered_from`` is the record id of the response that they came with.
    """

    record_id: str
    url: str
    status: int
    headers: list[tuple[str, str]]
    payload: bytes
    rendered_from: str | None = None

    @property
    def body(self) -> bytes:
        """The decoded body; what could be decoded of a broken one."""
        encodings = [value for name, value in self.headers if name == "content-encoding"]
        if not encodings and is_gzip_page(self.payload, self.header("content-type") or ""):
            encodings = ["gzip"]
        return decode_content(self.payload, encodings)

    def header(self, name: str) -> str | None:
        """The first value of the header *name* (lower case)."""
        return next((value for key, value in self.headers if key == name), None)


def read_response(
    folder: Path, *, file: str, offset: int, length: int, original: Mapping[str, Any] | None = None
) -> StoredResponse:
    """The response or the rendered page at *offset* of *file* below *folder*.

    Of a revisit, *original* says where the record with its payload lies (file, offset, length); a
    page that the server said is unchanged comes back as it was served then. Raises ArchiveError
    when a file is gone or no such record lies there.
    """
    path = folder / file
    try:
        text = read_member(path, offset, length)
        # What is no record is an OSError too.
        record = next(iter(ArchiveIterator(io.BytesIO(text), parse_http=False)), None)
        kind = record.record_type if record is not None else WarcRecordType.no_type
        if record is not None and kind == WarcRecordType.response:
            return _stored(record)
        if record is not None and kind == WarcRecordType.conversion:
            return replace(
                stored_file(record, _block(record)),
                rendered_from=record_uuid(record.headers["WARC-Refers-To"]),
            )
        if record is not None and kind == WarcRecordType.resource:
            return stored_file(record, _block(record))
        if record is not None and kind == WarcRecordType.revisit and original is not None:
            place = {name: original[name] for name in ("file", "offset", "length")}
            return _revisited(record, read_response(folder, **place))
        raise ArchiveError(f"{path} has no response record at byte {offset}")
    except OSError as error:
        raise ArchiveError(f"can't read {path} at byte {offset}: {error}") from error


def read_file(path: Path) -> Iterator[StoredResponse]:
    """All response records of the WARC file *path*, in order.

    Raises ArchiveError when the file is gone, or where something else than a record lies in it.
    """
    try:
        with path.open("rb") as stream:
            responses = WarcRecordType.response
            for record in ArchiveIterator(stream, record_types=responses, parse_http=False):
                yield _stored(record)
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


def _stored(record: WarcRecord) -> StoredResponse:
    """The response in *record*. Raises OSError when its end is missing."""
    block = _block(record)
    head, start = split_head(block) or (block, len(block))
    http, payload = parse_head(head), block[start:]
    if http.status is None:
        raise OSError(f"the record {record.record_id} holds no HTTP answer")
    # The coding of the connection is no part of the payload; some crawlers leave it in.
    if is_chunked(http.values("transfer-encoding")):
        payload = dechunk(payload)
    return stored_response(record, http, payload)


def stored_response(record: WarcRecord, head: HttpHead, payload: bytes) -> StoredResponse:
    """The response in *record*, of which *head* and *payload* were read."""
    return StoredResponse(
        record_id=record_uuid(record.record_id),
        url=_url(record),
        status=head.status or 0,
        headers=list(head.headers),
        payload=payload,
    )


def stored_file(record: WarcRecord, payload: bytes) -> StoredResponse:
    """The *payload* of *record*, which has no head of its own."""
    return StoredResponse(
        record_id=record_uuid(record.record_id),
        url=_url(record),
        status=200,
        headers=[("content-type", record.headers["Content-Type"] or "")],
        payload=payload,
    )


def _revisited(record: WarcRecord, original: StoredResponse) -> StoredResponse:
    """The response of the revisit *record* with the payload of the *original*."""
    answer = _stored(record) if record.content_length else None
    if answer is None or answer.status == HTTPStatus.NOT_MODIFIED:
        return replace(original, record_id=record_uuid(record.record_id), url=_url(record))
    return replace(answer, payload=original.payload)


def _block(record: WarcRecord) -> bytes:
    block = record.reader.read() if record.reader is not None else b""
    if len(block) < record.content_length:
        raise OSError(f"the record {record.record_id} is cut short")
    return block


def _url(record: WarcRecord) -> str:
    target = record.headers["WARC-Target-URI"] or ""
    return target_url(target) or target

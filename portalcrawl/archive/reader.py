"""Read records back: one by its pointer, or all of a file in order."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from portalcrawl.archive.content_encoding import decode_content, is_gzip_page
from portalcrawl.archive.members import unpack
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
        with path.open("rb") as stream:
            stream.seek(offset)
            text = unpack(stream.read(length))
        # What is no record is an OSError too.
        record = next(iter(ArchiveIterator(io.BytesIO(text), parse_http=True)), None)
        kind = record.record_type if record is not None else WarcRecordType.no_type
        if record is not None and kind == WarcRecordType.response:
            return _stored(record)
        if record is not None and kind == WarcRecordType.conversion:
            return _rendered(record)
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
            for record in ArchiveIterator(stream, record_types=responses, parse_http=True):
                yield _stored(record)
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


def _stored(record: WarcRecord) -> StoredResponse:
    """The response in *record*. Raises OSError when its end is missing."""
    return stored_response(record, payload=_payload(record))


def stored_response(record: WarcRecord, *, payload: bytes) -> StoredResponse:
    """The response in *record*, whose head was read. Raises OSError where it has none."""
    http = record.http_headers
    if http is None:
        raise OSError(f"the record {record.record_id} is cut short")
    return StoredResponse(
        record_id=_uuid(record.record_id),
        url=record.headers["WARC-Target-URI"],
        status=http.status_code or 0,
        headers=[(name.lower(), value) for name, value in http.items()],
        payload=payload,
    )


def _rendered(record: WarcRecord) -> StoredResponse:
    """The page in the conversion *record*. Raises OSError when its end is missing."""
    return StoredResponse(
        record_id=_uuid(record.record_id),
        url=record.headers["WARC-Target-URI"],
        status=200,
        headers=[("content-type", record.headers["Content-Type"])],
        payload=_payload(record),
        rendered_from=_uuid(record.headers["WARC-Refers-To"]),
    )


def _revisited(record: WarcRecord, original: StoredResponse) -> StoredResponse:
    """The response of the revisit *record* with the payload of the *original*."""
    if not record.content_length:
        record_id, url = _uuid(record.record_id), record.headers["WARC-Target-URI"]
        return replace(original, record_id=record_id, url=url)
    return replace(_stored(record), payload=original.payload)


def _payload(record: WarcRecord) -> bytes:
    # What FastWARC says is left of the record once its HTTP head is read.
    payload_bytes = record.content_length
    payload = record.reader.read() if record.reader is not None else b""
    if len(payload) < payload_bytes:
        raise OSError(f"the record {record.record_id} is cut short")
    return payload


def _uuid(record_id: str | None) -> str:
    return (record_id or "").removeprefix("<urn:uuid:").removesuffix(">")

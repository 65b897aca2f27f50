"""Exchanges as WARC/1.1 records (ISO 28500:2017), each compressed as a gzip member of its own."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from uuid import uuid4

from fastwarc.warc import WarcRecord, WarcRecordType
from isal import igzip

from portalcrawl.archive.exchange import Exchange, payload_sha1

# Level 2 of isal costs a fifth of zlib's level 6 and gives files 1 % larger.
GZIP_LEVEL = 2


def response_member(exchange: Exchange, *, warcinfo_id: str) -> bytes:
    """The response record of *exchange*, with block and payload digests."""
    record = _record(WarcRecordType.response, exchange.id, exchange.fetched_at)
    headers = record.headers
    headers["WARC-Target-URI"] = exchange.url
    headers["WARC-Warcinfo-ID"] = f"<urn:uuid:{warcinfo_id}>"
    if exchange.ip_address:
        headers["WARC-IP-Address"] = exchange.ip_address
    if exchange.truncated:
        headers["WARC-Truncated"] = exchange.truncated
    headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(exchange.response_block())
    return _member(record, payload_digest=payload_sha1(exchange.body))


def request_member(exchange: Exchange, *, warcinfo_id: str) -> bytes:
    """The request record that belongs to *exchange*'s response record."""
    record = _record(WarcRecordType.request, str(uuid4()), exchange.fetched_at)
    headers = record.headers
    headers["WARC-Target-URI"] = exchange.url
    headers["WARC-Concurrent-To"] = f"<urn:uuid:{exchange.id}>"
    headers["WARC-Warcinfo-ID"] = f"<urn:uuid:{warcinfo_id}>"
    headers["Content-Type"] = "application/http; msgtype=request"
    record.set_bytes_content(exchange.request_block())
    return _member(record, payload_digest=payload_sha1(exchange.request_body))


def conversion_member(page: Exchange, *, warcinfo_id: str) -> bytes:
    """The conversion record of a rendered *page* (ISO 28500 section 6.8): its HTML alone.

    It refers to the response that it was made from, so no reader takes it for the page as served.
    """
    record = _record(WarcRecordType.conversion, page.id, page.fetched_at)
    headers = record.headers
    headers["WARC-Target-URI"] = page.url
    headers["WARC-Refers-To"] = f"<urn:uuid:{page.rendered_from}>"
    headers["WARC-Warcinfo-ID"] = f"<urn:uuid:{warcinfo_id}>"
    if page.truncated:
        headers["WARC-Truncated"] = page.truncated
    headers["Content-Type"] = "text/html; charset=utf-8"
    record.set_bytes_content(page.body)
    return _member(record, payload_digest=payload_sha1(page.body))


def warcinfo_member(fields: dict[str, str], *, record_id: str, filename: str) -> bytes:
    """The record that opens a file: who wrote it, with what, under which rules."""
    record = _record(WarcRecordType.warcinfo, record_id, datetime.now(UTC))
    record.headers["WARC-Filename"] = filename
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content("".join(f"{k}: {v}\r\n" for k, v in fields.items()).encode())
    return _member(record)


def warc_date(moment: datetime) -> str:
    """*moment* as WARC-Date: UTC, to the millisecond, as WARC/1.1 allows.

    >>> warc_date(datetime(2026, 11, 24, 1, 2, 3, 456000, tzinfo=UTC))
    '2026-11-24T01:02:03.456Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _record(kind: WarcRecordType, record_id: str, moment: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind, f"uuid:{record_id}".encode())
    record.headers["WARC-Date"] = warc_date(moment)
    return record


def _member(record: WarcRecord, *, payload_digest: bytes | None = None) -> bytes:
    plain = io.BytesIO()
    record.write(plain, checksum_data=True, payload_digest=payload_digest)
    member: bytes = igzip.compress(plain.getvalue(), GZIP_LEVEL)
    return member

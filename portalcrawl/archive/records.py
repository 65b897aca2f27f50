r"""Exchanges as WARC/1.1 records (ISO 28500:2017), not yet compressed.

>>> info = warcinfo_record({"software": "x"}, record_id="5f9d", filename="a.warc.gz")
>>> b"".join(info.chunks()).splitlines()[0], info.size - len(info.head)
(b'WARC/1.1', 17)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import uuid4

from portalcrawl.archive.body import Body, body_bytes, body_chunks, body_sha1, digest_label
from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.found import format_fields

REVISIT = "http://netpreserve.org/warc/1.1/revisit/"
# Of a 304: its status line, then its headers, each in a field of this name.
HTTP_LINE = "portalcrawl-http"
# RFC 3986 section 2, the escapes that are there, and what browsers leave as it is.
_URI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~|^`{}\\\""
END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its head (WARC header lines and the empty line) and the parts of its block."""

    head: bytes
    block: tuple[Body, ...]
    is_page: bool = False
    """Whether the block holds markup: what a dictionary is trained on."""

    @property
    def size(self) -> int:
        """Bytes of the whole record, uncompressed."""
        return len(self.head) + sum(map(body_bytes, self.block)) + len(END)

    def chunks(self) -> Iterator[bytes]:
        """The record, never more than one chunk of a file in memory."""
        yield self.head
        for part in self.block:
            yield from body_chunks(part)
        yield END


def records_of(exchange: Exchange, *, warcinfo_id: str) -> list[Record]:
    """The records of *exchange*; the first is what its capture points to.

    A rendered page has one and what is known of its way there, all others a response (or a revisit,
    where an earlier capture has the payload), its request and that.
    """
    common = {"WARC-Warcinfo-ID": _urn(warcinfo_id)}
    if exchange.rendered_from:
        first = [_conversion(exchange, common)]
    elif exchange.original is not None:
        first = [_revisit(exchange, common), _request(exchange, common)]
    else:
        first = [_response(exchange, common), _request(exchange, common)]
    return [*first, _metadata(exchange, common)]


def warcinfo_record(fields: Mapping[str, str], *, record_id: str, filename: str) -> Record:
    """The record that opens a file: who wrote it, with what, under which rules (section 6.3)."""
    headers = {"WARC-Filename": filename, "Content-Type": "application/warc-fields"}
    return _record(
        "warcinfo", record_id, datetime.now(UTC), headers, (format_fields(fields.items()),)
    )


def _response(exchange: Exchange, common: dict[str, str]) -> Record:
    """The response as it came (section 6.4)."""
    headers = {
        **_target(exchange, common),
        "WARC-Payload-Digest": exchange.payload_digest,
        "Content-Type": "application/http; msgtype=response",
    }
    block = (exchange.response_head(), exchange.body)
    # Compressed as it came, a page teaches nothing.
    is_plain = b"content-encoding:" not in exchange.response_headers.lower()
    is_page = exchange.media_type == "text/html" and is_plain
    return _record("response", exchange.id, exchange.fetched_at, headers, block, is_page=is_page)


def _revisit(exchange: Exchange, common: dict[str, str]) -> Record:
    """The head of a response whose payload an earlier record has (section 6.7).

    That of a 304 stands in the metadata record, as replay tools would show it in place of the page
    (Heritrix leaves the block empty too).
    """
    original = exchange.original
    assert original is not None
    profile = "server-not-modified" if exchange.not_modified else "identical-payload-digest"
    headers = {
        **_target(exchange, common),
        "WARC-Profile": REVISIT + profile,
        "WARC-Refers-To": _urn(original.id),
        "WARC-Refers-To-Target-URI": ascii_uri(original.url),
        "WARC-Refers-To-Date": warc_date(original.fetched_at),
        "WARC-Payload-Digest": original.payload_digest,
        "Content-Type": "application/http; msgtype=response",
    }
    block = () if exchange.not_modified else (exchange.response_head(),)
    return _record("revisit", exchange.id, exchange.fetched_at, headers, block)


def _request(exchange: Exchange, common: dict[str, str]) -> Record:
    """The request that belongs to the first record (section 6.5)."""
    headers = {
        "WARC-Target-URI": ascii_uri(exchange.url),
        "WARC-Concurrent-To": _urn(exchange.id),
        **common,
        "WARC-Payload-Digest": digest_label(body_sha1(exchange.request_body)),
        "Content-Type": "application/http; msgtype=request",
    }
    block = (exchange.request_block(),)
    return _record("request", str(uuid4()), exchange.fetched_at, headers, block)


def _metadata(exchange: Exchange, common: dict[str, str]) -> Record:
    """How the crawl came to ask (section 6.6): what a rebuilt index reads."""
    fields = [*exchange.found.fields().items()]
    if exchange.fetch_ms is not None:
        fields.append(("fetchTimeMs", str(exchange.fetch_ms)))
    if exchange.not_modified:
        lines = exchange.response_head().decode("latin-1").split("\r\n")
        fields += [(HTTP_LINE, line) for line in lines if line]
    headers = {
        "WARC-Target-URI": ascii_uri(exchange.url),
        "WARC-Concurrent-To": _urn(exchange.id),
        **common,
        "Content-Type": "application/warc-fields",
    }
    block = (format_fields(fields),)
    return _record("metadata", str(uuid4()), exchange.fetched_at, headers, block)


def _conversion(page: Exchange, common: dict[str, str]) -> Record:
    """A rendered page: its HTML alone (section 6.8).

    It refers to the response that it was made from, so no reader takes it for the page as served.
    """
    assert page.rendered_from is not None
    headers = {
        **_target(page, common),
        "WARC-Refers-To": _urn(page.rendered_from),
        "WARC-Payload-Digest": page.payload_digest,
        "Content-Type": "text/html; charset=utf-8",
    }
    return _record("conversion", page.id, page.fetched_at, headers, (page.body,), is_page=True)


def _target(exchange: Exchange, common: dict[str, str]) -> dict[str, str]:
    headers = {"WARC-Target-URI": ascii_uri(exchange.url), **common}
    if exchange.ip_address:
        headers["WARC-IP-Address"] = exchange.ip_address
    if exchange.truncated:
        headers["WARC-Truncated"] = exchange.truncated
    return headers


def warc_date(moment: datetime) -> str:
    """*moment* as WARC-Date: UTC, to the millisecond, as WARC/1.1 allows.

    >>> warc_date(datetime(2026, 11, 24, 1, 2, 3, 456000, tzinfo=UTC))
    '2026-11-24T01:02:03.456Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ascii_uri(url: str) -> str:
    """*url* as WARC-Target-URI: what is no ASCII, or ends a header, is escaped (as UTF-8).

    Replay tools do not find a record whose address is not ASCII.

    >>> ascii_uri("http://a.cn/通知?a=1%20&b=[2]#/x"), ascii_uri("http://a.cn/a b<c>")
    ('http://a.cn/%E9%80%9A%E7%9F%A5?a=1%20&b=[2]#/x', 'http://a.cn/a%20b%3Cc%3E')
    """
    return quote(url, safe=_URI_CHARACTERS)


def _record(
    kind: str,
    record_id: str,
    moment: datetime,
    headers: Mapping[str, str],
    block: tuple[Body, ...],
    *,
    is_page: bool = False,
) -> Record:
    digest = hashlib.sha1(usedforsecurity=False)
    for part in block:
        for chunk in body_chunks(part):
            digest.update(chunk)
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": _urn(record_id),
        "WARC-Date": warc_date(moment),
        **headers,
        "WARC-Block-Digest": digest_label(digest.digest()),
        "Content-Length": str(sum(map(body_bytes, block))),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return Record(b"WARC/1.1\r\n" + head.encode() + b"\r\n", block, is_page)


def _urn(record_id: str) -> str:
    return f"<urn:uuid:{record_id}>"

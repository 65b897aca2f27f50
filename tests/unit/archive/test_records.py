"""Records as warcio and FastWARC read them."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fastwarc.warc import ArchiveIterator

from portalcrawl.archive.compression.members import GzipPacking
from portalcrawl.archive.exchange import Exchange, Original
from portalcrawl.archive.found import Found
from portalcrawl.archive.records import (
    Record,
    records_of,
    warc_date,
    warcinfo_record,
)
from tests.unit.archive.exchanges import exchange, read_back

INFO_ID = "00000000-0000-0000-0000-0000000000ff"
BODIES = {
    "text": "<p>动员会</p>".encode("gbk"),
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "ends in line ends": b"x\r\n\r\n",
    "looks like a record": b"WARC/1.1\r\nWARC-Type: response\r\n\r\n",
    "gzip": gzip.compress(b"x" * 5000, mtime=0),
}


def member(record: Record) -> bytes:
    return b"".join(GzipPacking().pack(record))


def members(sent: Exchange) -> list[bytes]:
    return [member(record) for record in records_of(sent, warcinfo_id=INFO_ID)]


def write(path, *members: bytes):
    path.write_bytes(b"".join(members))
    return path


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_warcio_reads_the_same_bytes_with_valid_digests(tmp_path, body):
    sent = exchange(body=body)
    (record, *_) = read_back(write(tmp_path / "x.warc.gz", *members(sent)))
    assert (record.kind, record.http_status, record.body) == ("response", "200 OK", body)
    assert record.http_headers == [("Content-Type", "text/html")]
    assert {"WARC-Block-Digest", "WARC-Payload-Digest"} <= set(record.headers)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_fastwarc_reads_the_same_bytes_with_valid_digests(body):
    sent = exchange(body=body)
    stream = io.BytesIO(members(sent)[0])
    (found,) = [
        (record.reader.read(), record.http_headers.status_code)
        for record in ArchiveIterator(stream, verify_digests=True, parse_http=True)
    ]
    assert found == (body, 200)
    stream.seek(0)
    for record in ArchiveIterator(stream, parse_http=True):
        record.freeze()
        assert record.verify_payload_digest()


def test_headers_of_a_response(tmp_path):
    sent = exchange(ip_address="10.1.2.3", truncated="length")
    (record, *_) = read_back(write(tmp_path / "x.warc.gz", *members(sent)))
    assert record.headers["WARC-Record-ID"] == f"<urn:uuid:{sent.id}>"
    assert record.headers["WARC-Target-URI"] == "http://a.cn/x.html?b=1"
    assert record.headers["WARC-Date"] == "2026-01-02T03:04:05.678Z"
    assert record.headers["WARC-Warcinfo-ID"] == f"<urn:uuid:{INFO_ID}>"
    assert record.headers["WARC-IP-Address"] == "10.1.2.3"
    assert record.headers["WARC-Truncated"] == "length"
    assert record.headers["Content-Type"] == "application/http; msgtype=response"


def test_what_is_not_known_is_not_written(tmp_path):
    (record, *_) = read_back(write(tmp_path / "x.warc.gz", *members(exchange())))
    assert not {"WARC-IP-Address", "WARC-Truncated"} & set(record.headers)


def test_request_belongs_to_its_response(tmp_path):
    sent = exchange()
    written = members(sent)
    response, request, _ = read_back(write(tmp_path / "x.warc.gz", *written))
    assert request.kind == "request"
    assert request.headers["WARC-Concurrent-To"] == response.headers["WARC-Record-ID"]
    assert request.headers["WARC-Record-ID"] != response.headers["WARC-Record-ID"]
    assert request.headers["WARC-Target-URI"] == sent.url
    assert request.http_status == "/x.html?b=1 HTTP/1.1"
    assert ("Host", "a.cn") in request.http_headers
    assert [len(one) for one in written[:2]] == [response.length, request.length]


def test_a_rendered_page_is_a_conversion_of_its_response(tmp_path):
    page = exchange(
        url="http://a.cn/#/detail?id=7", body="<p>动员会".encode(), rendered_from=INFO_ID
    )
    written = members(page)
    (record, _) = read_back(write(tmp_path / "x.warc.gz", *written))
    assert (record.kind, record.body, record.http_status) == ("conversion", page.body, None)
    assert record.headers["WARC-Record-ID"] == f"<urn:uuid:{page.id}>"
    assert record.headers["WARC-Target-URI"] == "http://a.cn/#/detail?id=7"
    assert record.headers["WARC-Refers-To"] == f"<urn:uuid:{INFO_ID}>"
    assert record.headers["Content-Type"] == "text/html; charset=utf-8"
    assert {"WARC-Block-Digest", "WARC-Payload-Digest"} <= set(record.headers)
    (found,) = ArchiveIterator(io.BytesIO(written[0]), verify_digests=True)
    assert found.reader.read() == page.body


def test_warcinfo(tmp_path):
    fields = {"software": "portalcrawl/1", "operator": "某馆 <a@b.cn>"}
    info = warcinfo_record(fields, record_id=INFO_ID, filename="a.warc.gz")
    (record,) = read_back(write(tmp_path / "x.warc.gz", member(info)))
    assert record.kind == "warcinfo"
    assert record.headers["WARC-Record-ID"] == f"<urn:uuid:{INFO_ID}>"
    assert record.headers["WARC-Filename"] == "a.warc.gz"
    assert record.body.decode() == "software: portalcrawl/1\r\noperator: 某馆 <a@b.cn>\r\n"


def test_each_record_is_a_gzip_member_of_its_own():
    assert gzip.decompress(members(exchange())[0]).startswith(b"WARC/1.1\r\n")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05.000Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 999999, tzinfo=UTC), "2026-01-02T03:04:05.999Z"),
        (datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=8))), "2026-01-01T19:00:00.000Z"),
    ],
)
def test_date_is_utc_to_the_millisecond(moment, text):
    assert warc_date(moment) == text


ORIGINAL = Original(
    id="00000000-0000-0000-0000-0000000000aa",
    url="http://a.cn/first.html",
    fetched_at=datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
    file="a/x.warc.gz",
    offset=700,
    length=90,
    payload_digest="sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5",
)


@pytest.mark.parametrize(
    ("changes", "profile", "head", "told"),
    [
        (
            {"body": b"abc"},
            *("identical-payload-digest", "200 OK", ""),
        ),
        (
            {"body": b"", "status": 304, "not_modified": ORIGINAL.id},
            "server-not-modified",
            None,
            (
                "portalcrawl-http: HTTP/1.1 304 Not Modified\r\n"
                "portalcrawl-http: Content-Type: text/html\r\n"
            ),
        ),
    ],
)
def test_a_revisit_names_the_record_with_its_payload_and_keeps_its_own_head(
    tmp_path, changes, profile, head, told
):
    written = members(exchange(original=ORIGINAL, **changes))
    (record, request, metadata) = read_back(write(tmp_path / "x.warc.gz", *written))
    assert (record.kind, record.http_status or None, record.body) == ("revisit", head, b"")
    assert record.http_headers == ([("Content-Type", "text/html")] if head else [])
    assert metadata.body.decode() == told
    names = ("Profile", "Refers-To", "Refers-To-Target-URI", "Refers-To-Date", "Payload-Digest")
    assert [record.headers[f"WARC-{name}"] for name in names] == [
        f"http://netpreserve.org/warc/1.1/revisit/{profile}",
        f"<urn:uuid:{ORIGINAL.id}>",
        "http://a.cn/first.html",
        "2025-12-31T23:59:59.000Z",
        ORIGINAL.payload_digest,
    ]
    assert request.headers["WARC-Concurrent-To"] == record.headers["WARC-Record-ID"]


def test_metadata_says_how_the_page_was_found(tmp_path):
    found = Found(via="http://a.cn/list", hop_path="LL", role="row", anchor="关于动员会\n的通知")
    (response, _, record) = read_back(
        write(tmp_path / "x.warc.gz", *members(exchange(found=found, fetch_ms=210)))
    )
    assert (record.kind, record.headers["Content-Type"]) == ("metadata", "application/warc-fields")
    assert record.headers["WARC-Concurrent-To"] == response.headers["WARC-Record-ID"]
    assert record.body.decode().splitlines() == [
        *("via: http://a.cn/list", "hopsFromSeed: LL", "portalcrawl-role: row"),
        *("portalcrawl-anchor: 关于动员会 的通知", "fetchTimeMs: 210"),
    ]


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("http://a.cn/%cd%a8?b=[1]#/x", "http://a.cn/%cd%a8?b=[1]#/x"),
        ("http://a.cn/通", "http://a.cn/%E9%80%9A"),
        ("http://a.cn/a b<c>\r\nX: y", "http://a.cn/a%20b%3Cc%3E%0D%0AX:%20y"),
    ],
)
def test_addresses_are_ascii_and_one_line(tmp_path, url, uri):
    for record in read_back(write(tmp_path / "x.warc.gz", *members(exchange(url=url)))):
        assert record.headers["WARC-Target-URI"] == uri

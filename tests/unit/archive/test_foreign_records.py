"""What the index makes of records that other programs wrote, and that their pages are read."""

from __future__ import annotations

import base64
import gzip
import hashlib
from datetime import UTC, datetime

import pytest

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.record_index import Draft, Skipped
from portalcrawl.archive.index.site_index import Unresolved, file_rows, site_captures
from portalcrawl.archive.reader import read_response
from tests.unit.archive.foreign import DATE, answer, chunked, record, write_members

PAGE = "<html><p>动员会".encode()


@pytest.fixture
def index(tmp_path):
    """Writes records to a file of the archive; its captures."""

    def write(*records: bytes) -> list[Capture | Unresolved]:
        path = write_members(tmp_path / "a" / "import-x.warc.gz", records)
        return list(site_captures(tmp_path, [path]))

    return write


@pytest.fixture
def read(tmp_path):
    def read_capture(capture: Capture):
        place = {"file": capture.file, "offset": capture.offset, "length": capture.length}
        original = capture.original
        where = None
        if original is not None:
            names = ("file", "offset", "length")
            where = {name: getattr(original, name) for name in names}
        return read_response(tmp_path, **place, original=where)

    return read_capture


def test_a_response_of_wget(index, read):
    # wget: the request first, the address in brackets, the chunks kept, the digest over them.
    body = chunked(PAGE[:9], PAGE[9:])
    digest = base64.b32encode(hashlib.sha1(body).digest()).decode()
    request = b"GET /x.html HTTP/1.1\r\nHost: a.cn\r\n\r\n"
    asked = "application/http;msgtype=request"
    [capture] = index(
        record("warcinfo", "1", b"software: Wget", url="", content_type="application/warc-fields"),
        record("request", "2", request, url="<http://a.cn/x.html>", content_type=asked),
        record(
            "response",
            "3",
            answer(body, "Content-Type: text/html", "Transfer-Encoding: chunked"),
            url="<http://a.cn/x.html>",
            WARC_Concurrent_To="<urn:uuid:2>",
            WARC_Payload_Digest=f"sha1:{digest}",
        ),
    )
    assert (capture.url, capture.key, capture.status) == ("http://a.cn/x.html", "", 200)
    assert capture.fetched_at == datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert (capture.payload_bytes, capture.media_type) == (len(PAGE), "text/html")
    assert capture.payload_digest == digest_label(body_sha1(PAGE))
    assert (read(capture).body, read(capture).url) == (PAGE, "http://a.cn/x.html")


def test_named_chunked_and_not_chunked(index, read):
    head = ("Content-Type: text/html", "transfer-encoding: chunked")
    [capture] = index(record("response", "1", answer(PAGE, *head)))
    assert capture.payload_digest == digest_label(body_sha1(PAGE))
    assert read(capture).body == PAGE


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
def test_a_decoded_body_under_its_old_header(index, read, coding):
    # Browsertrix: HTTP/2, names in lower case, the body as the browser had it.
    head = ("content-type: text/html; charset=utf-8", f"content-encoding: {coding}")
    [capture] = index(record("response", "1", answer(PAGE, *head, status="200")))
    assert (capture.status, capture.media_type, capture.mime) == (200, "text/html", "text/html")
    assert read(capture).body == PAGE


def test_an_http_2_status_line(index, read):
    block = b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + PAGE
    [capture] = index(record("response", "1", block))
    assert (capture.status, read(capture).status, read(capture).body) == (200, 200, PAGE)


def test_a_head_with_bare_line_feeds(index, read):
    block = b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + PAGE
    [capture] = index(record("response", "1", block))
    assert (capture.status, read(capture).body) == (200, PAGE)


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("http://a.cn/列表.asp?b=1", "http://a.cn/%E5%88%97%E8%A1%A8.asp?b=1"),
        ("http://a.cn/a b.html", "http://a.cn/a%20b.html"),
        ("http://a.cn/%cd%a8?x=<>", "http://a.cn/%cd%a8?x=<>"),
        ("HTTP://a.cn/X", "http://a.cn/X"),
    ],
)
def test_addresses(index, read, target, url):
    [capture] = index(record("response", "1", answer(PAGE), url=target))
    assert (capture.url, read(capture).url) == (url, url)


@pytest.mark.parametrize(
    ("kind", "url", "content_type"),
    [
        ("response", "dns:a.cn", "text/dns"),
        ("resource", "urn:pageinfo:http://a.cn/", "application/json"),
        ("resource", "urn:text:http://a.cn/", "text/plain"),
        ("resource", "urn:thumbnail:http://a.cn/", "image/jpeg"),
        ("resource", "metadata://gnu.org/software/wget/warc/wget.log", "text/plain"),
        ("response", "whois:a.cn", "text/plain"),
        ("resource", "file:///tmp/hts-log.txt", "text/plain"),
    ],
)
def test_what_is_no_page_is_left_out_and_counted(tmp_path, kind, url, content_type):
    one = record(kind, "1", b"20250304\na.cn. 1 IN A 10.1.2.3", url=url, content_type=content_type)
    path = write_members(tmp_path / "a" / "x.warc.gz", [one])
    assert [row[2] for row in file_rows(path)] == [Skipped.OTHER_ADDRESS]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"block": b"\x00\x01binary"}, Skipped.NO_HTTP),
        ({"block": b"HTTP/1.1 no status\r\n\r\n"}, Skipped.NO_HTTP),
        ({"WARC_Date": "yesterday"}, Skipped.NO_DATE),
    ],
)
def test_responses_that_can_not_be_used(tmp_path, changes, reason):
    one = record("response", "1", **{"block": answer(PAGE), **changes})
    path = write_members(tmp_path / "a" / "x.warc.gz", [one])
    assert [row[2] for row in file_rows(path)] == [reason]


@pytest.mark.parametrize("request_first", [True, False])
def test_the_answer_to_a_form_is_not_what_a_reader_finds(index, request_first):
    request = record(
        "request",
        "2",
        b"POST /x.html HTTP/1.1\r\nHost: a.cn\r\n\r\nid=7",
        content_type="application/http; msgtype=request",
        WARC_Concurrent_To="<urn:uuid:1>",
    )
    response = record("response", "1", answer(PAGE))
    records = [request, response] if request_first else [response, request]
    assert [capture.key for capture in index(*records)] == ["form"]


def test_a_request_of_another_response_says_nothing(index):
    request = record(
        "request",
        "2",
        b"POST /y HTTP/1.1\r\n\r\nid=7",
        content_type="application/http; msgtype=request",
        WARC_Concurrent_To="<urn:uuid:9>",
    )
    assert [c.key for c in index(record("response", "1", answer(PAGE)), request)] == [""]


def test_a_resource_is_a_file_as_it_was_found(index, read):
    [capture] = index(record("resource", "1", PAGE, content_type="text/html"))
    assert (capture.status, capture.media_type) == (200, "text/html")
    assert (read(capture).body, read(capture).header("content-type")) == (PAGE, "text/html")


def test_via_and_hops_of_heritrix(index):
    [capture] = index(
        record("response", "1", answer(PAGE)),
        record(
            "metadata",
            "2",
            b"via: http://a.cn/\r\nhopsFromSeed: LE\r\nfetchTimeMs: 31\r\n",
            content_type="application/warc-fields",
            WARC_Concurrent_To="<urn:uuid:1>",
        ),
    )
    assert (capture.found.via, capture.found.hop_path) == ("http://a.cn/", "LE")


SHA256 = hashlib.sha256(PAGE).hexdigest()
SHA1_HEX = hashlib.sha1(PAGE).hexdigest()


@pytest.mark.parametrize(
    "refers",
    [
        {"WARC_Refers_To": "<urn:uuid:1>"},
        {"WARC_Refers_To_Target_URI": "http://a.cn/x.html", "WARC_Refers_To_Date": DATE},
        {"WARC_Payload_Digest": f"sha256:{SHA256}"},
        {"WARC_Payload_Digest": f"sha-1:{SHA1_HEX}"},
        {"WARC_Payload_Digest": digest_label(body_sha1(PAGE))},
    ],
)
@pytest.mark.parametrize("original_first", [True, False])
def test_a_revisit_finds_its_payload(index, read, refers, original_first):
    first = record("response", "1", answer(PAGE), WARC_Payload_Digest=f"sha256:{SHA256}")
    again = record("revisit", "2", answer(b""), url="http://a.cn/y.html", **refers)
    found = {c.id: c for c in index(*([first, again] if original_first else [again, first]))}
    revisit = found["2"]
    assert revisit.original.id == "1"
    assert (revisit.payload_digest, revisit.payload_bytes) == (
        found["1"].payload_digest,
        len(PAGE),
    )
    assert (revisit.status, revisit.media_type) == (200, "text/html")
    assert (read(revisit).body, read(revisit).url) == (PAGE, "http://a.cn/y.html")


def test_a_revisit_under_another_type_is_looked_at_anew(index):
    first = record("response", "1", answer(b"%PDF-1.4", "Content-Type: application/pdf"))
    again = answer(b"", "Content-Type: text/css")
    second = record("revisit", "2", again, WARC_Refers_To="<urn:uuid:1>")
    assert [c.media_type for c in index(first, second)] == ["application/pdf", "text/css"]


def test_a_revisit_without_its_head_is_as_its_original(index, read):
    first = record("response", "1", answer(PAGE, status="404 Not Found"))
    second = record("revisit", "2", WARC_Refers_To="<urn:uuid:1>")
    revisit = index(first, second)[1]
    assert (revisit.status, revisit.media_type, read(revisit).status) == (404, "text/html", 404)


def test_a_304_with_its_head_shows_the_page_as_it_was(index, read):
    first = record("response", "1", answer(PAGE))
    second = record(
        "revisit",
        "2",
        answer(b"", "ETag: x", status="304 Not Modified"),
        WARC_Refers_To="<urn:uuid:1>",
        WARC_Profile="http://netpreserve.org/warc/1.0/revisit/server-not-modified",
    )
    revisit = index(first, second)[1]
    assert (revisit.status, revisit.payload_bytes) == (304, 0)
    assert (read(revisit).status, read(revisit).body) == (200, PAGE)


def test_a_revisit_of_nothing_is_told(index):
    [found] = index(record("revisit", "2", answer(b""), WARC_Refers_To="<urn:uuid:1>"))
    assert isinstance(found, Unresolved)


def test_the_head_of_a_record_says_its_length_wrongly(tmp_path):
    whole = record("response", "1", answer(PAGE))
    path = tmp_path / "a" / "x.warc.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(whole[:-30]))
    assert [row[2] for row in file_rows(path)] == [Skipped.CUT_SHORT]


def test_a_large_payload_is_read_in_pieces(index, read):
    body = bytes(range(256)) * 5000
    parts = [body[at : at + 70_000] for at in range(0, len(body), 70_000)]
    head = ("Content-Type: application/zip", "Transfer-Encoding: chunked")
    [capture] = index(record("response", "1", answer(chunked(*parts), *head)))
    assert (capture.payload_bytes, capture.payload_digest) == (
        len(body),
        digest_label(body_sha1(body)),
    )
    assert read(capture).payload == body


def test_drafts_keep_what_others_declare(tmp_path):
    one = record("response", "1", answer(PAGE), WARC_Payload_Digest=f"sha256:{SHA256}")
    [row] = file_rows(write_members(tmp_path / "a" / "x.warc.gz", [one]))
    assert isinstance(row[2], Draft)
    assert row[2].declared_digest == f"sha256:{SHA256}"
    assert row[1].is_payload_sound is True

"""Records read back: by pointer, or all of a file."""

from __future__ import annotations

import gzip

import pytest

from portalcrawl.archive.reader import read_file, read_response
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.errors import ArchiveError
from tests.unit.archive.exchanges import exchange
from tests.unit.archive.packings import PACKINGS


@pytest.fixture(params=PACKINGS)
def archive(tmp_path, request):
    packing = PACKINGS[request.param]()
    info = {"software": "x"}
    writer = ArchiveWriter(tmp_path, site="a.cn", max_bytes=10**6, info=info, packing=packing)
    yield writer
    writer.close()


def read(folder, pointer, **changes):
    where = {"file": pointer.file, "offset": pointer.offset, "length": pointer.length}
    return read_response(folder, **{**where, **changes})


def test_a_response(tmp_path, archive):
    headers = b"Content-Type: text/html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Empty: \r\n"
    sent = exchange(status=404, response_headers=headers, body=b"<p>x")
    (pointer,) = archive.append([sent])
    stored = read(tmp_path, pointer)
    assert (stored.record_id, stored.url, stored.status) == (sent.id, sent.url, 404)
    assert stored.headers == [
        *(("content-type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2")),
        ("x-empty", ""),
    ]
    assert (stored.payload, stored.body) == (b"<p>x", b"<p>x")
    assert (stored.header("set-cookie"), stored.header("etag")) == ("a=1", None)


def test_payload_is_the_wire_and_body_the_page(tmp_path, archive):
    packed = gzip.compress(b"<p>x")
    headers = b"Content-Encoding: gzip\r\n"
    (pointer,) = archive.append([exchange(response_headers=headers, body=packed)])
    stored = read(tmp_path, pointer)
    assert (stored.payload, stored.body) == (packed, b"<p>x")


def test_header_values_that_are_not_ascii(tmp_path, archive):
    headers = 'Content-Disposition: attachment; filename="名单.doc"\r\n'.encode("gbk")
    (pointer,) = archive.append([exchange(response_headers=headers, body=b"x")])
    stored = read(tmp_path, pointer)
    assert (stored.header("content-disposition") or "").startswith("attachment; filename=")
    assert stored.payload == b"x"


def test_a_rendered_page_is_read_by_its_pointer_and_is_no_response_of_the_file(tmp_path, archive):
    shell = exchange(body=b"<div id=app></div>")
    page = exchange(body="<p>动员会".encode(), response_headers=b"", rendered_from=shell.id)
    at_shell, at_page = archive.append([shell, page])
    stored = read(tmp_path, at_page)
    assert (stored.record_id, stored.url, stored.status) == (page.id, page.url, 200)
    assert (stored.rendered_from, stored.body) == (shell.id, page.body)
    assert stored.header("content-type") == "text/html; charset=utf-8"
    assert read(tmp_path, at_shell).rendered_from is None
    assert [one.record_id for one in read_file(tmp_path / at_page.file)] == [shell.id]


@pytest.mark.parametrize("status", [200, 304, 412, 521, 999])
def test_status(tmp_path, archive, status):
    (pointer,) = archive.append([exchange(status=status)])
    assert read(tmp_path, pointer).status == status


def test_all_of_a_file_in_order(tmp_path, archive):
    sent = [exchange(url=f"http://a.cn/{n}", body=b"x" * n) for n in range(5)]
    pointer = archive.append(sent)[0]
    stored = list(read_file(tmp_path / pointer.file))
    assert [(one.url, one.payload) for one in stored] == [(one.url, one.body) for one in sent]


def test_a_pointer_into_nothing(tmp_path, archive):
    (pointer,) = archive.append([exchange()])
    for changes in (
        {"file": "a.cn/gone.warc.gz"},
        {"file": "a.cn/gone.warc.zst"},
        {"offset": 10**6},
        {"offset": pointer.offset + pointer.length, "length": 10**6},
        {"length": 0},
        {"offset": 0},
    ):
        with pytest.raises(ArchiveError, match=r"\.warc\.(gz|zst)"):
            read(tmp_path, pointer, **changes)


def test_a_file_that_is_gone_or_torn_or_no_archive(tmp_path, archive):
    for suffix in ("gz", "zst"):
        with pytest.raises(ArchiveError, match=rf"gone\.warc\.{suffix}"):
            list(read_file(tmp_path / f"gone.warc.{suffix}"))
        file = tmp_path / f"x.warc.{suffix}"
        file.write_bytes(b"no archive at all, and long enough to be read\n" * 9)
        with pytest.raises(ArchiveError, match=rf"x\.warc\.{suffix}"):
            list(read_file(file))


@pytest.mark.parametrize("shift", [-1, 1, 7])
def test_a_pointer_beside_the_record(tmp_path, archive, shift):
    (pointer,) = archive.append([exchange()])
    with pytest.raises(ArchiveError):
        read(tmp_path, pointer, offset=pointer.offset + shift)


def test_a_record_cut_at_any_byte_is_never_half_a_page(tmp_path, archive):
    """A disk that filled up leaves one: half of a payload must not pass for the page."""
    body = b"<p>" + b"hello" * 9
    (pointer,) = archive.append([exchange(body=body)])
    torn = 0
    for length in range(pointer.length):
        try:
            stored = read(tmp_path, pointer, length=length)
        except ArchiveError:
            torn += 1
        else:
            assert stored.payload == body
    assert torn > pointer.length // 2


def test_the_response_must_lie_at_the_pointer(tmp_path, archive):
    """The offset of another record, with the bytes of the response behind it."""
    (pointer,) = archive.append([exchange()])
    with pytest.raises(ArchiveError, match="no response record at byte 0"):
        read(tmp_path, pointer, offset=0, length=pointer.offset + pointer.length)


def test_all_of_a_file_that_is_cut_in_a_record(tmp_path, archive):
    (pointer,) = archive.append([exchange(body=b"<p>x")])
    path = tmp_path / pointer.file
    path.write_bytes(path.read_bytes()[: pointer.offset + pointer.length - 30])
    with pytest.raises(ArchiveError, match=r"cut short|incomplete"):
        list(read_file(path))

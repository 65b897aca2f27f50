"""A body read in pieces is the body read whole; what is torn is an error here too."""

from __future__ import annotations

import gzip
import io
import os
import tracemalloc
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from portalcrawl.archive.body import SpooledBody
from portalcrawl.archive.exchange import Exchange, Original
from portalcrawl.archive.payload import copy_body, read_start
from portalcrawl.archive.reader import read_response
from portalcrawl.archive.spool import Spool
from portalcrawl.archive.writer import ArchiveWriter, Pointer
from portalcrawl.errors import ArchiveError
from tests.unit.archive.exchanges import exchange

NOISE = os.urandom(700_000)


def archived(folder: Path, *sent: Exchange) -> list[Pointer]:
    archive = ArchiveWriter(folder, site="a", max_bytes=10**9, info={"software": "x"})
    pointers = archive.append(sent)
    archive.close()
    return pointers


def place(pointer: Pointer) -> dict:
    return {"file": pointer.file, "offset": pointer.offset, "length": pointer.length}


def copied(folder: Path, **where) -> bytes:
    out = io.BytesIO()
    size = copy_body(folder, out, **where)
    assert size == len(out.getvalue())
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", b""),
        (b"<p>", b""),
        (NOISE, b"Content-Type: video/mp4\r\n"),
        (bytes(3_000_000), b""),
        (gzip.compress(NOISE, mtime=0), b"Content-Encoding: gzip\r\n"),
        (gzip.compress(NOISE, mtime=0)[:-5000], b"Content-Encoding: gzip\r\n"),
        (gzip.compress(b"", mtime=0), b"Content-Encoding: gzip\r\n"),
        (NOISE, b"Content-Encoding: gzip\r\n"),
        (b"plain", b"Content-Encoding: br\r\n"),
        (gzip.compress(b"page", mtime=0), b"Content-Type: text/plain\r\n"),
        (gzip.compress(b"archive", mtime=0), b"Content-Type: application/gzip\r\n"),
    ],
)
def test_a_body_in_pieces_is_the_body(tmp_path, body, headers):
    (pointer,) = archived(tmp_path, exchange(body=body, response_headers=headers))
    whole = read_response(tmp_path, **place(pointer)).body
    assert copied(tmp_path, **place(pointer)) == whole


def test_a_rendered_page(tmp_path):
    (pointer,) = archived(tmp_path, exchange(body=b"<p>", rendered_from="x"))
    assert copied(tmp_path, **place(pointer)) == b"<p>"


def test_a_revisit_has_the_payload_of_its_original(tmp_path):
    first = exchange(body=NOISE)
    (pointer,) = archived(tmp_path, first)
    original = Original(id=first.id, url=first.url, fetched_at=first.fetched_at, **asdict(pointer))
    (again,) = archived(tmp_path / "2", replace(exchange(body=NOISE), original=original))
    where = place(again) | {"original": place(pointer)}
    assert copied(tmp_path, **where) == NOISE


@pytest.mark.parametrize("cut", [1, 8, 9, 400, 600_000])
def test_a_torn_member_is_an_error(tmp_path, cut):
    (pointer,) = archived(tmp_path, exchange(body=NOISE))
    where = place(pointer)
    where["length"] -= cut
    with pytest.raises(ArchiveError, match=pointer.file):
        copied(tmp_path, **where)


def test_a_damaged_byte_is_an_error(tmp_path):
    (pointer,) = archived(tmp_path, exchange(body=NOISE))
    path = tmp_path / pointer.file
    content = bytearray(path.read_bytes())
    content[pointer.offset + pointer.length // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveError):
        copied(tmp_path, **place(pointer))


def test_no_record_there(tmp_path):
    (pointer,) = archived(tmp_path, exchange(body=NOISE))
    with pytest.raises(ArchiveError, match="no response record"):
        copied(tmp_path, **place(pointer) | {"offset": 0, "length": pointer.offset})
    with pytest.raises(ArchiveError, match="gone"):
        copied(tmp_path, **place(pointer) | {"file": "gone.warc.gz"})


def test_the_start_of_a_large_file(tmp_path):
    sent = exchange(body=NOISE, response_headers=b"Content-Type: video/mp4\r\n")
    (pointer,) = archived(tmp_path, sent)
    stored = read_start(tmp_path, **place(pointer), max_bytes=1000)
    assert stored == replace(read_response(tmp_path, **place(pointer)), payload=NOISE[:1000])
    with pytest.raises(ArchiveError, match="cut short"):
        read_start(tmp_path, **place(pointer) | {"length": pointer.length - 9}, max_bytes=1000)


def test_neither_writing_nor_reading_holds_it_in_memory(tmp_path):
    spool = Spool(tmp_path / "spool")
    for _ in range(40):
        spool.write(os.urandom(1 << 20))
    body = spool.close()
    assert isinstance(body, SpooledBody)
    tracemalloc.start()
    (pointer,) = archived(tmp_path, exchange(body=body))
    with (tmp_path / "copy").open("wb") as out:
        assert copy_body(tmp_path, out, **place(pointer)) == 40 << 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20
    assert (tmp_path / "copy").read_bytes() == body.path.read_bytes()

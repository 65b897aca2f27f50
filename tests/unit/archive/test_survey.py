"""What lies in WARC files, by a sample."""

from __future__ import annotations

import gzip
import os

import pytest

from portalcrawl.archive.compacting.rewrite import rewrite
from portalcrawl.archive.compacting.survey import SMALL_BYTES, Drawn, holds_markup, survey
from portalcrawl.archive.compression.members import GzipPacking
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.scan import scan
from portalcrawl.archive.writer import ArchiveWriter
from tests.unit.archive.exchanges import exchange
from tests.unit.archive.packings import page

PACKED = b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"


def crawled(folder, sent):
    archive = ArchiveWriter(folder, site="a.cn", max_bytes=10**9, info={"software": "x"})
    pointers = archive.append(sent)
    archive.close()
    return folder / pointers[0].file


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"body": b"<p>x"}, True),
        ({"body": b"<p>x", "response_headers": b"Content-Type: TEXT/HTML; charset=gbk\r\n"}, True),
        ({"body": b"<p>x", "response_headers": b"content-type: application/xhtml+xml\r\n"}, True),
        ({"body": gzip.compress(b"<p>x"), "response_headers": PACKED}, False),
        ({"body": b"x", "response_headers": b"Content-Type: image/png\r\n"}, False),
        ({"body": b"x", "response_headers": b""}, False),
        ({"body": b"<p>x", "rendered_from": "5f9d"}, True),
    ],
)
def test_pages_are_told_from_the_rest(tmp_path, changes, expected):
    path = crawled(tmp_path, [exchange(**changes)])
    kinds = [
        (kind, page) for _, (kind, page) in scan(path, lambda r: (kind_of(r), holds_markup(r)))
    ]
    assert kinds[1][1] == expected
    assert not any(page for kind, page in kinds if kind in {"warcinfo", "request", "metadata"})


def kind_of(record) -> str:
    return record.headers["WARC-Type"]


@pytest.mark.parametrize("packing", [lambda known: GzipPacking(), None])
def test_the_estimate_is_about_what_it_becomes(tmp_path, packing):
    sent = [exchange(body=page(n % 3, n, 500 + n), media_type="text/html") for n in range(600)]
    sent += [
        exchange(body=os.urandom(50_000), response_headers=b"Content-Type: image/png\r\n")
        for _ in range(20)
    ]
    path = crawled(tmp_path, sent)
    seen: list[int] = []
    known = survey([path], seen.append)
    assert sum(seen) == path.stat().st_size
    assert known.pages.count == 600
    assert len(known.pages.places) == 300
    assert known.other_bytes > 20 * 50_000 > SMALL_BYTES
    form = packing(known) if packing else ZstdPacking(level=3, dictionary=known.dictionary())
    estimated = known.estimated(form)
    (done,) = rewrite([path], tmp_path, packing=form, max_bytes=10**9, advance=lambda _count: None)
    assert 0.95 < estimated / done.size < 1.05
    assert packing or done.size < path.stat().st_size * 0.75


def test_late_records_are_drawn_as_well_as_early_ones(tmp_path):
    sent = [exchange(body=b"<p>%d" % n) for n in range(900)]
    known = survey([crawled(tmp_path, sent)], lambda _count: None)
    offsets = [place.offset for _, place in known.pages.places]
    middle = known.pages.stored_bytes and max(offsets) / 2
    early = sum(offset < middle for offset in offsets)
    assert 100 < early < 200


def test_nothing_there(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.touch()
    known = survey([path], lambda _count: None)
    assert known.dictionary() is None
    assert known.estimated(GzipPacking()) == 0
    assert Drawn(3).read() == []


def test_a_torn_end_is_passed_over(tmp_path):
    path = crawled(tmp_path, [exchange(body=b"<p>%d" % n) for n in range(9)])
    path.write_bytes(path.read_bytes()[:-20])
    assert survey([path], lambda _count: None).pages.count == 9

"""WARC files written anew in another compression."""

from __future__ import annotations

import errno
import gzip
import io
import os
from pathlib import Path

import pytest

from portalcrawl.archive.compacting import rewrite as rewrite_module
from portalcrawl.archive.compacting.rewrite import UNFINISHED, rewrite
from portalcrawl.archive.compression.members import GzipPacking
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.scan import read_records
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.errors import ArchiveError
from tests.unit.archive.exchanges import exchange
from tests.unit.archive.packings import PACKINGS, dictionary, page

RECORDS_A_FILE = 1 + 3 * 5


def no_progress(_count: int) -> None:
    pass


def crawled(folder: Path, packing, *, files: int = 3) -> list[Path]:
    """Files of a site, each of a crawl of its own: five pages, one of them large and no page."""
    paths = []
    for number in range(files):
        archive = ArchiveWriter(
            folder / f"crawl-{number}",
            site="a.cn",
            max_bytes=10**9,
            info={"software": "x"},
            packing=packing(),
        )
        sent = [exchange(body=page(1, 9 * number + n), media_type="text/html") for n in range(4)]
        sent.append(exchange(body=os.urandom(400_000)))
        (first, *_) = archive.append(sent)
        archive.close()
        paths.append(folder / f"crawl-{number}" / first.file)
    return paths


def texts(paths) -> list[bytes]:
    return [text for path in paths for _, text in read_records(path)]


@pytest.mark.parametrize("before", PACKINGS.values(), ids=PACKINGS)
@pytest.mark.parametrize("after", PACKINGS.values(), ids=PACKINGS)
def test_every_record_byte_for_byte_in_order(tmp_path, before, after):
    sources = crawled(tmp_path, before)
    seen: list[int] = []
    (done,) = rewrite(sources, tmp_path, packing=after(), max_bytes=10**9, advance=seen.append)
    assert texts([done.path]) == texts(sources)
    assert done.records == RECORDS_A_FILE * 3
    assert done.size == done.path.stat().st_size
    assert done.path.name == done.name + UNFINISHED
    opening = len(before().opening())
    assert sum(seen) == sum(path.stat().st_size - opening for path in sources)


def test_there_and_back(tmp_path):
    sources = crawled(tmp_path, GzipPacking)
    expected = [gzip.decompress(path.read_bytes()) for path in sources]
    zstd = ZstdPacking(level=9, dictionary=dictionary())
    there = rewrite(sources, tmp_path, packing=zstd, max_bytes=10**9, advance=no_progress)
    whole = [file.path.rename(tmp_path / file.name) for file in there]
    back = rewrite(whole, tmp_path, packing=GzipPacking(), max_bytes=10**9, advance=no_progress)
    assert [gzip.decompress(file.path.read_bytes()) for file in back] == [b"".join(expected)]


def test_files_are_closed_at_their_size(tmp_path):
    sources = crawled(tmp_path, GzipPacking)
    done = rewrite(
        sources,
        tmp_path,
        packing=ZstdPacking(level=3, dictionary=dictionary()),
        max_bytes=300_000,
        advance=no_progress,
    )
    assert len(done) > 2
    assert len({file.name for file in done}) == len(done)
    assert all(file.size >= 300_000 for file in done[:-1])
    assert texts(file.path for file in done) == texts(sources)


def test_names_that_are_taken_are_not_used(tmp_path):
    """Within one second, a process would come to the same name twice."""
    sources = crawled(tmp_path, GzipPacking)
    names = set()
    for _ in range(3):
        (done,) = rewrite(
            sources, tmp_path, packing=GzipPacking(), max_bytes=10**9, advance=no_progress
        )
        done.path.rename(tmp_path / done.name)
        names.add(done.name)
    assert len(names) == 3


def test_nothing_to_write(tmp_path):
    empty = tmp_path / "a.warc.gz"
    empty.touch()
    assert rewrite([empty], tmp_path, packing=GzipPacking(), max_bytes=9, advance=no_progress) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive at all, and long enough to be read\n" * 9, "bad.warc.gz"),
        (gzip.compress(b"WARC/1.1\r\nContent-Length: 9\r\n\r\nhi\r\n\r\n", mtime=0), "bad.warc.gz"),
        (gzip.compress(b"WARC/1.1\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n" * 2, mtime=0), "byte 0"),
        (
            gzip.compress(b"WARC/1.1\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n", mtime=0)[:-3],
            "bad.warc.gz",
        ),
    ],
)
def test_what_can_not_be_read_leaves_all_as_it_was(tmp_path, content, said):
    sources = [*crawled(tmp_path, GzipPacking), tmp_path / "bad.warc.gz"]
    sources[-1].write_bytes(content)
    before = {path: path.read_bytes() for path in sources}
    with pytest.raises(ArchiveError, match=said):
        rewrite(sources, tmp_path, packing=GzipPacking(), max_bytes=10**9, advance=no_progress)
    assert {path: path.read_bytes() for path in sources} == before
    assert list(tmp_path.glob(f"*{UNFINISHED}")) == []


def test_a_disk_that_is_full(tmp_path, monkeypatch):
    sources = crawled(tmp_path, GzipPacking)
    opened = Path.open

    class Full(io.FileIO):
        def write(self, data) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def open_full(path: Path, mode: str = "r", *args, **options):
        return Full(path, mode) if mode == "xb" else opened(path, mode, *args, **options)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(ArchiveError, match="No space left"):
        rewrite(sources, tmp_path, packing=GzipPacking(), max_bytes=10**9, advance=no_progress)
    assert list(tmp_path.glob(f"*{UNFINISHED}")) == []
    assert len(texts(sources)) == RECORDS_A_FILE * 3


@pytest.mark.parametrize("change", ["another byte", "a record less", "a record more"])
def test_a_disk_that_gives_back_something_else(tmp_path, monkeypatch, change):
    sources = crawled(tmp_path, GzipPacking)
    read = read_records

    def lying(path: Path):
        records = list(read(path))
        if path.name.endswith(UNFINISHED):
            place, text = records[-1]
            records[-1:] = {
                "another byte": [(place, text[:-9] + bytes(1) + text[-8:])],
                "a record less": [],
                "a record more": [(place, text)] * 2,
            }[change]
        yield from records

    monkeypatch.setattr(rewrite_module, "read_records", lying)
    with pytest.raises(ArchiveError, match="did not come back"):
        rewrite(sources, tmp_path, packing=GzipPacking(), max_bytes=10**9, advance=no_progress)
    assert list(tmp_path.glob(f"*{UNFINISHED}")) == []

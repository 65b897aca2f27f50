"""Files made elsewhere become files of the archive, record by record and byte for byte."""

from __future__ import annotations

import errno
import fcntl
import gzip
import io
import os

import pytest
from backports import zstd
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from portalcrawl.archive.incoming.bring_in import bring_in, file_digest, import_path, known_import
from portalcrawl.archive.incoming.decompressed import open_decompressed
from portalcrawl.archive.incoming.raw_records import raw_records
from portalcrawl.archive.index.files import file_info
from portalcrawl.errors import ArchiveError
from tests.unit.archive.exchanges import read_back
from tests.unit.archive.foreign import answer, record, write_members

RECORDS = [record("response", str(n), answer(f"<p>{n}".encode() * 40)) for n in range(4)]
LARGE = record("response", "9", answer(bytes(range(256)) * 3000))
PLAIN = b"".join(RECORDS)
INFO = {"isPartOf": "import:x.warc.gz", "portalcrawl-site": "a", "portalcrawl-import-digest": "d"}


def import_of(tmp_path, content: bytes, name: str = "x.warc.gz"):
    source = tmp_path / name
    source.write_bytes(content)
    return bring_in(source, tmp_path / "a" / "import-x.warc.gz", info=INFO)


def records_of(path) -> list[bytes]:
    """The records behind our own first one, uncompressed."""
    with open_decompressed(path) as stream:
        return [raw.head + b"".join(raw.block) + b"\r\n\r\n" for raw in raw_records(stream)][1:]


def test_members_are_copied_as_they_are(tmp_path):
    members = b"".join(gzip.compress(one, mtime=0) for one in [*RECORDS, LARGE])
    brought = import_of(tmp_path, members)
    assert (brought.is_copy, brought.is_whole) == (True, True)
    assert brought.path.read_bytes().endswith(members)
    assert records_of(brought.path) == [*RECORDS, LARGE]
    assert len(read_back(brought.path)) == 6


def with_dictionary(text: bytes) -> bytes:
    dictionary = zstd.train_dict([one * 3 for one in RECORDS] * 20, 2000)
    content = dictionary.dict_content
    frame = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
    return frame + b"".join(zstd.compress(one, zstd_dict=dictionary) for one in [text])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one-stream.warc.gz", gzip.compress(PLAIN)),
        ("plain.warc", PLAIN),
        ("members.warc.zst", b"".join(zstd.compress(one) for one in RECORDS)),
        ("dictionary.warc.zst", with_dictionary(PLAIN)),
        # Two records in one member, and one in two members.
        (
            "mixed.warc.gz",
            gzip.compress(RECORDS[0] + RECORDS[1]) + gzip.compress(b"".join(RECORDS[2:])),
        ),
        ("split.warc.gz", gzip.compress(PLAIN[:100]) + gzip.compress(PLAIN[100:])),
        # More empty lines than there should be, or fewer.
        ("lines.warc", b"\r\n".join(RECORDS)),
        ("no-end.warc", PLAIN[:-4]),
    ],
)
def test_others_are_packed_anew(tmp_path, name, content):
    brought = import_of(tmp_path, content, name)
    assert (brought.is_copy, brought.is_whole) == (False, True)
    assert records_of(brought.path) == RECORDS
    assert [one.kind for one in read_back(brought.path)] == ["warcinfo", *["response"] * 4]


def test_records_of_any_size_are_packed_anew(tmp_path):
    brought = import_of(tmp_path, gzip.compress(RECORDS[0] + LARGE + RECORDS[1]))
    assert records_of(brought.path) == [RECORDS[0], LARGE, RECORDS[1]]


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"".join(map(gzip.compress, RECORDS))[:-30], 3),
        (gzip.compress(PLAIN, 0)[:-30], 3),
        (PLAIN[:-30], 3),
        (PLAIN + b"no record\r\n", 4),
        (gzip.compress(RECORDS[0]) + bytes(90) + gzip.compress(RECORDS[1]), 2),
    ],
)
def test_of_a_damaged_file_all_whole_records_come(tmp_path, content, kept):
    brought = import_of(tmp_path, content)
    assert not brought.is_whole
    assert records_of(brought.path) == RECORDS[:kept]


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\x1f\x8b\x08", gzip.compress(b"text", mtime=0)]
)
def test_what_holds_no_record_is_refused(tmp_path, content):
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz"):
        import_of(tmp_path, content)
    assert list((tmp_path / "a").iterdir()) == []


# warcio leaves its temporary files to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_of_warcio(tmp_path):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    page = writer.create_warc_record(
        "http://a.cn/", "response", payload=io.BytesIO(b"<p>"), http_headers=head
    )
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "warcio"}))
    writer.write_record(page)
    brought = import_of(tmp_path, out.getvalue())
    assert brought.is_copy
    with brought.path.open("rb") as stream:
        kinds = [one.rec_type for one in ArchiveIterator(stream, check_digests="raise")]
    assert kinds == ["warcinfo", "warcinfo", "response"]


def test_the_file_says_where_it_is_from(tmp_path):
    brought = import_of(tmp_path, PLAIN)
    info = file_info(brought.path)
    assert (info.site, info.run) == ("a", "import:x.warc.gz")
    assert known_import(tmp_path / "a", "d") == brought.path
    assert known_import(tmp_path / "a", "e") is None
    assert known_import(tmp_path / "b", "d") is None


def test_what_a_killed_import_left_is_written_over(tmp_path):
    part = tmp_path / "a" / ".import-x.warc.gz.part"
    part.parent.mkdir()
    part.write_bytes(b"half a record")
    assert records_of(import_of(tmp_path, PLAIN).path) == RECORDS
    assert not part.exists()


def test_two_processes_do_not_import_one_file(tmp_path):
    part = tmp_path / "a" / ".import-x.warc.gz.part"
    part.parent.mkdir()
    with part.open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ArchiveError, match="being imported by another process"):
            import_of(tmp_path, PLAIN)
    assert part.exists()


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArchiveError, match="No space left"):
        import_of(tmp_path, PLAIN)
    assert list((tmp_path / "a").iterdir()) == []


def test_names_do_not_clash(tmp_path):
    assert import_path(tmp_path, "x y.warc.gz").name == "import-x_y.warc.gz"
    assert import_path(tmp_path, "../x.warc.zst").name == "import-_x.warc.gz"
    write_members(tmp_path / "import-x.warc.gz", RECORDS)
    assert import_path(tmp_path, "x.warc").name == "import-x-2.warc.gz"


def test_digest_of_a_file_that_is_gone(tmp_path):
    with pytest.raises(ArchiveError, match="No such file"):
        file_digest(tmp_path / "x")

"""The torn last member that a killed writer leaves."""

from __future__ import annotations

import fcntl
import gzip
import os
import zlib

import pytest

from portalcrawl.archive.compression.member_form import CHUNK_BYTES
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.records import Record
from portalcrawl.archive.repair import Damaged, repair, torn_at
from portalcrawl.errors import ArchiveError
from tests.unit.archive.packings import dictionary

TEXTS = (b"first" * 9, b"", os.urandom(60), b"last")
MEMBERS = [gzip.compress(text, mtime=0) for text in TEXTS]
ENDS = [len(b"".join(MEMBERS[: n + 1])) for n in range(len(MEMBERS))]
WHOLE = b"".join(MEMBERS)


def whole_before(position: int) -> int:
    return max((end for end in ENDS if end <= position), default=0)


@pytest.mark.parametrize("cut", range(len(WHOLE) + 1))
def test_every_point_of_a_kill(tmp_path, cut):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE[:cut])
    done = repair(path)
    kept = whole_before(cut)
    assert path.read_bytes() == WHOLE[:kept]
    if kept == cut:
        assert done is None
    else:
        assert (done.path, done.size, done.cut_bytes) == (path, kept, cut - kept)
    assert repair(path) is None


@pytest.mark.parametrize(
    "tail",
    [
        *(b"\0" * 4096, b"garbage", b"\x1f\x8b", b"\x1f\x8b\x08garbage", b"\n", MEMBERS[0][:-1]),
        # A member whose checksum or length is wrong.
        *(MEMBERS[0][:-8] + bytes(8), MEMBERS[0][:-1] + b"\xff"),
        b"\0" * 100 + MEMBERS[0],
    ],
)
def test_what_is_no_member_goes_where_nothing_can_point_to_it(tmp_path, tail):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE + tail)
    assert repair(path, last_known=ENDS[1]).cut_bytes == len(tail)
    assert path.read_bytes() == WHOLE


@pytest.mark.parametrize("tail", [b"garbage", b"\x1f\x8b\x08garbage", MEMBERS[0][:-8] + bytes(8)])
@pytest.mark.parametrize("last_known", [None, len(WHOLE)])
def test_what_a_kill_does_not_leave_stays_where_something_may_point_to_it(
    tmp_path, tail, last_known
):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE + tail)
    assert repair(path, last_known=last_known) == Damaged(path, len(WHOLE))
    assert path.read_bytes() == WHOLE + tail
    assert torn_at(path) is None


def test_a_record_behind_damage_stays(tmp_path):
    path = tmp_path / "x.warc.gz"
    record = gzip.compress(b"WARC/1.1 and so on", mtime=0)
    content = MEMBERS[0] + b"damage" + record
    for tail in (b"", record[:-3], b"\0" * 40):
        path.write_bytes(content + tail)
        repair(path, last_known=0)
        assert path.read_bytes() == content


def test_members_larger_than_what_is_read_at_once(tmp_path):
    path = tmp_path / "x.warc.gz"
    large = [gzip.compress(os.urandom(CHUNK_BYTES + 7), 0, mtime=0) for _ in range(2)]
    path.write_bytes(b"".join(large) + large[0][:-1])
    repair(path)
    assert path.read_bytes() == b"".join(large)


def test_what_is_known_to_be_good_is_not_read_again(tmp_path):
    path = tmp_path / "x.warc.gz"
    # What lies before it would not pass.
    path.write_bytes(b"?" * ENDS[1] + WHOLE[ENDS[1] :] + b"torn")
    assert repair(path, last_known=ENDS[1]).cut_bytes == 4


def test_known_good_beyond_the_end(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE)
    assert repair(path, last_known=10**6) is None
    assert path.read_bytes() == WHOLE


def test_a_file_that_is_being_written_is_left_alone(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE + WHOLE[:9])
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert repair(path) is None
    assert path.read_bytes() == WHOLE + WHOLE[:9]
    assert repair(path) is not None


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz"):
        repair(tmp_path / "x.warc.gz")


def test_raw_deflate_is_no_member(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE + zlib.compress(b"x"))
    repair(path, last_known=0)
    assert path.read_bytes() == WHOLE


PACKING = ZstdPacking(level=3, dictionary=dictionary())
FRAMES = [PACKING.opening(), *(b"".join(PACKING.pack(Record(text, ()))) for text in TEXTS)]
FRAME_ENDS = [len(b"".join(FRAMES[: n + 1])) for n in range(len(FRAMES))]
FILE = b"".join(FRAMES)
# Within the dictionary, some places; then each.
CUTS = [*range(9), *range(9, FRAME_ENDS[0] - 9, 997), *range(FRAME_ENDS[0] - 9, len(FILE) + 1)]


@pytest.mark.parametrize("cut", CUTS)
def test_every_point_of_a_kill_in_zstd(tmp_path, cut):
    path = tmp_path / "x.warc.zst"
    path.write_bytes(FILE[:cut])
    done = repair(path)
    kept = max((end for end in FRAME_ENDS if end <= cut), default=0)
    assert path.read_bytes() == FILE[:kept]
    assert (done is None) == (kept == cut)
    assert done is None or (done.size, done.cut_bytes) == (kept, cut - kept)
    assert repair(path) is None


@pytest.mark.parametrize("known", FRAME_ENDS[:-1])
@pytest.mark.parametrize(
    "tail",
    [
        *(
            b"\0" * 4096,
            b"garbage",
            b"\x28\xb5\x2f\xfd",
            b"\x28\xb5\x2f\xfdgarbage",
            FRAMES[1][:-1],
        ),
        # A checksum that is wrong, a frame of another dictionary.
        FRAMES[1][:-4] + bytes(4),
        b"".join(ZstdPacking(level=3, dictionary=dictionary(2)).pack(Record(b"x", ()))),
    ],
)
def test_what_is_no_frame_goes_where_nothing_can_point_to_it(tmp_path, tail, known):
    path = tmp_path / "x.warc.zst"
    path.write_bytes(FILE + tail)
    assert repair(path, last_known=known).cut_bytes == len(tail)
    assert path.read_bytes() == FILE


@pytest.mark.parametrize("packing", [ZstdPacking(level=3), PACKING])
def test_frames_larger_than_what_is_read_at_once(tmp_path, packing):
    path = tmp_path / "x.warc.zst"
    frame = b"".join(packing.pack(Record(os.urandom(CHUNK_BYTES + 7), ())))
    path.write_bytes(packing.opening() + frame * 2 + frame[:-1])
    repair(path)
    assert path.read_bytes() == packing.opening() + frame * 2


def test_zstd_that_is_being_written_is_left_alone(tmp_path):
    path = tmp_path / "x.warc.zst"
    path.write_bytes(FILE + FRAMES[1][:9])
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert repair(path) is None
    assert repair(path) is not None


def test_what_is_not_compressed_is_left_alone(tmp_path):
    path = tmp_path / "x.warc"
    path.write_bytes(b"WARC/1.1\r\nContent-Length: 9\r\n\r\nhi")
    assert repair(path) is None
    assert repair(path, last_known=0) is None


def test_a_dictionary_that_was_damaged_costs_no_record(tmp_path):
    path = tmp_path / "x.warc.zst"
    content = bytearray(FILE)
    content[8:12] = bytes(4)
    path.write_bytes(content)
    assert isinstance(repair(path), Damaged)
    assert path.read_bytes() == content

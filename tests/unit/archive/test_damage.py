"""Files with damage in them: what is whole is read, what is not is told, torn ends are cut off."""

from __future__ import annotations

import gzip

import pytest

from portalcrawl.archive.damage import Damage, scan_past_damage
from portalcrawl.archive.repair import repair, torn_at
from portalcrawl.archive.scan import scan
from portalcrawl.errors import ArchiveError
from tests.unit.archive.foreign import answer, record

RECORDS = [record("response", str(n), answer(f"<p>{n}".encode() * 40)) for n in range(5)]
MEMBERS = [gzip.compress(one, mtime=0) for one in RECORDS]
WHOLE = b"".join(MEMBERS)
STARTS = [len(b"".join(MEMBERS[:n])) for n in range(6)]


def read(tmp_path, content: bytes) -> list[tuple[int, int, str]]:
    """Offset, length, and the record's number; ``damage`` or ``tail`` for what is none."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    found = []
    for place, what in scan_past_damage(path, lambda r: r.headers["WARC-Record-ID"][10:-1]):
        name = ("tail" if what.is_tail else "damage") if isinstance(what, Damage) else what
        found.append((place.offset, place.length, name))
    return found


def all_but(*damaged: int) -> list[tuple[int, int, str]]:
    rows = []
    for n, member in enumerate(MEMBERS):
        name = ("tail" if n == 4 else "damage") if n in damaged else str(n)
        rows.append((STARTS[n], len(member), name))
    return rows


def broken(number: int, at: int) -> bytes:
    position = STARTS[number] + at
    return WHOLE[:position] + bytes([WHOLE[position] ^ 0xFF]) + WHOLE[position + 1 :]


def test_a_whole_file(tmp_path):
    assert read(tmp_path, WHOLE) == all_but()


@pytest.mark.parametrize("number", range(5))
# In its magic number, in its first block, in its checksum.
@pytest.mark.parametrize("at", [0, 12, -8])
def test_one_member_is_broken(tmp_path, number, at):
    at = at if at >= 0 else len(MEMBERS[number]) + at
    assert read(tmp_path, broken(number, at)) == all_but(number)


def test_two_are(tmp_path):
    content = broken(1, 0)[: STARTS[3]] + broken(3, 12)[STARTS[3] :]
    assert read(tmp_path, content) == all_but(1, 3)


def test_zeros_between(tmp_path):
    content = MEMBERS[0] + bytes(5000) + MEMBERS[1]
    size = len(MEMBERS[0])
    assert read(tmp_path, content) == [
        (0, size, "0"),
        (size, 5000, "damage"),
        (size + 5000, len(MEMBERS[1]), "1"),
    ]


def test_what_looks_like_a_member_and_is_none(tmp_path):
    noise = b"\x1f\x8b\x08 noise \x1f\x8b" + gzip.compress(b"no record")
    found = read(tmp_path, MEMBERS[0] + noise + MEMBERS[1])
    assert [name for _, _, name in found] == ["0", "damage", "1"]


def test_a_file_that_is_gone(tmp_path):
    with pytest.raises(ArchiveError, match=r"gone\.warc\.gz"):
        list(scan_past_damage(tmp_path / "gone.warc.gz", lambda _: None))


def test_a_scan_from_the_middle(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE)
    found = [(p.offset, p.length) for p, _ in scan(path, lambda _: None, start=STARTS[3])]
    assert found == [(STARTS[3], len(MEMBERS[3])), (STARTS[4], len(MEMBERS[4]))]


@pytest.mark.parametrize("cut", range(STARTS[4] + 1, len(WHOLE)))
def test_every_point_of_a_kill_is_a_torn_tail(tmp_path, cut):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE[:cut])
    assert torn_at(path) == STARTS[4]
    assert repair(path).cut_bytes == cut - STARTS[4]
    assert path.read_bytes() == WHOLE[: STARTS[4]]
    assert torn_at(path) is None


def test_zeros_at_the_end_are_one(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(WHOLE + bytes(4096))
    assert torn_at(path) == len(WHOLE)


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        # Damage that is not of a kill: a record may be saved by who knows how.
        broken(4, 12),
        broken(4, len(MEMBERS[4]) - 8),
        broken(2, 12),
        WHOLE + b"something else",
        b"".join(RECORDS),
        b"".join(RECORDS)[:-70],
        b"",
    ],
)
def test_what_is_no_torn_tail(tmp_path, content):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    assert torn_at(path) is None

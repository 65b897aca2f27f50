"""A body as it comes: what stays in memory, what goes to a file, what is cut."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from portalcrawl.archive import arrival as arrival_module
from portalcrawl.archive.arrival import Arrival, Limits
from portalcrawl.archive.reserve import Reserve
from portalcrawl.errors import ArchiveError, DiskFullError


def limits(folder: Path, *, min_free_bytes: int = 0, **changes) -> Limits:
    sizes = {"spool_bytes": 10, "max_bytes": 25, **changes}
    folder.mkdir(exist_ok=True)
    return Limits(folder=folder / "spool", reserve=Reserve(folder, min_free_bytes), **sizes)


def files(folder: Path) -> list[Path]:
    return list((folder / "spool").glob("*"))


@pytest.mark.parametrize(
    ("parts", "in_memory", "in_file", "is_cut"),
    [
        ([], b"", None, False),
        ([b"abc"], b"abc", None, False),
        ([b"a" * 10], b"a" * 10, None, False),
        ([b"a" * 11], b"", b"a" * 11, False),
        ([b"a" * 9, b"b" * 9], b"a" * 9, b"a" * 9 + b"b" * 9, False),
        ([b"a" * 9, b"b" * 16], b"a" * 9, b"a" * 9 + b"b" * 16, False),
        ([b"a" * 9, b"b" * 17], b"a" * 9, b"a" * 9 + b"b" * 16, True),
        ([b"a" * 99], b"", b"a" * 25, True),
    ],
)
def test_where_a_body_goes(tmp_path, parts, in_memory, in_file, is_cut):
    body = Arrival(limits(tmp_path))
    wanted = [body.take(part) for part in parts]
    body.finish()
    assert (body.start, body.is_cut, body.error) == (in_memory, is_cut, None)
    assert wanted == [True] * (len(parts) - is_cut) + [False] * is_cut
    if in_file is None:
        assert body.spooled is None
        assert files(tmp_path) == []
        return
    assert body.spooled is not None
    assert body.spooled.path.read_bytes() == in_file
    assert body.spooled.size == body.size == len(in_file)
    assert body.spooled.sha1 == hashlib.sha1(in_file, usedforsecurity=False).digest()
    body.discard()
    assert files(tmp_path) == []


def test_a_small_body_may_be_cut_too(tmp_path):
    body = Arrival(limits(tmp_path, max_bytes=5))
    assert not body.take(b"abcdefgh")
    assert (body.start, body.is_cut) == (b"abcde", True)


@pytest.mark.parametrize("announced", [0, 10**18])
def test_no_room(tmp_path, announced):
    much = 0 if announced else 10**18
    kept = limits(tmp_path, min_free_bytes=much, max_bytes=10**18)
    body = Arrival(kept, expected_bytes=announced)
    assert body.take(b"a" * 9)
    assert not body.take(b"a" * 9)
    assert isinstance(body.error, DiskFullError)
    body.finish()
    assert body.spooled is None
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, DiskFullError), (errno.EDQUOT, DiskFullError), (errno.EIO, ArchiveError)],
)
def test_a_disk_that_refuses(tmp_path, monkeypatch, number, kind):
    body = Arrival(limits(tmp_path))
    assert body.take(b"a" * 11)

    def refuse(_self, _data):
        raise OSError(number, "no")

    monkeypatch.setattr(arrival_module.Spool, "write", refuse)
    assert not body.take(b"b")
    assert type(body.error) is kind
    body.finish()
    body.discard()
    assert files(tmp_path) == []

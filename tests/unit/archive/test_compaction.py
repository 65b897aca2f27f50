"""Files replaced by others: which are worth it, and the steps, each of which may be repeated."""

from __future__ import annotations

import fcntl

import pytest

from portalcrawl.archive.compacting.compaction import (
    MANIFEST,
    Compaction,
    unfinished,
    worth_rewriting,
)
from portalcrawl.archive.compacting.rewrite import UNFINISHED
from portalcrawl.archive.index.files import is_being_written
from portalcrawl.errors import ArchiveError

FULL = 100


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({}, ""),
        # One file of the form wanted is as good as it gets, of whatever size.
        ({"a.warc.zst": 5}, ""),
        ({"a.warc.zst": 500}, ""),
        ({"a.warc.gz": 5}, "a"),
        ({"a.warc.gz": 500}, "a"),
        ({"a.warc.zst": 5, "b.warc.zst": 5}, "ab"),
        ({"a.warc.zst": 500, "b.warc.zst": 5}, ""),
        ({"a.warc.zst": 500, "b.warc.zst": 5, "c.warc.zst": 5}, "bc"),
        ({"a.warc.zst": 500, "b.warc.gz": 500, "c.warc.zst": 5}, "bc"),
        ({"a.warc.zst": 500, "b.warc.zst": 500}, ""),
    ],
)
def test_files_that_are_worth_it(tmp_path, sizes, expected):
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(bytes(size))
    paths = sorted(tmp_path.iterdir())
    chosen = worth_rewriting(paths, suffix=".warc.zst", max_bytes=FULL)
    assert "".join(path.name[0] for path in chosen) == expected


def begun(folder) -> Compaction:
    for name in ("old-1", "old-2", f"new-1{UNFINISHED}", f"new-2{UNFINISHED}"):
        (folder / name).write_text(name)
    compaction = Compaction(folder, ("old-1", "old-2"), ("new-1", "new-2"))
    compaction.begin()
    return compaction


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_steps(tmp_path):
    compaction = begun(tmp_path)
    assert unfinished(tmp_path) == compaction
    for _ in range(2):
        compaction.publish()
        assert names(tmp_path) == [MANIFEST, "new-1", "new-2", "old-1", "old-2"]
        assert unfinished(tmp_path) == compaction
    for _ in range(2):
        compaction.remove_sources()
        assert names(tmp_path) == [MANIFEST, "new-1", "new-2"]
    for _ in range(2):
        compaction.end()
        assert names(tmp_path) == ["new-1", "new-2"]
    assert unfinished(tmp_path) is None
    assert (tmp_path / "new-1").read_text() == f"new-1{UNFINISHED}"


def test_one_of_two_renamed(tmp_path):
    compaction = begun(tmp_path)
    (tmp_path / f"new-1{UNFINISHED}").rename(tmp_path / "new-1")
    compaction.publish()
    assert names(tmp_path) == [MANIFEST, "new-1", "new-2", "old-1", "old-2"]


def test_a_new_file_that_is_gone(tmp_path):
    compaction = begun(tmp_path)
    (tmp_path / f"new-2{UNFINISHED}").unlink()
    with pytest.raises(ArchiveError, match="new-2 is gone"):
        compaction.publish()
    assert {"old-1", "old-2"} <= set(names(tmp_path))


def test_a_name_that_was_taken(tmp_path):
    compaction = begun(tmp_path)
    (tmp_path / "new-2").write_text("not ours")
    with pytest.raises(ArchiveError, match="new-2 is in the way"):
        compaction.publish()
    assert (tmp_path / "new-2").read_text() == "not ours"


def test_what_was_given_up_before_it_was_written_down(tmp_path):
    for name in ("a.warc.gz", f"b.warc.zst{UNFINISHED}", MANIFEST + UNFINISHED):
        (tmp_path / name).touch()
    assert unfinished(tmp_path) is None
    assert names(tmp_path) == ["a.warc.gz"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"sources": []}', '{"sources": 1, "files": 2}']
)
def test_a_note_that_can_not_be_read(tmp_path, content):
    (tmp_path / MANIFEST).write_text(content)
    (tmp_path / f"a.warc.zst{UNFINISHED}").touch()
    with pytest.raises(ArchiveError, match=MANIFEST):
        unfinished(tmp_path)
    assert names(tmp_path) == sorted([MANIFEST, f"a.warc.zst{UNFINISHED}"])


def test_a_file_that_a_crawl_writes(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.touch()
    assert not is_being_written(path)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_being_written(path)
    assert not is_being_written(path)

"""A disk that refuses: nothing torn stays, and the same batch can be appended again."""

from __future__ import annotations

import errno
import io
import os
import shutil
from pathlib import Path

import pytest

from portalcrawl.archive import writer as writer_module
from portalcrawl.archive.compression.dictionary import dictionary_of
from portalcrawl.archive.compression.dictionary_learner import FIRST_CHECK, DictionaryLearner
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.reader import read_file, read_response
from portalcrawl.archive.reserve import Reserve
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.errors import ArchiveError, DiskFullError
from tests.unit.archive.exchanges import exchange, read_back
from tests.unit.archive.packings import page


class Disk:
    """Takes so many bytes more, then is full."""

    def __init__(self, free_bytes: int) -> None:
        self.free_bytes = free_bytes

    def take(self, size: int) -> None:
        if size > self.free_bytes:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.free_bytes -= size


class FileOnDisk(io.FileIO):
    disk: Disk

    def write(self, data) -> int:
        self.disk.take(len(data))
        return super().write(data)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """What the writer opens lies on it."""
    disk = Disk(10**9)
    opened = Path.open

    def open_on_disk(path: Path, mode: str = "r", *args, **options):
        if mode != "xb":
            return opened(path, mode, *args, **options)
        raw = FileOnDisk(path, mode)
        raw.disk = disk
        return io.BufferedWriter(raw)

    monkeypatch.setattr(Path, "open", open_on_disk)
    return disk


def writer(folder: Path, **changes) -> ArchiveWriter:
    options = {"site": "a.cn", "max_bytes": 1_000_000, "info": {"software": "x"}}
    return ArchiveWriter(folder, **{**options, **changes})


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.warc.gz"))


def bodies(folder: Path) -> list[bytes]:
    records = [record for file in files(folder) for record in read_back(file)]
    return [record.body for record in records if record.kind == "response"]


def batch(count: int, *, size: int = 2000) -> list:
    return [exchange(body=os.urandom(size)) for _ in range(count)]


@pytest.mark.parametrize("room", [0, 1, 700, 5000, 9000, 20_000])
def test_cut_back_to_the_last_whole_batch(tmp_path, disk, room):
    archive = writer(tmp_path)
    first, second = batch(3), batch(12)
    archive.append(first)
    size = files(tmp_path)[0].stat().st_size
    disk.free_bytes = room
    with pytest.raises(DiskFullError, match="No space left"):
        archive.append(second)
    assert [file.stat().st_size for file in files(tmp_path)] == [size]
    assert bodies(tmp_path) == [one.body for one in first]
    # There is room again: the same batch, once.
    disk.free_bytes = 10**9
    pointers = archive.append(second)
    archive.close()
    assert bodies(tmp_path) == [one.body for one in first + second]
    assert len(pointers) == len(second)


@pytest.mark.parametrize("room", [0, 1, 100, 3000])
def test_a_first_batch_that_fails_leaves_no_file(tmp_path, disk, room):
    archive = writer(tmp_path)
    sent = batch(2)
    disk.free_bytes = room
    with pytest.raises(ArchiveError):
        archive.append(sent)
    assert files(tmp_path) == []
    disk.free_bytes = 10**9
    archive.append(sent)
    archive.close()
    assert bodies(tmp_path) == [one.body for one in sent]


def test_a_batch_that_went_over_into_the_next_file(tmp_path, disk):
    archive = writer(tmp_path, max_bytes=9000)
    first, second = batch(2), batch(8)
    archive.append(first)
    size = files(tmp_path)[0].stat().st_size
    disk.free_bytes = 12_000
    with pytest.raises(ArchiveError):
        archive.append(second)
    assert [file.stat().st_size for file in files(tmp_path)] == [size]
    disk.free_bytes = 10**9
    archive.append(second)
    archive.close()
    assert bodies(tmp_path) == [one.body for one in first + second]


@pytest.mark.parametrize("share", [0, 0.01, 0.1, 0.5, 0.7, 0.75, 0.8, 0.85, 0.9, 0.99])
def test_a_batch_that_went_over_to_a_new_dictionary(tmp_path, disk, share):
    """Of the file that was to begin with it nothing stays; the next attempt makes it."""

    def learning(folder: Path) -> tuple[ArchiveWriter, DictionaryLearner]:
        learner = DictionaryLearner(level=3, dictionary=None)
        return writer(folder, packing=ZstdPacking(level=3, learner=learner)), learner

    # Their dictionary is larger than what is buffered.
    bodies = [page(1, n) + page(2, n) + page(3, n) for n in range(FIRST_CHECK + 9)]
    html = [exchange(body=body, media_type="text/html") for body in bodies]
    first, second = html[:3], html[3:]
    trial, _ = learning(tmp_path / "trial")
    trial.append(first)
    before = disk.free_bytes
    trial.append(second)
    trial.close()
    needed = before - disk.free_bytes
    shutil.rmtree(tmp_path / "trial")
    archive, learner = learning(tmp_path)
    archive.append(first)
    (file,) = tmp_path.glob("*/*")
    size = file.stat().st_size
    disk.free_bytes = int(needed * share)
    with pytest.raises(ArchiveError, match="No space left"):
        archive.append(second)
    assert [path.stat().st_size for path in tmp_path.glob("*/*")] == [size]
    disk.free_bytes = 10**9
    pointers = archive.append(second)
    archive.close()
    assert dictionary_of(tmp_path / pointers[-1].file).dict_content == learner.dictionary
    for pointer, one in zip(pointers, second, strict=True):
        place = {name: getattr(pointer, name) for name in ("file", "offset", "length")}
        assert read_response(tmp_path, **place).payload == one.body
    stored = [x.payload for path in sorted(tmp_path.glob("*/*")) for x in read_file(path)]
    assert stored == [one.body for one in html]


def test_a_sync_that_fails(tmp_path, monkeypatch):
    archive = writer(tmp_path)
    first, second = batch(1), batch(1)
    archive.append(first)
    with monkeypatch.context() as patch:

        def fail(_file: int) -> None:
            raise OSError(errno.EIO, "Input/output error")

        patch.setattr(writer_module.os, "fsync", fail)
        with pytest.raises(ArchiveError, match="Input/output error") as caught:
            archive.append(second)
        assert not isinstance(caught.value, DiskFullError)
    assert bodies(tmp_path) == [one.body for one in first]
    archive.append(second)
    archive.close()
    assert bodies(tmp_path) == [one.body for one in first + second]


def test_what_must_stay_free(tmp_path):
    archive = writer(tmp_path, reserve=Reserve(tmp_path, min_free_bytes=10**18))
    with pytest.raises(DiskFullError, match="PORTALCRAWL_MIN_FREE_BYTES"):
        archive.append(batch(1))
    # Nothing is written where nothing may be, an empty batch either.
    with pytest.raises(DiskFullError):
        archive.append([])
    assert files(tmp_path) == []


def test_a_folder_that_can_not_be_made(tmp_path):
    (tmp_path / "archive").write_text("a file")
    archive = writer(tmp_path / "archive")
    with pytest.raises(ArchiveError, match=str(tmp_path / "archive")) as caught:
        archive.append(batch(1))
    assert caught.value.exit_code == 6
    archive.close()

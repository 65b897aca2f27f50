"""The WARC files of a site as they can be packed: whole to their end, a gzip member a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.compression.member_form import member_form
from portalcrawl.archive.compression.member_stream import open_member
from portalcrawl.archive.compression.members import gzip_member
from portalcrawl.archive.index.files import warc_files
from portalcrawl.archive.scan import scan
from portalcrawl.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Source:
    """A WARC file: its first *size* bytes are whole records, *left_bytes* behind them are not."""

    path: Path
    size: int
    left_bytes: int = 0


def find_sources(folder: Path, *, known: Callable[[str], int], scratch: Path) -> list[Source]:
    """The WARC files in *folder*, by name; an empty one is none.

    A file that a crawl is writing, or that a killed one left, counts as far as its records are
    whole. *known* gives, by a file's name, a position where a record is known to start: what lies
    before it is taken to be whole. What is packed otherwise (zstd, which replay tools can't read in
    a WACZ, or not at all) is made gzip in *scratch*. Raises ArchiveError where a file can't be
    read.
    """
    found = (_source(path, known, scratch) for path in warc_files(folder))
    return [source for source in found if source.size]


def left_out(sources: Iterable[Source]) -> dict[str, int]:
    """The names of files whose end is not packed, and how many bytes that are."""
    return {one.path.name: one.left_bytes for one in sources if one.left_bytes}


def _source(path: Path, known: Callable[[str], int], scratch: Path) -> Source:
    try:
        form, size = member_form(path), path.stat().st_size
        end = size
        if form is not None:
            with path.open("rb") as file:
                end = form.whole_end(file, min(known(path.name), size))
        if path.suffix == ".gz":
            return Source(path, end, size - end)
        target = scratch / f"{path.name.removesuffix('.zst')}.gz"
        return _as_gzip(path, target, size=end, left_bytes=size - end)
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


def _as_gzip(path: Path, target: Path, *, size: int, left_bytes: int) -> Source:
    """The records in the first *size* bytes of *path* in the file *target*, a gzip member each."""
    with target.open("wb") as file:
        for place, _ in scan(path, lambda _: None, size=size):
            with open_member(path, place.offset, place.length) as record:
                file.writelines(gzip_member(iter(partial(record.read, CHUNK_BYTES), b"")))
    return Source(target, target.stat().st_size, left_bytes)

"""The WARC files of a site as they can be packed: whole to their end, a gzip member a record."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator
from isal import isal_zlib

from portalcrawl.archive.members import GZIP_LEVEL
from portalcrawl.archive.repair import whole_members_end
from portalcrawl.errors import ArchiveError

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
_GZIP_WINDOW = 31


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
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    found = (_source(path, known, scratch) for path in paths if path.name.endswith(SUFFIXES))
    return [source for source in found if source.size]


def left_out(sources: Iterable[Source]) -> dict[str, int]:
    """The names of files whose end is not packed, and how many bytes that are."""
    return {one.path.name: one.left_bytes for one in sources if one.left_bytes}


def _source(path: Path, known: Callable[[str], int], scratch: Path) -> Source:
    try:
        if path.suffix != ".gz":
            return _as_gzip(path, scratch / f"{path.name.removesuffix('.zst')}.gz")
        size = path.stat().st_size
        with path.open("rb") as file:
            end = whole_members_end(file, start=min(known(path.name), size))
        return Source(path, end, max(size - end, 0))
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


def _as_gzip(path: Path, target: Path) -> Source:
    """The records of *path* in the file *target*, a gzip member each."""
    with path.open("rb") as stream, target.open("wb") as file:
        for record in ArchiveIterator(stream, parse_http=False):
            member = _Member(file)
            record.write(member)
            member.end()
    return Source(target, target.stat().st_size)


class _Member(io.RawIOBase):
    """What is written becomes one gzip member of *file*."""

    def __init__(self, file: io.BufferedWriter) -> None:
        super().__init__()
        self._file = file
        self._packer = isal_zlib.compressobj(GZIP_LEVEL, wbits=_GZIP_WINDOW)

    def write(self, data: bytes) -> int:  # type: ignore[override] # FastWARC writes bytes
        self._file.write(self._packer.compress(data))
        return len(data)

    def end(self) -> None:
        """The end of the member."""
        self._file.write(self._packer.flush())

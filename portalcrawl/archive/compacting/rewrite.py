"""WARC files written anew in another compression: the same records, byte for byte, in order."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, zip_longest
from pathlib import Path
from typing import IO

from portalcrawl.archive.compression.members import Packing
from portalcrawl.archive.records import END, Record
from portalcrawl.archive.scan import read_records
from portalcrawl.archive.writer import file_name
from portalcrawl.errors import ArchiveError

# Of a file that is not whole yet: no reader takes it for part of the archive.
UNFINISHED = ".new"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that is whole, verified and on disk, still under a name of its own (``UNFINISHED``).

    ``name`` is what it will be called.
    """

    path: Path
    name: str
    records: int
    size: int


def rewrite(
    sources: Iterable[Path],
    folder: Path,
    *,
    packing: Packing,
    max_bytes: int,
    advance: Callable[[int], None],
) -> list[Rewritten]:
    """Write all records of *sources* to new files in *folder*, each of about *max_bytes*.

    Every record is read back from the disk and compared. *advance* is told the stored bytes of
    each source record. Nothing that was there is touched. Raises ArchiveError where a source can't
    be read, the disk refuses or gives back something else; then no new file is left.
    """
    done: list[Rewritten] = []
    records = _advancing(sources, advance)
    try:
        while (first := next(records, None)) is not None:
            path = _unused_path(folder, packing.suffix)
            done.append(_write(path, first, records, packing, max_bytes))
    except BaseException as error:
        for path in folder.glob(f"*{UNFINISHED}"):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ArchiveError(f"can't write to {folder}: {error}") from error
        raise
    return done


def _advancing(sources: Iterable[Path], advance: Callable[[int], None]) -> Iterator[bytes]:
    for path in sources:
        for place, text in read_records(path):
            yield text
            advance(place.length)


def _unused_path(folder: Path, suffix: str) -> Path:
    """Where the next file is written, under a name that will be free."""
    names = (file_name(folder.name, serial, suffix) for serial in count(1))
    paths = (folder / (name + UNFINISHED) for name in names if not (folder / name).exists())
    return next(path for path in paths if not path.exists())


def _write(
    path: Path, first: bytes, records: Iterator[bytes], packing: Packing, max_bytes: int
) -> Rewritten:
    """The file *path* with the record *first* and as many of *records* as it takes."""
    digests: list[bytes] = []
    with path.open("xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(packing.opening())
        text: bytes | None = first
        while text is not None:
            digests.append(_digest(text))
            file.writelines(packing.pack(Record(text[: -len(END)], ())))
            text = next(records, None) if file.tell() < max_bytes else None
        size = file.tell()
        _to_disk(file)
    for number, (written, digest) in enumerate(zip_longest(read_records(path), digests)):
        if written is None or digest is None or _digest(written[1]) != digest:
            raise ArchiveError(f"{path}: record {number} did not come back from the disk as it was")
    return Rewritten(path, path.name.removesuffix(UNFINISHED), len(digests), size)


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).digest()


def _to_disk(file: IO[bytes]) -> None:
    """Make *file* durable, and forget it, so that what is read next comes from the disk."""
    file.flush()
    os.fsync(file.fileno())
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

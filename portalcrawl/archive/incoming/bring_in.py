"""Brings a WARC file made elsewhere into the archive: a gzip member a record, nothing else changed.

A record of ours opens the file and says whose it is, where it came from and what its digest was.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.compression.member_form import GZIP
from portalcrawl.archive.compression.members import GzipPacking, gzip_member
from portalcrawl.archive.damage import Damage, scan_past_damage
from portalcrawl.archive.durable import sync_folder
from portalcrawl.archive.incoming.decompressed import open_decompressed
from portalcrawl.archive.incoming.raw_records import BrokenStreamError, raw_records
from portalcrawl.archive.index.files import file_info, warc_files
from portalcrawl.archive.records import END, warcinfo_record
from portalcrawl.archive.scan import Place
from portalcrawl.archive.writer import folder_name
from portalcrawl.errors import ArchiveError

DIGEST = "portalcrawl-import-digest"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A file of the archive. ``is_copy``: its records lie in it byte for byte as they came.

    ``is_whole``: nothing of the source was damaged, and had to be left out.
    """

    path: Path
    is_copy: bool
    is_whole: bool


def file_digest(path: Path) -> str:
    """``sha256:HEX`` of the file. Raises ArchiveError where it can't be read."""
    try:
        with path.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error.strerror or error}") from error


def known_import(folder: Path, digest: str) -> Path | None:
    """The file in *folder* that was made from one with *digest*."""
    imports = (path for path in warc_files(folder) if path.name.startswith("import-"))
    return next((p for p in imports if file_info(p).fields.get(DIGEST) == digest), None)


def import_path(folder: Path, name: str) -> Path:
    """A path for the file *name* from elsewhere that is not taken in *folder*."""
    stem = folder_name(name)
    for suffix in (".gz", ".zst", ".warc"):
        stem = stem.removesuffix(suffix)
    path, number = folder / f"import-{stem}.warc.gz", 1
    while path.exists():
        number += 1
        path = folder / f"import-{stem}-{number}.warc.gz"
    return path


def bring_in(source: Path, target: Path, *, info: Mapping[str, str]) -> BroughtIn:
    """Write the records of *source* to *target*, durably; *info* is what its first record says.

    Raises ArchiveError where *source* holds no record, or *target* can't be written.
    """
    # What a process that was killed left under this name is written over.
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        places = _member_places(source)
        with part.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.truncate(0)
            opening = warcinfo_record(info, record_id=str(uuid4()), filename=target.name)
            file.writelines(GzipPacking().pack(opening))
            if places is not None:
                _copy(source, places, file)
                is_whole = source.stat().st_size == sum(place.length for place in places)
            else:
                is_whole = _repack(source, file)
            file.flush()
            os.fsync(file.fileno())
            part.rename(target)
        sync_folder(target.parent)
    except BlockingIOError as error:
        raise ArchiveError(f"{source} is being imported by another process") from error
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ArchiveError(f"can't import {source}: {error}") from error
    return BroughtIn(target, is_copy=places is not None, is_whole=is_whole)


def _member_places(path: Path) -> list[Place] | None:
    """The places of the records; None where one is not a gzip member by itself."""
    places: list[Place] = []
    with path.open("rb") as file:
        if file.read(len(GZIP.start)) != GZIP.start:
            return None
        size = path.stat().st_size
        for place, found in scan_past_damage(path, lambda _: None):
            if isinstance(found, Damage):
                continue
            end = place.offset + place.length
            if end == size and GZIP.breaks_off(file, place.offset):
                continue
            if GZIP.end_of(file, place.offset) != end or not GZIP.is_record(file, place.offset):
                return None
            places.append(place)
    if not places:
        raise OSError("it holds no whole record")
    return places


def _copy(source: Path, places: Iterable[Place], file: IO[bytes]) -> None:
    with source.open("rb") as stream:
        for place in places:
            stream.seek(place.offset)
            file.writelines(_chunks(stream, place.length))


def _repack(source: Path, file: IO[bytes]) -> bool:
    """Write each record of *source* as a member, up to its end or to damage; whether all came."""
    count, is_whole = 0, False
    with open_decompressed(source) as stream:
        records = raw_records(stream)
        while not is_whole:
            start = file.tell()
            try:
                if (record := next(records, None)) is None:
                    is_whole = True
                else:
                    file.writelines(gzip_member((record.head, *record.block, END)))
                    count += 1
            except BrokenStreamError:
                # What came before is whole.
                file.seek(start)
                file.truncate()
                break
    if not count:
        raise OSError("it holds no whole record")
    return is_whole


def _chunks(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length and (chunk := file.read(min(length, CHUNK_BYTES))):
        length -= len(chunk)
        yield chunk

"""Rewrite a site's archive: fewer files, another compression, one dictionary for all of it.

New files are made and verified beside the old ones; then what is to happen is written down
(archive/compacting/compaction.py), the new files get their names, MongoDB's pointers are switched,
and the old files are deleted last. A process that dies in between leaves every pointer readable;
the next one finishes what was begun.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portalcrawl.archive.compacting.compaction import (
    Compaction,
    unfinished,
    worth_rewriting,
)
from portalcrawl.archive.compacting.rewrite import Rewritten, rewrite
from portalcrawl.archive.compacting.survey import Survey, survey
from portalcrawl.archive.compression.members import GzipPacking, Packing
from portalcrawl.archive.compression.packings import SUFFIXES
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.index.files import is_being_written, warc_files
from portalcrawl.archive.index.record_names import record_uuid
from portalcrawl.archive.repair import repair
from portalcrawl.archive.scan import scan
from portalcrawl.errors import ArchiveError
from portalcrawl.store.captures import Captures
from portalcrawl.store.connect import Connection
from portalcrawl.store.moved_captures import Moved, MovedCaptures
from portalcrawl.upkeep.site_claim import SiteClaim

# What has a document in ``captures``.
CAPTURE_TYPES = frozenset({"response", "revisit", "conversion"})
# An estimate from a sample is not exact.
ROOM_FACTOR = 1.1


@dataclass(frozen=True, slots=True)
class Form:
    """What an archive is to become: its compression, and at which size files are closed."""

    compression: str
    zstd_level: int
    max_bytes: int

    def packing(self, known: Survey) -> Packing:
        """How records like the *known* ones are compressed."""
        if self.compression == "zstd":
            return ZstdPacking(level=self.zstd_level, dictionary=known.dictionary())
        return GzipPacking()


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to gain in a folder: *sources* take ``before`` bytes, then about ``after``."""

    folder: Path
    sources: list[Path]
    packing: Packing
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Compacted:
    """What was done: files and bytes, before and after."""

    sources: int
    files: int
    before: int
    after: int


def plan(folder: Path, form: Form, advance: Callable[[int], None]) -> Plan | None:
    """What rewriting the files of *folder* would give; None where that is nothing.

    *advance* is told the bytes of each record that was looked at. Nothing is changed. Raises
    ArchiveError.
    """
    sources = chosen_files(folder, form)
    if not sources:
        return None
    known = survey(sources, advance)
    packing = form.packing(known)
    before = sum(path.stat().st_size for path in sources)
    return Plan(folder, sources, packing, before, known.estimated(packing))


def chosen_files(folder: Path, form: Form) -> list[Path]:
    """The files of *folder* that are worth rewriting; a crawl's open ones are not among them."""
    free = [path for path in warc_files(folder) if not is_being_written(path)]
    suffix = SUFFIXES[form.compression]
    return worth_rewriting(free, suffix=suffix, max_bytes=form.max_bytes)


def finish_earlier(folder: Path, connection: Connection) -> Compacted | None:
    """Finish what a killed process began in *folder*; None where there is no such thing."""
    found = unfinished(folder)
    return _carry_out(found, connection) if found is not None else None


def repair_files(paths: Iterable[Path], connection: Connection) -> None:
    """Cut off what a killed crawl left torn."""
    captures = Captures(connection.db)
    for path in paths:
        repair(path, last_known=captures.last_offset(_stored_name(path)))


def compact(
    wanted: Plan,
    connection: Connection,
    *,
    max_bytes: int,
    claim: SiteClaim,
    advance: Callable[[int], None],
) -> Compacted:
    """Do what was planned; *advance* is told the bytes of each record that was rewritten.

    Raises ArchiveError where there is no room, a file can't be read or written, or a capture's
    record is not in the files: then all is as it was.
    """
    folder = wanted.folder
    _check_room(wanted)
    files = rewrite(
        wanted.sources, folder, packing=wanted.packing, max_bytes=max_bytes, advance=advance
    )
    try:
        _check_complete(wanted.sources, files, connection)
        claim.check()
    except BaseException:
        for file in files:
            file.path.unlink(missing_ok=True)
        raise
    names = tuple(path.name for path in wanted.sources)
    compaction = Compaction(folder, names, tuple(file.name for file in files))
    try:
        compaction.begin()
    except OSError as error:
        raise ArchiveError(f"can't write to {folder}: {error}") from error
    return _carry_out(compaction, connection)


def _check_room(wanted: Plan) -> None:
    free = shutil.disk_usage(wanted.folder).free
    needed = int(wanted.after * ROOM_FACTOR)
    if free < needed:
        raise ArchiveError(
            f"the new files of {wanted.folder} take about {needed:,} bytes and there are {free:,}:"
            " make room; the old files go only when the new ones are whole"
        )


def _check_complete(
    sources: Iterable[Path], files: Iterable[Rewritten], connection: Connection
) -> None:
    moved = MovedCaptures(connection.db, map(_stored_name, sources))
    records = (one.id for file in files for one in _captures_in(file.path))
    if missing := moved.missing(records):
        raise ArchiveError(
            f"{missing} captures have no record in their file: the files stay as they are"
        )


def _carry_out(compaction: Compaction, connection: Connection) -> Compacted:
    """All that comes after the note of what is to happen."""
    folder = compaction.folder
    sources = [folder / name for name in compaction.sources]
    files = [folder / name for name in compaction.files]
    try:
        compaction.publish()
        moved = MovedCaptures(connection.db, map(_stored_name, sources))
        moved.switch(one for path in files for one in _captures_in(path))
        if left := moved.left():
            raise ArchiveError(
                f"{left} pointers still lead to the old files of {folder}, to captures that"
                " MongoDB does not have: the old files stay"
            )
        done = Compacted(len(sources), len(files), _size(sources), _size(files))
        compaction.remove_sources()
        compaction.end()
    except OSError as error:
        raise ArchiveError(f"can't replace files of {folder}: {error}") from error
    return done


def _captures_in(path: Path) -> Iterator[Moved]:
    """The captures whose records lie in *path*."""
    name = _stored_name(path)
    for place, (kind, record_id) in scan(path, lambda r: (r.headers["WARC-Type"], r.record_id)):
        if kind in CAPTURE_TYPES:
            yield Moved(record_uuid(record_id), name, place.offset, place.length)


def _stored_name(path: Path) -> str:
    """*path* as captures name it."""
    return f"{path.parent.name}/{path.name}"


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.exists())

"""The captures of a site, read from its files alone."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from portalcrawl.archive.damage import Damage, scan_past_damage
from portalcrawl.archive.exchange import Original
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.originals import Originals
from portalcrawl.archive.index.record_facts import RecordFacts, record_facts
from portalcrawl.archive.index.record_index import Draft, RefersTo, Skipped, index_records
from portalcrawl.archive.message.sniffed import START_BYTES
from portalcrawl.archive.reader import read_response
from portalcrawl.archive.scan import Place

FileRow: TypeAlias = tuple[Place, RecordFacts, Draft | Skipped | None] | tuple[Place, Damage]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A revisit, the record with whose payload is in no file."""

    draft: Draft


class Resolver:
    """Completes revisits with the records that have their payloads, as these become known."""

    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self._waiting: list[Draft] = []

    def take(self, draft: Draft) -> Capture | None:
        """The capture of *draft*; None for a revisit that has to wait."""
        if draft.refers is None:
            self._originals.add(draft)
            return draft.capture
        capture = self._originals.complete(draft, is_all=False)
        if capture is None:
            self._waiting.append(draft)
        return capture

    def waiting(self) -> list[RefersTo]:
        """What the revisits that wait refer to."""
        return [draft.refers for draft in self._waiting if draft.refers is not None]

    def know(self, capture: Capture) -> None:
        """Take *capture*, known from elsewhere, as one that revisits may refer to."""
        self._originals.add(Draft(capture, sniffed_as=("", ()), declared_digest=""))

    def finish(self) -> Iterator[Capture | Unresolved]:
        """The revisits that waited, now that all files were read."""
        waiting, self._waiting = self._waiting, []
        for draft in waiting:
            yield self._originals.complete(draft, is_all=True) or Unresolved(draft)


def resolver(archive: Path) -> Resolver:
    """A resolver of the payloads below *archive*."""

    def read_start(original: Original) -> bytes:
        stored = read_response(
            archive, file=original.file, offset=original.offset, length=original.length
        )
        return stored.payload[:START_BYTES]

    return Resolver(Originals(read_start=read_start))


def dry_resolver() -> Resolver:
    """A resolver for files that are not in the archive: their payloads are not read."""
    return Resolver(Originals(read_start=lambda _: b""))


def site_captures(archive: Path, paths: Iterable[Path]) -> Iterator[Capture | Unresolved]:
    """The captures in the files *paths* of one site below *archive*.

    In the order of the files; revisits that come before what they refer to are last. Damaged parts
    and records that are no captures are left out. Raises ArchiveError where a file can't be opened.
    """
    originals = resolver(archive)
    for path in paths:
        for draft in file_drafts(path):
            if (capture := originals.take(draft)) is not None:
                yield capture
    yield from originals.finish()


def file_drafts(path: Path) -> Iterator[Draft]:
    """The captures in the file *path* of a site's folder, as far as its own records tell."""
    for row in file_rows(path):
        if len(row) == 3 and isinstance(row[2], Draft):
            yield row[2]


def file_rows(path: Path) -> Iterator[FileRow]:
    """All of the file *path*: its records, what they are to the index, and damaged parts."""
    damaged: list[tuple[Place, Damage]] = []

    def sound_records() -> Generator[tuple[Place, RecordFacts], None, None]:
        for place, found in scan_past_damage(path, record_facts):
            if isinstance(found, Damage):
                damaged.append((place, found))
            else:
                yield place, found

    file = f"{path.parent.name}/{path.name}"
    with closing(sound_records()) as records:
        for row in index_records(records, file=file):
            yield from damaged
            damaged.clear()
            yield row
    yield from damaged

"""Reads a site's files, and finds where they are damaged or the database says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.record_ids import RecordIds
from portalcrawl.archive.index.site_index import Resolver, Unresolved, resolver
from portalcrawl.store.capture_places import CapturePlaces, Difference, WrongPointer
from portalcrawl.upkeep.check_file import FileCheck
from portalcrawl.upkeep.check_files import check_files
from portalcrawl.upkeep.findings import REPAIR, Finding
from portalcrawl.upkeep.site_archive import SiteArchive

LOST = "put the file back, or import the missing records"
NO_ORIGINAL = "import the file that has it, then `portalcrawl archive repair`"
# What the database could be brought in line with, beside what can't be mended.
Found: TypeAlias = Finding | Difference


@dataclass(slots=True)
class Counts:
    """What was read, in numbers."""

    files: int = 0
    bytes: int = 0
    captures: int = 0
    findings: int = 0
    records: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)


class Audit:
    """One reading of all files of *site* by *jobs* processes.

    Without *places* the files are read alone. ``seen`` has the ids of all records that were read.
    """

    def __init__(self, site: SiteArchive, *, places: CapturePlaces | None, jobs: int) -> None:
        self._site = site
        self._places = places
        self._jobs = jobs
        self._originals = resolver(site.folder.parent)
        self.seen = RecordIds()

    def run(self, counts: Counts, advance: Callable[[int], None]) -> Iterator[Found]:
        """What is found, file after file. *counts* grows; *advance* is told the bytes read."""
        for check in check_files(self._site.paths, jobs=self._jobs):
            counts.files += 1
            counts.bytes += check.bytes
            counts.captures += len(check.drafts)
            counts.records += check.records
            counts.skipped += check.skipped
            yield from check.findings
            twins = list(_same_ids(check, self.seen))
            yield from twins
            # The record that was there first is the capture's.
            captures = _captures(check, self._originals, without={twin.record for twin in twins})
            if self._places is not None:
                yield from self._differences(captures, self._places)
                yield from _lost_captures(check, self._places)
            else:
                _use_up(captures)
            advance(check.bytes)
        yield from self._waiting()
        if self._places is not None:
            yield from self._lost_files(self._places)

    def _differences(
        self, captures: Iterable[Capture], places: CapturePlaces
    ) -> Iterator[Difference]:
        return places.differences(self._site.document(capture) for capture in captures)

    def _waiting(self) -> Iterator[Found]:
        """Revisits that came before what they refer to, or refer to nothing."""
        captures = []
        for found in self._originals.finish():
            if isinstance(found, Capture):
                captures.append(found)
            else:
                yield _without_original(found)
        if self._places is not None:
            yield from self._differences(captures, self._places)

    def _lost_files(self, places: CapturePlaces) -> Iterator[Finding]:
        """Files that are gone, with captures whose records are in no other."""
        there = {f"{self._site.folder.name}/{path.name}" for path in self._site.paths}
        for file in sorted(places.files(self._site.site) - there):
            count = sum(1 for record_id, _ in places.stored_in(file) if record_id not in self.seen)
            if count:
                what = f"the file is gone, with {count} captures"
                yield Finding(file=file, what=what, todo=LOST)


def finding_of(found: Found | WrongPointer) -> Finding:
    """*found* as a line says it."""
    if isinstance(found, WrongPointer):
        return _wrong_pointer(found)
    return _wrong_capture(found) if isinstance(found, Difference) else found


def _captures(check: FileCheck, originals: Resolver, *, without: set[str]) -> Iterator[Capture]:
    for draft in check.drafts:
        if draft.capture.id in without:
            continue
        if (capture := originals.take(draft)) is not None:
            yield capture


def _use_up(captures: Iterable[Capture]) -> None:
    """Let all originals be known."""
    for _ in captures:
        pass


def _same_ids(check: FileCheck, seen: RecordIds) -> Iterator[Finding]:
    known = ((record_id, offset) for record_id, offset in check.ids if record_id)
    for record_id, offset, (file, other) in seen.add(known, file=check.file):
        what = f"its WARC-Record-ID is that of the record at byte {other} of {file} too"
        todo = "the first is used; leave it, or remove the file that was added twice"
        yield Finding(file=check.file, offset=offset, record=record_id, what=what, todo=todo)


def _wrong_capture(found: Difference) -> Finding:
    names = ", ".join(found.names)
    what = f"the stored capture has another {names}" if names else "no capture is stored for it"
    place = {name: found.capture[name] for name in ("file", "offset")}
    return Finding(**place, record=found.capture["_id"], what=what, todo=REPAIR)


def _lost_captures(check: FileCheck, places: CapturePlaces) -> Iterator[Finding]:
    """Captures that are said to lie in the file, where no such record is."""
    ids = {draft.capture.id for draft in check.drafts}
    for record_id, offset in places.stored_in(check.file):
        if record_id not in ids:
            what = "a capture is stored, and no such record is there"
            yield Finding(
                file=check.file,
                offset=offset,
                record=record_id,
                what=what,
                todo=LOST,
                is_lost=True,
            )


def _without_original(found: Unresolved) -> Finding:
    capture, refers = found.draft.capture, found.draft.refers
    named = refers.id or refers.url or refers.payload_digest if refers else ""
    what = f"the record that it refers to ({named or 'none is named'}) is in no file"
    return Finding(
        file=capture.file, offset=capture.offset, record=capture.id, what=what, todo=NO_ORIGINAL
    )


def _wrong_pointer(wrong: WrongPointer) -> Finding:
    kind = "article" if wrong.collection == "articles" else "revision"
    if wrong.pointer is None:
        what = f"the {kind} {wrong.url} has a capture that is not stored"
        return Finding(file="(database)", record=wrong.capture, what=what, todo=REPAIR)
    what = f"the {kind} {wrong.url} points to another place than its capture"
    place = {name: wrong.pointer[name] for name in ("file", "offset")}
    return Finding(**place, record=wrong.capture, what=what, todo=REPAIR)

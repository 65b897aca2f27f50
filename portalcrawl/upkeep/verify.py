"""Checks a site's files, and that the database says of them what is so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portalcrawl.archive.capture import Capture
from portalcrawl.archive.record_ids import RecordIds
from portalcrawl.archive.site_index import Resolver, Unresolved, resolver
from portalcrawl.store.capture_places import CapturePlaces, Difference, WrongPointer
from portalcrawl.upkeep.check_file import FileCheck
from portalcrawl.upkeep.check_files import check_files
from portalcrawl.upkeep.findings import REPAIR, Finding
from portalcrawl.upkeep.site_archive import SiteArchive

LOST = "put the file back, or import the missing records"
NO_ORIGINAL = "import the file that has it, then `portalcrawl archive repair`"


@dataclass(slots=True)
class Verified:
    """What was read, in numbers."""

    files: int = 0
    bytes: int = 0
    captures: int = 0
    findings: int = 0
    records: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)


def verify_site(
    site: SiteArchive,
    *,
    places: CapturePlaces | None,
    jobs: int,
    counts: Verified,
    advance: Callable[[int], None],
) -> Iterator[Finding]:
    """All that is wrong with *site*, as it is found. *counts* grows as files are read.

    Without *places* the files are checked alone. *advance* is told the bytes that were read.
    """
    seen = RecordIds()
    originals = resolver(site.folder.parent)
    for check in check_files(site.paths, jobs=jobs):
        counts.files += 1
        counts.bytes += check.bytes
        counts.captures += len(check.drafts)
        counts.records += check.records
        counts.skipped += check.skipped
        yield from check.findings
        yield from _same_ids(check, seen)
        captures = _captures(check, originals)
        if places is not None:
            yield from _wrong_captures(site, captures, places)
            yield from _lost_captures(check, places)
        else:
            for _ in captures:
                pass
        advance(check.bytes)
    yield from _waiting(site, originals, places)
    if places is not None:
        yield from _lost_files(site, places)
        yield from map(_wrong_pointer, places.wrong_pointers(site.site))


def _captures(check: FileCheck, originals: Resolver) -> Iterator[Capture]:
    for draft in check.drafts:
        if (capture := originals.take(draft)) is not None:
            yield capture


def _same_ids(check: FileCheck, seen: RecordIds) -> Iterator[Finding]:
    known = ((record_id, offset) for record_id, offset in check.ids if record_id)
    for record_id, offset, (file, other) in seen.add(known, file=check.file):
        what = f"its WARC-Record-ID is that of the record at byte {other} of {file} too"
        todo = "the first is used; leave it, or remove the file that was added twice"
        yield Finding(file=check.file, offset=offset, record=record_id, what=what, todo=todo)


def _wrong_captures(
    site: SiteArchive, captures: Iterable[Capture], places: CapturePlaces
) -> Iterator[Finding]:
    for found in places.differences(site.document(capture) for capture in captures):
        yield _wrong_capture(found)


def _wrong_capture(found: Difference) -> Finding:
    names = ", ".join(found.names)
    what = f"the stored capture has another {names}" if names else "no capture is stored for it"
    return _finding(found.capture, what=what, todo=REPAIR)


def _lost_captures(check: FileCheck, places: CapturePlaces) -> Iterator[Finding]:
    """Captures that are said to lie in the file, where no such record is."""
    ids = {draft.capture.id for draft in check.drafts}
    for record_id, offset in places.stored_in(check.file):
        if record_id not in ids:
            what = "a capture is stored, and no such record is there"
            yield Finding(file=check.file, offset=offset, record=record_id, what=what, todo=LOST)


def _waiting(
    site: SiteArchive, originals: Resolver, places: CapturePlaces | None
) -> Iterator[Finding]:
    """Revisits that came before what they refer to, or refer to nothing."""
    captures = []
    for found in originals.finish():
        if isinstance(found, Capture):
            captures.append(found)
        else:
            yield _without_original(found)
    if places is not None:
        yield from _wrong_captures(site, captures, places)


def _without_original(found: Unresolved) -> Finding:
    capture, refers = found.draft.capture, found.draft.refers
    named = refers.id or refers.url or refers.payload_digest if refers else ""
    what = f"the record that it refers to ({named or 'none is named'}) is in no file"
    return Finding(
        file=capture.file, offset=capture.offset, record=capture.id, what=what, todo=NO_ORIGINAL
    )


def _lost_files(site: SiteArchive, places: CapturePlaces) -> Iterator[Finding]:
    there = {f"{site.folder.name}/{path.name}" for path in site.paths}
    for file, count in sorted(places.files(site.site).items()):
        if file not in there:
            yield Finding(file=file, what=f"the file of {count} captures is gone", todo=LOST)


def _wrong_pointer(wrong: WrongPointer) -> Finding:
    kind = "article" if wrong.collection == "articles" else "revision"
    if wrong.pointer is None:
        what = f"the {kind} {wrong.url} has a capture that is not stored"
        return Finding(file="(database)", record=wrong.capture, what=what, todo=REPAIR)
    what = f"the {kind} {wrong.url} points to another place than its capture"
    return _finding({**wrong.pointer, "_id": wrong.capture}, what=what, todo=REPAIR)


def _finding(capture: dict[str, Any], *, what: str, todo: str) -> Finding:
    return Finding(
        file=capture["file"],
        offset=capture["offset"],
        record=capture["_id"],
        what=what,
        todo=todo,
    )

"""Reads a WARC file to its end and says what is wrong with it by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portalcrawl.archive.index.record_facts import RecordFacts
from portalcrawl.archive.index.record_index import Draft, Skipped
from portalcrawl.archive.index.site_index import file_rows
from portalcrawl.archive.repair import torn_at
from portalcrawl.archive.scan import Place
from portalcrawl.upkeep.findings import REPAIR, Finding

NO_COPY = "put a good copy of the file in its place"
IMPORT = "import the file again with `portalcrawl import`: it is packed anew"


@dataclass(slots=True)
class FileCheck:
    """All of a file. ``ids`` are record ids with their offsets."""

    path: Path
    file: str
    bytes: int
    records: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    """Records that are no captures, by reason."""
    findings: list[Finding] = field(default_factory=list)
    ids: list[tuple[str, int]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def check_file(path: Path) -> FileCheck:
    """The check of *path* in a site's folder. Raises ArchiveError where it can't be opened."""
    file = f"{path.parent.name}/{path.name}"
    check = FileCheck(path, file, path.stat().st_size)
    is_first, last = True, 0
    for row in file_rows(path):
        # Damage is told of before the records that it follows.
        last = max(last, row[0].offset)
        if len(row) == 2:
            what = f"{row[0].length} bytes are no whole record"
            where = row[0].offset
            check.findings.append(Finding(file=file, offset=where, what=what, todo=NO_COPY))
            continue
        place, facts, found = row
        check.records[facts.kind] += 1
        check.ids.append((facts.id, place.offset))
        check.findings += _wrong(file, place, facts)
        if is_first and facts.kind != "warcinfo":
            what = "the file does not begin with a warcinfo record"
            check.findings.append(Finding(file=file, offset=0, what=what, todo=IMPORT))
        is_first = False
        if isinstance(found, Draft):
            check.drafts.append(found)
        elif isinstance(found, Skipped):
            check.skipped[found.value] += 1
    if torn_at(path, start=last) == last:
        # Told once, and as what it is.
        check.findings = [one for one in check.findings if one.offset != last]
        what = "the file breaks off in a record"
        check.findings.append(Finding(file=file, offset=last, what=what, todo=REPAIR))
    return check


def _wrong(file: str, place: Place, facts: RecordFacts) -> Iterator[Finding]:
    """What is wrong with one record."""
    wrongs = (
        (not facts.id, "it has no WARC-Record-ID", IMPORT),
        (not facts.is_whole, "its block is cut short", NO_COPY),
        (facts.is_whole and facts.is_block_sound is False, "its block digest differs", NO_COPY),
        (_has_other_payload(facts), "its payload digest differs", NO_COPY),
        (place.length == 0, "it shares its compressed member with the next record", IMPORT),
    )
    for is_so, what, todo in wrongs:
        if is_so:
            yield Finding(file=file, offset=place.offset, record=facts.id, what=what, todo=todo)


def _has_other_payload(facts: RecordFacts) -> bool:
    """Of a revisit, the digest is that of the record it refers to."""
    return facts.is_whole and facts.is_payload_sound is False and facts.kind != "revisit"

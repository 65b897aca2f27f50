"""Brings the database in line with the files, and cuts off what killed writers left.

No whole record is ever removed. All of it may be done again: the second time there is nothing left
to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portalcrawl.archive.index.files import site_folders, warc_files
from portalcrawl.archive.repair import repair, torn_at
from portalcrawl.errors import ArchiveError
from portalcrawl.store.capture_places import BATCH, CapturePlaces, Difference
from portalcrawl.store.runs import Runs
from portalcrawl.upkeep.audit import Audit, Counts, finding_of
from portalcrawl.upkeep.findings import Finding
from portalcrawl.upkeep.site_archive import SiteArchive


@dataclass(slots=True)
class Repaired:
    """What was mended, or would be; ``left`` are findings that nothing here can mend."""

    tails: set[tuple[str, int]] = field(default_factory=set)
    """File and offset of each torn record."""
    added: int = 0
    mended: int = 0
    pointers: int = 0
    sites: int = 0
    left: int = 0

    def __bool__(self) -> bool:
        return any((len(self.tails), self.added, self.mended, self.pointers, self.sites))


def cut_tails(
    archive: Path, *, site: str | None, dry_run: bool, repaired: Repaired
) -> Iterator[str]:
    """Cut off torn records below *archive*; a line for each."""
    for folder in site_folders(archive, site=site):
        for path in warc_files(folder):
            if (offset := torn_at(path)) is None:
                continue
            length = path.stat().st_size - offset
            if not dry_run and repair(path) is None:
                raise ArchiveError(f"can't repair {path}: a crawl is writing it")
            file = f"{folder.name}/{path.name}"
            repaired.tails.add((file, offset))
            yield f"{file}: {_would(dry_run)}cut off a torn record, {length} bytes"


def repair_site(
    site: SiteArchive,
    *,
    places: CapturePlaces,
    runs: Runs,
    jobs: int,
    dry_run: bool,
    repaired: Repaired,
    advance: Callable[[int], None],
) -> Iterator[str]:
    """Mend what the database says of *site*; lines of what was done and of what is left."""
    audit = Audit(site, places=places, jobs=jobs)
    lost: dict[str, Finding] = {}
    changed: Counter[tuple[str, str]] = Counter()
    waiting: list[Difference] = []
    for found in audit.run(Counts(), advance):
        if isinstance(found, Finding):
            # Another file may turn out to have the record.
            lost[f"{found.record} {found.file} {found.offset}"] = found
            continue
        waiting.append(found)
        changed[found.capture["file"], "mended" if found.names else "added"] += 1
        if len(waiting) >= BATCH and not dry_run:
            places.mend(waiting)
            waiting = []
    if not dry_run:
        places.mend(waiting)
    for (file, how), count in sorted(changed.items()):
        yield f"{file}: {_would(dry_run)}{_WORDS[how]} {count} captures"
    repaired.added += sum(count for (_, how), count in changed.items() if how == "added")
    repaired.mended += sum(count for (_, how), count in changed.items() if how == "mended")
    yield from _mend_pointers(site, audit, places, dry_run=dry_run, repaired=repaired)
    yield from _restore_site(site, places, runs, dry_run=dry_run, repaired=repaired)
    for finding in lost.values():
        is_elsewhere = finding.is_lost and finding.record in audit.seen
        if not is_elsewhere and (finding.file, finding.offset) not in repaired.tails:
            repaired.left += 1
            yield f"can't be mended: {finding.line()}"


_WORDS = {"added": "add", "mended": "mend the pointers of"}


def _mend_pointers(
    site: SiteArchive, audit: Audit, places: CapturePlaces, *, dry_run: bool, repaired: Repaired
) -> Iterator[str]:
    mended = 0
    for wrong in places.wrong_pointers(site.site):
        if wrong.pointer is None and wrong.capture not in audit.seen:
            repaired.left += 1
            yield f"can't be mended: {finding_of(wrong).line()}"
            continue
        if not dry_run and wrong.pointer is not None:
            places.mend_pointer(wrong)
        mended += 1
    repaired.pointers += mended
    if mended:
        yield f"{site.site}: {_would(dry_run)}mend the pointers of {mended} articles and revisions"


def _restore_site(
    site: SiteArchive, places: CapturePlaces, runs: Runs, *, dry_run: bool, repaired: Repaired
) -> Iterator[str]:
    """Add the site and its runs, where the database does not know them."""
    spans = places.spans(site.site)
    # Of a dry run the captures are not there yet.
    if not (new := runs.unknown(site.site, site.runs if dry_run else spans)):
        return
    home = site.home or places.first_page(site.site)
    if not dry_run:
        if not home or not spans:
            return
        runs.restore(site.site, home=home, spans=spans)
    repaired.sites += 1
    yield f"{site.site}: {_would(dry_run)}add {' and '.join(new)}" + (
        f" (home page {home})" if home else ""
    )


def _would(dry_run: bool) -> str:  # noqa: FBT001 - a word for each of two
    return "would " if dry_run else ""

"""Imports WARC and WACZ files made elsewhere: into the archive, then into its index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from portalcrawl import __version__
from portalcrawl.archive.incoming.bring_in import (
    DIGEST,
    bring_in,
    file_digest,
    import_path,
    known_import,
)
from portalcrawl.archive.incoming.wacz_source import open_wacz
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.files import HOME, RUN, SITE, file_info
from portalcrawl.archive.index.record_index import Draft, RefersTo, Skipped
from portalcrawl.archive.index.site_index import Resolver, dry_resolver, file_rows, resolver
from portalcrawl.archive.writer import folder_name
from portalcrawl.errors import ArchiveError
from portalcrawl.store.batches import batches
from portalcrawl.store.capture_places import BATCH, CapturePlaces
from portalcrawl.store.captures import Captures, capture_of_document, document_of_capture
from portalcrawl.store.runs import Runs

NO_ORIGINAL = "it refers to a record that is nowhere"


@dataclass(slots=True)
class Imported:
    """What became of one WARC file. ``file`` is below the archive folder."""

    source: str
    file: str
    was_there: bool = False
    is_copy: bool = True
    is_whole: bool = True
    records: Counter[str] = field(default_factory=Counter)
    new: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """Records that are no captures, by reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """A WARC file to import, under the name that it had; ``seed`` is its first page, if known."""

    path: Path
    name: str
    seed: str = ""


def check_file_is_there(path: Path) -> None:
    """Find out before anything is done. Raises ArchiveError."""
    if not path.is_file():
        raise ArchiveError(f"{path}: no such file")


@contextmanager
def sources(path: Path, *, scratch: Path) -> Iterator[list[Source]]:
    """The WARC files in *path*: itself, or those of a WACZ, unpacked into the folder *scratch*.

    Raises ArchiveError.
    """
    if path.suffix.lower() != ".wacz":
        yield [Source(path, path.name)]
        return
    with open_wacz(path, scratch=scratch) as content:
        if not content.warcs:
            raise ArchiveError(f"{path} has no WARC file in it")
        yield [Source(w, f"{path.stem}-{w.name}", content.seed) for w in content.warcs]


def first_page(source: Source) -> str:
    """The address that a crawl began with: the WACZ's first page, else the first page at all.

    Empty where there is none.
    """
    if source.seed:
        return source.seed
    for draft in _drafts(source.path, Counter(), Counter()):
        capture = draft.capture
        if capture.status == 200 and capture.media_type == "text/html" and draft.refers is None:
            return capture.url
    return ""


class Importer:
    """Imports files of one *site*, whose home page is *home*, into the folder *archive*."""

    def __init__(
        self,
        archive: Path,
        *,
        site: str,
        home: str,
        captures: Captures,
        places: CapturePlaces,
        runs: Runs,
        dry_run: bool,
        advance: Callable[[int], None],
    ) -> None:
        """*advance* is told the bytes of records that were indexed."""
        self._archive = archive
        self.site = site
        self._home = home
        self._captures = captures
        self._places = places
        self._runs = runs
        self._dry_run = dry_run
        self._advance = advance

    def add(self, source: Source) -> Imported:
        """Bring *source* into the archive and index it. A file that is there is indexed again."""
        folder = self._archive / folder_name(self.site)
        digest = file_digest(source.path)
        known = known_import(folder, digest)
        target = known or import_path(folder, source.name)
        done = Imported(source.name, f"{folder.name}/{target.name}", was_there=known is not None)
        # Names come again: in other sites, and in this one.
        run = f"import:{folder.name}/{target.name.removeprefix('import-')}"
        if known is not None:
            run = file_info(known).run or run
        elif self._is_all_stored(source.path):
            # Another file brought the same records: two of each would be none the better.
            return self._known(source)
        elif self._dry_run:
            target = source.path
        else:
            brought = bring_in(source.path, target, info=self._info(source, digest, run))
            done.is_copy, done.is_whole = brought.is_copy, brought.is_whole
        self._index(target, run, done)
        return done

    def _is_all_stored(self, path: Path) -> bool:
        ids = (draft.capture.id for draft in _drafts(path, Counter(), Counter()))
        return all(self._captures.are_all_stored(self.site, ids) for ids in batches(ids, BATCH))

    def _known(self, source: Source) -> Imported:
        """What *source* holds, all of which is stored."""
        done = Imported(source.name, "", was_there=True)
        done.known = sum(1 for _ in _drafts(source.path, done.records, done.skipped))
        return done

    def _info(self, source: Source, digest: str, run: str) -> dict[str, str]:
        return {
            "software": f"portalcrawl/{__version__}",
            "format": "WARC File Format 1.1",
            "description": f"the records of {source.name}, which was made elsewhere",
            RUN: run,
            SITE: self.site,
            HOME: self._home,
            DIGEST: digest,
        }

    def _index(self, path: Path, run: str, done: Imported) -> None:
        originals = dry_resolver() if self._dry_run else resolver(self._archive)
        span: list[datetime] = []
        for batch in batches(self._taken(path, originals, done), BATCH):
            documents = [document_of_capture(c, site=self.site, run=run) for c in batch]
            new = [d for d in self._places.differences(documents) if not d.names]
            if not self._dry_run:
                self._places.mend(new)
            done.new += len(new)
            done.known += len(batch) - len(new)
            times = [capture.fetched_at for capture in batch]
            span = [min(*span, *times), max(*span, *times)] if span else [min(times), max(times)]
        if span and not self._dry_run:
            spans = {run: (span[0], span[1])}
            self._runs.restore(self.site, home=self._home, spans=spans)

    def _taken(self, path: Path, originals: Resolver, done: Imported) -> Iterator[Capture]:
        """The captures in *path*; revisits last that refer to what is stored, or comes later."""
        for draft in _drafts(path, done.records, done.skipped):
            self._advance(draft.capture.length)
            if (capture := originals.take(draft)) is not None:
                yield capture
        for refers in originals.waiting():
            if (stored := self._stored(refers)) is not None:
                originals.know(stored)
        for found in originals.finish():
            if isinstance(found, Capture):
                yield found
            else:
                done.skipped[NO_ORIGINAL] += 1

    def _stored(self, refers: RefersTo) -> Capture | None:
        """The stored capture that a revisit refers to."""
        document = self._captures.find(refers.id) if refers.id else None
        if document is None and refers.url and refers.fetched_at:
            document = self._captures.payload_at(self.site, refers.url, refers.fetched_at)
        if document is None or document.get("original") is not None:
            return None
        return capture_of_document(document)


def _drafts(path: Path, records: Counter[str], skipped: Counter[str]) -> Iterator[Draft]:
    """The captures in *path*, counting what its records are and why some are none."""
    for row in file_rows(path):
        if len(row) == 2:
            skipped["bytes that are no record"] += 1
            continue
        _, facts, found = row
        records[facts.kind] += 1
        if isinstance(found, Draft):
            yield found
        elif isinstance(found, Skipped):
            skipped[found.value] += 1

"""What lies in WARC files, by a sample: what a dictionary can be trained on, what a copy will take.

The sample is drawn from all records alike, so that early pages teach as much as late ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fastwarc.warc import WarcRecord, WarcRecordType

from portalcrawl.archive.compression.dictionary import train
from portalcrawl.archive.compression.dictionary_learner import (
    HEADS,
    PAGE_BYTES,
    SAMPLE_BYTES,
    SAMPLE_PAGES,
)
from portalcrawl.archive.compression.members import Packing, read_member
from portalcrawl.archive.records import END, Record
from portalcrawl.archive.scan import Place, scan
from portalcrawl.errors import ArchiveError

# A record that takes more and is no page is most likely compressed by itself (pictures, documents):
# it takes as much in any form.
SMALL_BYTES = 4096


@dataclass(slots=True)
class Drawn:
    """Records of one kind: how many there are, their stored bytes, and a few of them by lot."""

    limit: int
    count: int = 0
    stored_bytes: int = 0
    places: list[tuple[Path, Place]] = field(default_factory=list)

    def add(self, path: Path, place: Place, random: Random) -> None:
        """Count one. Each record is as likely as any other to be among the *limit* in the end."""
        self.count += 1
        self.stored_bytes += place.length
        if len(self.places) < self.limit:
            self.places.append((path, place))
        elif (chosen := random.randrange(self.count)) < self.limit:
            self.places[chosen] = (path, place)

    def read(self) -> list[bytes]:
        """The drawn records, up to the size of a sample. Raises ArchiveError."""
        texts: list[bytes] = []
        size = 0
        for path, place in self.places:
            try:
                texts.append(read_member(path, place.offset, place.length))
            except OSError as error:
                raise ArchiveError(f"can't read {path}: {error}") from error
            size += min(len(texts[-1]), PAGE_BYTES)
            if size > SAMPLE_BYTES:
                break
        return texts

    def estimated(self, packing: Packing) -> int:
        """The bytes that all of them will take in *packing*, by those that were drawn."""
        texts = self.read()
        if not texts:
            return 0
        before = sum(place.length for _, place in self.places[: len(texts)])
        packed = (packing.pack(Record(text[: -len(END)], ())) for text in texts)
        after = sum(len(piece) for pieces in packed for piece in pieces)
        return self.stored_bytes * after // before


@dataclass(frozen=True, slots=True)
class Survey:
    """Pages, small records (requests, metadata), and all others."""

    pages: Drawn
    small: Drawn
    other_bytes: int

    def dictionary(self) -> bytes | None:
        """What the sample teaches; None where that is nothing."""
        pages = [text[:PAGE_BYTES] for text in self.pages.read()]
        return train(pages, self.small.read()[-HEADS:])

    def estimated(self, packing: Packing) -> int:
        """About how many bytes the records will take in *packing*."""
        drawn = self.pages.estimated(packing) + self.small.estimated(packing)
        return len(packing.opening()) + drawn + self.other_bytes


def survey(paths: Sequence[Path], advance: Callable[[int], None]) -> Survey:
    """Look at every record of *paths*; *advance* is told the stored bytes of each.

    What can't be read is passed over here: it is for the one who copies to say so.
    """
    random = Random(0)  # noqa: S311 - no secret; the same files give the same sample
    pages, small, other_bytes = Drawn(SAMPLE_PAGES), Drawn(SAMPLE_PAGES), 0
    for path in paths:
        for place, page in _kinds(path):
            if page:
                pages.add(path, place, random)
            elif place.length <= SMALL_BYTES:
                small.add(path, place, random)
            else:
                other_bytes += place.length
            advance(place.length)
    return Survey(pages, small, other_bytes)


def _kinds(path: Path) -> Iterable[tuple[Place, bool]]:
    try:
        yield from scan(path, holds_markup)
    except ArchiveError:
        return


def holds_markup(record: WarcRecord) -> bool:
    """Whether *record* is a page whose markup is not compressed by itself."""
    if record.record_type == WarcRecordType.conversion:
        return (record.headers.get("Content-Type") or "").startswith("text/html")
    if record.record_type != WarcRecordType.response:
        return False
    record.parse_http()
    http = record.http_headers
    if http is None or http.get("Content-Encoding"):
        return False
    return "html" in (http.get("Content-Type") or "").lower()

"""Stores that write down what they were asked to do, and can be told to be away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portalcrawl.archive.writer import Pointer
from portalcrawl.errors import StoreUnavailableError
from portalcrawl.store.articles import Saved
from portalcrawl.store.texts import Compared


@dataclass
class RecordingStores:
    """Stands for ``Stores``: every part is this object."""

    calls: list[tuple[str, Any]] = field(default_factory=list)
    away_at: set[str] = field(default_factory=set)
    """The calls that find MongoDB away, once each."""
    run: str = "a@20260101000000"
    site: str = "a"

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def _note(self, name: str, what: Any) -> None:
        if name in self.away_at:
            self.away_at.remove(name)
            raise StoreUnavailableError(f"away at {name}")
        self.calls.append((name, what))

    @property
    def archive(self) -> Archive:
        return Archive(self)

    @property
    def captures(self) -> Captures:
        return Captures(self)

    @property
    def articles(self) -> Articles:
        return Articles(self)

    @property
    def lists(self) -> Lists:
        return Lists(self)

    @property
    def texts(self) -> Texts:
        return Texts(self)

    @property
    def runs(self) -> Runs:
        return Runs(self)

    @property
    def frontier(self) -> Frontier:
        return Frontier(self)


@dataclass
class _Part:
    stores: RecordingStores


class Archive(_Part):
    def append(self, exchanges) -> list[Pointer]:
        self.stores._note("archive", [one.id for one in exchanges])
        return [Pointer("a/x.warc.gz", 10 * n, 9, "sha1:X") for n, _ in enumerate(exchanges)]


class Captures(_Part):
    def having(self, site, digests) -> list:
        return []

    def payloads_of(self, ids) -> dict:
        return {}

    def add(self, documents) -> None:
        self.stores._note("captures", [one["_id"] for one in documents])


class Articles(_Part):
    def save(self, articles, *, captures, now) -> Saved:
        del now
        pointers = {article.title: captures.get(article.capture_id) for article in articles}
        self.stores._note("articles", pointers)
        return Saved(new=len(pointers))


class Texts(_Part):
    def compare_articles(self, ids) -> Compared:
        self.stores._note("texts", list(ids))
        return Compared()


class Lists(_Part):
    def save(self, pages) -> None:
        self.stores._note("lists", [page["_id"] for page in pages])


class Runs(_Part):
    def set_record(self, site, record) -> None:
        self.stores._note("record", (site, record))


class Frontier(_Part):
    @property
    def site(self) -> str:
        return self.stores.site

    def add(self, entries, *, now) -> int:
        del now
        self.stores._note("entries", [entry.url for entry in entries])
        return len(entries)

    def finish(self, visits) -> None:
        self.stores._note("visits", [visit.entry.url for visit in visits])

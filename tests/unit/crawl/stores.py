"""Stores that write down what they were asked to do, and can be told to be away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from portalcrawl.archive.writer import Pointer
from portalcrawl.errors import StoreUnavailableError
from portalcrawl.store.article_changes import Difference
from portalcrawl.store.articles import Plan, Saved
from portalcrawl.store.texts import Compared


@dataclass
class RecordingStores:
    """Stands for ``Stores``: every part is this object."""

    calls: list[tuple[str, Any]] = field(default_factory=list)
    away_at: set[str] = field(default_factory=set)
    """The calls that find MongoDB away, once each."""
    run: str = "a@20260101000000"
    began: datetime = datetime(2026, 1, 1, tzinfo=UTC)
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
    def changes(self) -> Changes:
        return Changes(self)

    @property
    def lists(self) -> Lists:
        return Lists(self)

    @property
    def copies(self) -> Copies:
        return Copies(self)

    @property
    def texts(self) -> Texts:
        return Texts(self)

    @property
    def runs(self) -> Runs:
        return Runs(self)

    @property
    def hosts(self) -> Hosts:
        return Hosts(self)

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
    def plan(self, articles, *, captures, now) -> Plan:
        del now
        pointers = [(article.title, captures.get(article.capture_id)) for article in articles]
        new = [Difference(one.url, one.url, one.title, "new", {}) for one in articles]
        return Plan(Saved(new=len(pointers)), differences=new, writes=pointers)

    def write(self, plan) -> None:
        self.stores._note("articles", dict(plan.writes))


class Changes(_Part):
    def add(self, documents) -> None:
        self.stores._note("changes", [one["_id"] for one in documents])


class Copies(_Part):
    def changes(self, ids, *, run, since, now) -> list:
        del ids, run, since, now
        return []


class Texts(_Part):
    def compare_texts(self, texts) -> Compared:
        self.stores._note("texts", list(texts))
        return Compared()


class Lists(_Part):
    def save(self, pages) -> None:
        self.stores._note("lists", [page["_id"] for page in pages])


class Runs(_Part):
    def set_record(self, site, record) -> None:
        self.stores._note("record", (site, record))


class Hosts(_Part):
    def remember(self, documents) -> None:
        self.stores._note("hosts", documents)


class Frontier(_Part):
    @property
    def site(self) -> str:
        return self.stores.site

    def add(self, entries, *, now, run_began) -> int:
        del now, run_began
        self.stores._note("entries", [entry.url for entry in entries])
        return len(entries)

    def give_back(self, entries) -> None:
        self.stores._note("returned", [entry.url for entry in entries])

    def finish(self, visits) -> None:
        self.stores._note("visits", [visit.entry.url for visit in visits])

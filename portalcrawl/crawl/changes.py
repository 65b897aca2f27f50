"""What changed, from the database to the reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from portalcrawl.report.changes.atom import atom_feed
from portalcrawl.report.changes.model import Change
from portalcrawl.store.changes import Changes
from portalcrawl.store.connect import Connection, store_errors

MAX_IN_FEED = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Changes, read from the database as they are asked for, and what they are the changes of."""

    title: str
    """Of what and since when, in words."""
    head: Mapping[str, Any]
    changes: Iterable[Change]


def run_changes(connection: Connection, runs: list[str]) -> Found:
    """What *runs* of different sites changed, in the order in which they did."""
    stored = Changes(connection.db)
    documents = chain.from_iterable(stored.of_run(run) for run in runs)
    title = f"What changed on {_named([run.rpartition('@')[0] for run in runs])}"
    return Found(title, {"runs": runs}, _read(documents))


def changes_since(connection: Connection, sites: list[str], moment: datetime) -> Found:
    """What changed on *sites* since *moment*, site by site, the newest first."""
    stored = Changes(connection.db)
    documents = chain.from_iterable(stored.of_site(site, since=moment) for site in sites)
    title = f"What changed on {_named(sites)} since {moment:%Y-%m-%d %H:%M %Z}"
    return Found(title, {"sites": sites, "since": moment.isoformat()}, _read(documents))


def site_feed(connection: Connection, site: str, *, links: Mapping[str, str]) -> bytes:
    """The last changes of *site* as an Atom feed."""
    documents = Changes(connection.db).of_site(site, limit=MAX_IN_FEED)
    return atom_feed(_read(documents), name=site, title=f"Changes on {site}", links=links)


def _named(sites: list[str]) -> str:
    return sites[0] if len(sites) == 1 else f"{len(sites)} sites"


def _read(documents: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    """The changes in *documents*. Raises StoreError."""
    with store_errors():
        for document in documents:
            yield Change.of_document(document)

"""The frontier of one site: add, lease and acknowledge URLs, each in one batch.

A URL is leased only from a host that this worker owns (``hosts``), so no two workers can lease the
same one. It is acknowledged (``finish``) only after its WARC record and its documents are durable:
what a dead worker had leased is queued again, and asked for once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING, UpdateMany, UpdateOne, WriteConcern
from pymongo.database import Database

from portalcrawl.frontier.entry import Entry, State, Visit, is_page
from portalcrawl.frontier.worker import is_dead
from portalcrawl.sites.identity import twin_key

ENDED = [State.DONE.value, State.FAILED.value, State.SKIPPED.value]
# What did not answer in so many runs is asked when it is due, as all else.
SILENT_RUNS = 3
BEST_FIRST = [("priority", DESCENDING), ("due_at", ASCENDING)]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still open: leased URLs, and when the next queued one is due (None: none is)."""

    leased: int
    next_due_at: datetime | None


class Frontier:
    """The URLs of *site* as *worker* sees them.

    Times are aware datetimes; *now* is a parameter wherever time decides, so tests need no sleep.
    """

    def __init__(
        self, db: Database[dict[str, Any]], *, site: str, worker: str, lease_secs: float
    ) -> None:
        self._urls = db.frontier
        # The acknowledgement is the last write of a batch. Journaled, it vouches for the writes
        # before it: they stand earlier in the same log.
        self._acks = db.frontier.with_options(write_concern=WriteConcern("majority", j=True))
        self.site = site
        self._worker = worker
        self._lease = timedelta(seconds=lease_secs)

    def add(
        self, entries: Iterable[Entry], *, now: datetime, run_began: datetime | None = None
    ) -> int:
        """Queue the URLs that this site has not seen; how many were new.

        Those to be asked ``again`` are queued too, unless they were since *run_began*.
        """
        entries = list(entries)
        writes = [
            UpdateOne({"_id": e.id}, {"$setOnInsert": e.document(due_at=now)}, upsert=True)
            for e in entries
        ]
        done = self._urls.bulk_write(writes, ordered=False) if writes else None
        # After that: what is new needs no waking.
        again = [w for e in entries if e.again for w in self._woken(e, now=now, before=run_began)]
        if again:
            self._urls.bulk_write(again, ordered=False)
        return done.upserted_count if done else 0

    def _woken(
        self, entry: Entry, *, now: datetime, before: datetime | None
    ) -> Iterator[UpdateMany]:
        """The writes that queue *entry* again, or that address of its document which is asked."""
        earlier = {"visited_at": {"$lt": before}} if before is not None else {}
        queued = {"state": State.QUEUED.value, "due_at": now, "attempts": 0}
        change: dict[str, Any] = {"$set": {**queued, **({"plain": True} if entry.plain else {})}}
        change |= {"$max": {"priority": entry.priority}}
        # Two writes, each with an index of its own.
        yield UpdateMany({"_id": entry.id, "state": {"$in": ENDED}, **earlier}, change)
        if not entry.key:
            # What is asked for is not what was skipped for it.
            same = {"site": self.site, "twin_key": twin_key(entry.url), "state": State.DONE.value}
            yield UpdateMany({**same, **earlier}, change)

    def lease(self, wanted: Mapping[str, int], *, now: datetime) -> list[Entry]:
        """Up to *wanted[host]* due URLs of each host, best first.

        Another address of a document that is there (``twin_key``) is skipped; while the document is
        being asked for, its other addresses wait.
        """
        leased: list[dict[str, Any]] = []
        for host, count in wanted.items():
            if count <= 0:
                # To MongoDB a limit of 0 is none.
                continue
            queued = {"site": self.site, "host": host, "state": State.QUEUED.value}
            due = {**queued, "due_at": {"$lte": now}}
            leased += self._urls.find(due).sort(BEST_FIRST).limit(count)
        leased = self._without_twins(leased)
        if leased:
            mine = {"state": State.LEASED.value, "owner": self._worker}
            self._urls.update_many(
                {"_id": {"$in": [document["_id"] for document in leased]}},
                {"$set": {**mine, "lease_until": now + self._lease}},
            )
        return [Entry.of_document(document) for document in leased]

    def _without_twins(self, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the queued *documents* that no other address answers for."""
        first: dict[str, Any] = {}
        for document in documents:
            if key := document.get("twin_key"):
                first.setdefault(key, document["_id"])
        if not first:
            return documents
        asked = {
            "site": self.site,
            "twin_key": {"$in": list(first)},
            "state": {"$in": [State.LEASED.value, State.DONE.value]},
        }
        others = list(self._urls.find(asked, {"twin_key": 1, "state": 1, "status": 1, "kind": 1}))
        there = {other["twin_key"] for other in others if _is_there(other)}
        awaited = {other["twin_key"] for other in others if other["state"] == State.LEASED.value}
        twins = [d["_id"] for d in documents if d.get("twin_key") in there]
        if twins:
            # Not due by itself: where the one that answered is gone, ``finish`` wakes it.
            skipped = {"state": State.SKIPPED.value, "reason": "twin", "due_at": None}
            self._urls.update_many({"_id": {"$in": twins}}, {"$set": skipped})
        return [
            document
            for document in documents
            if (key := document.get("twin_key")) is None
            or (first[key] == document["_id"] and key not in there and key not in awaited)
        ]

    def finish(self, visits: Iterable[Visit]) -> None:
        """Acknowledge: write what the visits came to and end their leases. Safe to repeat.

        Where a document is not at its address any more, its other addresses are queued.
        """
        visits = list(visits)
        writes = [
            UpdateOne(
                {"_id": v.entry.id, "owner": self._worker},
                {"$set": v.changes(), "$unset": {"owner": "", "lease_until": "", "plain": ""}},
            )
            for v in visits
        ]
        if writes:
            self._acks.bulk_write(writes, ordered=False)
        lost = [v for v in visits if v.state is State.DONE and not v.is_there and not v.entry.key]
        if lost:
            skipped = {"state": State.SKIPPED.value, "reason": "twin"}
            keys = {"$in": [twin_key(v.entry.url) for v in lost]}
            change = {"state": State.QUEUED.value, "due_at": max(v.visited_at for v in lost)}
            self._urls.update_many(
                {"site": self.site, "twin_key": keys, **skipped}, {"$set": change}
            )

    def give_back(self, entries: Iterable[Entry]) -> None:
        """Queue again what was leased and not asked for: a worker that stops early."""
        ids = {"_id": {"$in": [entry.id for entry in entries]}, "owner": self._worker}
        self._urls.update_many(ids, _QUEUE_AGAIN)

    def renew(self, entries: Iterable[Entry], *, now: datetime) -> None:
        """Lengthen the leases of URLs that are still being worked on."""
        self._urls.update_many(
            {"_id": {"$in": [entry.id for entry in entries]}, "owner": self._worker},
            {"$set": {"lease_until": now + self._lease}},
        )

    def recover(self, hosts: Iterable[str], *, now: datetime) -> int:
        """Queue again the URLs of *hosts* whose worker is gone or whose lease ran out; how many.

        This worker must own the hosts.
        """
        owned = sorted(hosts)
        leased = {"site": self.site, "host": {"$in": owned}, "state": State.LEASED.value}
        owners = [name for name in self._urls.distinct("owner", leased) if name]
        gone = [name for name in owners if name != self._worker and is_dead(name)]
        lost = {"$or": [{"owner": {"$in": gone}}, {"lease_until": {"$lt": now}}]}
        return self._urls.update_many({**leased, **lost}, _QUEUE_AGAIN).modified_count

    def wake(
        self,
        *,
        now: datetime,
        run_began: datetime | None = None,
        heads: bool = False,
        everything: bool = False,
        published_since: str | None = None,
    ) -> int:
        """Queue again what is due and was not visited since *run_began*; how many.

        With *heads* also where new pages show first and what never answered, with
        *published_since* (ISO 8601) the articles from then on, with *everything* all there is.
        """
        ended: dict[str, Any] = {"site": self.site, "state": {"$in": ENDED}}
        if run_began is not None:
            ended["visited_at"] = {"$lt": run_began}
        wanted: list[dict[str, Any]] = [{} if everything else {"due_at": {"$lte": now}}]
        if heads:
            silent = {"past.failures": {"$gte": SILENT_RUNS}}
            wanted += [{"is_head": True}, {"state": State.FAILED.value, "$nor": [silent]}]
        if published_since is not None:
            wanted.append({"past.kind": "article", "past.published": {"$gte": published_since}})
        change = {"$set": {"state": State.QUEUED.value, "due_at": now, "attempts": 0}}
        # One after the other: each has an index of its own.
        return sum(
            self._urls.update_many({**ended, **which}, change).modified_count for which in wanted
        )

    def known(self, urls: Iterable[str], *, before: datetime) -> set[str]:
        """Those of *urls* whose document had an address in the frontier *before* that moment."""
        keys = {url: twin_key(url) for url in urls}
        query = {"site": self.site, "twin_key": {"$in": sorted(set(keys.values()))}}
        # Frontiers of earlier versions do not say when an address came in: before.
        found = self._urls.find(query, {"twin_key": 1, "added_at": 1, "_id": 0})
        old = {d["twin_key"] for d in found if d.get("added_at") is None or d["added_at"] < before}
        return {url for url, key in keys.items() if key in old}

    def hosts(self) -> list[str]:
        """The hosts that have open URLs."""
        open_states = {"$in": [State.QUEUED.value, State.LEASED.value]}
        found: list[str] = self._urls.distinct("host", {"site": self.site, "state": open_states})
        return found

    def outlook(self, held: Mapping[str, datetime] | None = None) -> Outlook:
        """What is still open on any host, whoever works on it.

        What is queued of the hosts in *held* is due at the time there at the soonest.
        """
        held = held or {}
        queued: dict[str, Any] = {"site": self.site, "state": State.QUEUED.value}
        others = {**queued, "host": {"$nin": sorted(held)}} if held else queued
        first = [self._first_due(others)]
        first += [
            max(due_at, until)
            for host, until in held.items()
            if (due_at := self._first_due({**queued, "host": host})) is not None
        ]
        leased = {"site": self.site, "state": State.LEASED.value}
        return Outlook(
            leased=self._urls.count_documents(leased),
            next_due_at=min((due_at for due_at in first if due_at is not None), default=None),
        )

    def _first_due(self, query: dict[str, Any]) -> datetime | None:
        first = self._urls.find_one(query, {"due_at": 1}, sort=[("due_at", ASCENDING)])
        return first["due_at"] if first else None


def _is_there(document: dict[str, Any]) -> bool:
    """Whether the visit to *document* found what it asked for."""
    is_answer = document["state"] == State.DONE.value
    return is_answer and is_page(document.get("status"), document.get("kind"))


_QUEUE_AGAIN = {
    "$set": {"state": State.QUEUED.value},
    "$unset": {"owner": "", "lease_until": ""},
}


def utc_now() -> datetime:
    """The time, aware, to the millisecond: what BSON keeps."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)

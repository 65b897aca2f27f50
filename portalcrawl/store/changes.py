"""The collection ``changes``: what happened to an article in a run, one document each.

It is an outbox: who sends changes on (a search engine, a feed) reads them with ``after``, in the
order of ``seq``. That is a timestamp which the primary of the replica set gives each document as it
is written: one clock, which never goes back and never gives the same twice, however many crawling
machines there are and whatever their clocks say. A number of our own would need a lock for as long
as a batch takes, or could be seen out of order as well. Two batches written at the same moment may
become visible in the other order within milliseconds; a reader therefore stays SETTLE_SECS behind.

A change is written before the article that it tells of: a process that dies in between does both
again, and loses none. ``at`` is the crawling machine's time: good for people, and for "since".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from bson.timestamp import Timestamp
from pymongo import ASCENDING, DESCENDING, InsertOne, UpdateOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from portalcrawl.history.told_fields import told_fields
from portalcrawl.store.article_changes import Difference
from portalcrawl.store.captures import DUPLICATE_KEY
from portalcrawl.store.documents import document

Doc: TypeAlias = dict[str, Any]
NEW, CHANGED, MOVED, GONE, BACK, DUPLICATE = (
    *("new", "changed", "moved", "gone", "back", "duplicate"),
)
KINDS = (NEW, CHANGED, MOVED, GONE, BACK, DUPLICATE)
# A writer that is stopped between the time it was given and the write being seen is rare and short.
SETTLE_SECS = 5
_SERVER_TIME = Timestamp(0, 0)


class Changes:
    """Changes by ``RUN ARTICLE KIND``."""

    def __init__(self, db: Database[Doc]) -> None:
        self._changes = db.changes

    def add(self, documents: Iterable[Doc]) -> None:
        """Store a batch, made by ``change`` or like it. Safe to repeat: what is there stays.

        An article that changes twice in a run changed once: from what it was to what it became. The
        document then goes to the end of the order, as one that was not read yet.
        """
        fresh = {document["_id"]: document for document in documents}
        if not fresh:
            return
        writes = [InsertOne({**document, "seq": _SERVER_TIME}) for document in fresh.values()]
        try:
            self._changes.bulk_write(writes, ordered=False)
        except BulkWriteError as error:
            failed = error.details["writeErrors"]
            if any(one["code"] != DUPLICATE_KEY for one in failed):
                raise
            ids = [one["op"]["_id"] for one in failed]
            self._join({key: fresh[key] for key in ids if fresh[key].get("fields")})

    def add_moved(self, documents: Iterable[Doc]) -> None:
        """As ``add``; what is new in a run only since it moved in it is not new as well.

        So a reader takes "moved" for a new article, and for the end of the one it was (``of``).
        """
        documents = list(documents)
        self.add(documents)
        moved = [
            f"{one['run']} {one['article']} {NEW}" for one in documents if one["kind"] == MOVED
        ]
        if moved:
            self._changes.delete_many({"_id": {"$in": moved}})

    def _join(self, again: Mapping[str, Doc]) -> None:
        """Bring stored changes up to what *again*, by id, says of the same articles."""
        stored = self._changes.find({"_id": {"$in": list(again)}}, {"fields": 1})
        writes = []
        for old in stored:
            before, now = old.get("fields") or {}, again[old["_id"]]["fields"]
            joined = {**before, **{k: [before.get(k, pair)[0], pair[1]] for k, pair in now.items()}}
            if joined != before:
                change = {
                    "$set": {"fields": joined},
                    "$currentDate": {"seq": {"$type": "timestamp"}},
                }
                writes.append(UpdateOne({"_id": old["_id"]}, change))
        if writes:
            self._changes.bulk_write(writes, ordered=False)

    def of_run(self, run: str) -> Iterator[Doc]:
        """What *run* changed, in the order in which it did."""
        found = self._changes.find(_of_run(run), allow_disk_use=True)
        yield from found.sort([("at", ASCENDING), ("_id", ASCENDING)])

    def of_site(self, site: str, *, since: datetime | None = None, limit: int = 0) -> Iterator[Doc]:
        """What changed on *site*, newest first: from *since* on, at most *limit* (0: all)."""
        query: Doc = {"site": site} | ({"at": {"$gte": since}} if since else {})
        order = [("site", ASCENDING), ("at", DESCENDING)]
        yield from self._changes.find(query).sort(order).limit(limit)

    def after(
        self, place: Timestamp | None, *, site: str | None = None, limit: int = 1000
    ) -> list[Doc]:
        """What was written after *place* (None: from the beginning), oldest first, at most *limit*.

        The ``seq`` of the last one is the place to go on from. Changes of the last SETTLE_SECS
        seconds are left for the next time.
        """
        now = self._changes.database.command("hello")["localTime"]
        span: Doc = {"$lt": Timestamp(int(now.timestamp()) - SETTLE_SECS, 0)}
        query: Doc = {"seq": span | ({"$gt": place} if place else {})}
        query |= {"site": site} if site else {}
        return list(self._changes.find(query).sort("seq", ASCENDING).limit(limit))

    def count(self, run: str) -> dict[str, int]:
        """How many changes of each kind *run* brought; kinds without any are not in it."""
        groups = self._changes.aggregate(
            [{"$match": _of_run(run)}, {"$group": {"_id": "$kind", "count": {"$sum": 1}}}]
        )
        found = {group["_id"]: group["count"] for group in groups}
        return {kind: found[kind] for kind in KINDS if kind in found}


def change(
    *,
    run: str,
    site: str,
    article: str,
    kind: str,
    at: datetime,
    url: str,
    title: str,
    column: str = "",
    published: str | None = None,
    fields: Mapping[str, list[str | None]] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Doc:
    """The document that says that *run* found *article* to be *kind*.

    *fields* are those of a changed article (``told_fields``). *detail* says of a moved one where it
    was (``url``, ``of``), of one that is gone ``since`` when, of a duplicate what it is a copy of
    (``of``, ``site``, ``url``, ``how``, ``similarity``).
    """
    assert kind in KINDS
    told: Doc = {
        "_id": f"{run} {article} {kind}",
        "run": run,
        "site": site,
        "article": article,
        "kind": kind,
        "at": at,
        "url": url,
        "title": title,
    }
    told |= {"column": column} if column else {}
    told |= {"published": published} if published else {}
    told |= {"fields": document(fields)} if fields is not None else {}
    return told | ({"detail": document(detail)} if detail else {})


def changes_of(
    differences: Iterable[Difference], *, run: str, site: str, at: datetime
) -> list[Doc]:
    """The changes that saving a batch of articles brings: those that are new and that changed."""
    return [
        change(
            run=run,
            site=site,
            article=one.id,
            kind=one.kind,
            at=at,
            url=one.url,
            title=one.title,
            column=one.column,
            published=one.published,
            fields=told_fields(one.fields) if one.kind == CHANGED else None,
        )
        for one in differences
        if one.kind in KINDS
    ]


def _of_run(run: str) -> Doc:
    """The ids that begin with *run*: a space follows it, and "!" follows the space."""
    return {"_id": {"$gte": f"{run} ", "$lt": f"{run}!"}}

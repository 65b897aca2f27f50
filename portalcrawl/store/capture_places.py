"""How the stored captures differ from what the files say, and how to mend that.

A pointer (file, offset, length, digest, original) is compared; what else a capture says is left as
it was stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from pymongo import ASCENDING, UpdateOne
from pymongo.database import Database

from portalcrawl.store.batches import batches
from portalcrawl.store.captures import Captures, capture_pointer

Doc: TypeAlias = dict[str, Any]
POINTER = ("file", "offset", "length", "payload_digest", "original")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """``capture`` is as the files say, ``names`` what is stored otherwise; none: nothing is."""

    capture: Doc
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongPointer:
    """An article (of ``articles`` or ``revisions``) whose capture lies elsewhere, or is not there.

    ``pointer`` is the right one; None where no such capture is stored.
    """

    collection: str
    id: str
    url: str
    capture: str
    pointer: Doc | None


class CapturePlaces:
    """Compares ``captures``, and what articles keep of them, with the archive."""

    def __init__(self, db: Database[Doc]) -> None:
        self._db = db
        self._captures = Captures(db)

    def differences(self, documents: Iterable[Doc]) -> Iterator[Difference]:
        """Those of *documents* (captures as the files say) that are stored otherwise or not."""
        fields = dict.fromkeys(POINTER, 1)
        for batch in batches(documents, BATCH):
            ids = [document["_id"] for document in batch]
            found = self._db.captures.find({"_id": {"$in": ids}}, fields)
            stored = {capture["_id"]: capture for capture in found}
            for document in batch:
                if (known := stored.get(document["_id"])) is None:
                    yield Difference(document)
                elif names := [n for n in POINTER if known.get(n) != document.get(n)]:
                    yield Difference(document, tuple(names))

    def mend(self, differences: Iterable[Difference]) -> None:
        """Store what is missing, set right what is wrong. Safe to repeat."""
        for batch in batches(differences, BATCH):
            self._captures.add(one.capture for one in batch if not one.names)
            writes = [
                UpdateOne(
                    {"_id": one.capture["_id"]}, {"$set": {n: one.capture[n] for n in one.names}}
                )
                for one in batch
                if one.names
            ]
            if writes:
                self._db.captures.bulk_write(writes, ordered=False)

    def stored_in(self, file: str) -> Iterator[tuple[str, int]]:
        """Id and offset of each capture that is said to lie in *file*."""
        places = self._db.captures.find({"file": file}, {"offset": 1})
        for capture in places.sort("offset", ASCENDING):
            yield capture["_id"], capture["offset"]

    def files(self, site: str) -> set[str]:
        """The files that captures of *site* are said to lie in."""
        found = self._db.captures.aggregate(
            [{"$match": {"site": site}}, {"$group": {"_id": "$file"}}]
        )
        return {row["_id"] for row in found}

    def spans(self, site: str) -> dict[str, tuple[datetime, datetime]]:
        """When each run made its first and its last capture of *site*."""
        group = {
            "_id": "$run",
            "first": {"$min": "$fetched_at"},
            "last": {"$max": "$fetched_at"},
        }
        found = self._db.captures.aggregate([{"$match": {"site": site}}, {"$group": group}])
        return {row["_id"]: (row["first"], row["last"]) for row in found}

    def first_page(self, site: str) -> str:
        """The page that *site* was begun with: found nowhere, or at least the first."""
        page = {"site": site, "media_type": "text/html", "status": 200}
        seed = {f"found.{name}": {"$exists": False} for name in ("via", "hopsFromSeed")}
        for wanted in ({**page, **seed}, page):
            found = self._db.captures.find_one(wanted, {"url": 1}, sort=[("fetched_at", ASCENDING)])
            if found is not None:
                return str(found["url"])
        return ""

    def wrong_pointers(self, site: str) -> Iterator[WrongPointer]:
        """Articles of *site*, and what they were before, whose capture is stored otherwise."""
        fields = {"capture": 1, "url": 1}
        for collection in ("articles", "revisions"):
            found = self._db[collection].find({"site": site, "capture.id": {"$ne": None}}, fields)
            for batch in batches(found, BATCH):
                ids = [article["capture"]["id"] for article in batch]
                stored = {
                    capture["_id"]: capture_pointer(capture)
                    for capture in self._db.captures.find({"_id": {"$in": ids}})
                }
                for article in batch:
                    pointer = stored.get(article["capture"]["id"])
                    if pointer != article["capture"]:
                        yield WrongPointer(
                            collection=collection,
                            id=article["_id"],
                            url=article["url"],
                            capture=article["capture"]["id"],
                            pointer=pointer,
                        )

    def mend_pointer(self, wrong: WrongPointer) -> None:
        """Let the article point to where its capture is."""
        right = {"$set": {"capture": wrong.pointer}}
        self._db[wrong.collection].update_one({"_id": wrong.id}, right)

"""Pointers to records that lie in other files now: in captures, in articles and their revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from pymongo import UpdateOne
from pymongo.database import Database
from pymongo.write_concern import WriteConcern

Doc: TypeAlias = dict[str, Any]
T = TypeVar("T")
BATCH = 1000
PLACE = ("file", "offset", "length")
# Where documents keep the place of a record beside its id: collection, field.
REFERENCES = (
    ("captures", "original"),
    ("articles", "capture"),
    ("articles", "capture.original"),
    ("revisions", "capture"),
    ("revisions", "capture.original"),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """The record *id* lies at *offset* of *file* now."""

    id: str
    file: str
    offset: int
    length: int


class MovedCaptures:
    """Switches pointers from the files *old*. All of it may be repeated."""

    def __init__(self, db: Database[Doc], old: Iterable[str]) -> None:
        # The old files are deleted next: by then a power failure must not undo the switch.
        self._db = db.with_options(write_concern=WriteConcern("majority", j=True))
        self._old = {"$in": sorted(old)}

    def missing(self, records: Iterable[str]) -> int:
        """How many captures of the old files have none of *records* (ids)."""
        count = self._db.captures.count_documents({"file": self._old})
        for ids in _batches(records):
            query = {"_id": {"$in": ids}, "file": self._old}
            count -= self._db.captures.count_documents(query)
        return count

    def switch(self, records: Iterable[Moved]) -> None:
        """Let captures point to where their *records* lie, and what refers to captures too."""
        for batch in _batches(records):
            writes = [
                UpdateOne({"_id": one.id}, {"$set": {n: getattr(one, n) for n in PLACE}})
                for one in batch
            ]
            self._db.captures.bulk_write(writes, ordered=False)
        for collection, name in REFERENCES:
            self._switch_references(collection, name)

    def left(self) -> int:
        """How many pointers still lead into the old files."""
        count = self._db.captures.count_documents({"file": self._old})
        for collection, name in REFERENCES:
            count += self._db[collection].count_documents({f"{name}.file": self._old})
        return count

    def _switch_references(self, collection: str, name: str) -> None:
        stale = self._db[collection].find({f"{name}.file": self._old}, {f"{name}.id": 1})
        for batch in _batches(stale):
            ids = {document["_id"]: _capture_id(document, name) for document in batch}
            places = self._places(ids.values())
            writes = [
                UpdateOne(
                    {"_id": key, f"{name}.id": capture},
                    {"$set": {f"{name}.{n}": places[capture][n] for n in PLACE}},
                )
                for key, capture in ids.items()
                if capture in places
            ]
            if writes:
                self._db[collection].bulk_write(writes, ordered=False)

    def _places(self, ids: Iterable[str]) -> dict[str, Doc]:
        found = self._db.captures.find({"_id": {"$in": list(set(ids))}}, dict.fromkeys(PLACE, 1))
        return {capture["_id"]: capture for capture in found}


def _capture_id(document: Doc, name: str) -> str:
    """The id in the field *name*, which may lie in another one (``capture.original``)."""
    for step in name.split("."):
        document = document[step]
    return str(document["id"])


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch

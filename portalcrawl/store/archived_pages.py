"""The pages that the archive has of a site, by their addresses, in an order that stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeAlias

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from portalcrawl.extract.links import Role
from portalcrawl.frontier.entry import entry_id
from portalcrawl.page.media_type import HTML
from portalcrawl.store.raw_documents import find_raw

Doc: TypeAlias = dict[str, Any]
_ROLE, _COLUMN, _KEY = (f"found.portalcrawl-{name}" for name in ("role", "column", "key"))
# What a script of a rendered page asked for, and what is asked for before all pages (robots.txt).
_NO_PAGE = {_ROLE: None, "found.hopsFromSeed": {"$regex": "[EP]$"}}
_FIELDS = (
    *("url", "fingerprint", "fetched_at", "run", "status", "file", "offset", "length", "found"),
    *("key", "rendered_from", "original", "payload_digest"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """A page: its fingerprint, an address that it was asked for as, when that was done first.

    ``is_step``: it is a further page of the list whose first page has the key ``column``; ``key``
    is what tells the request from others.
    """

    fingerprint: str
    url: str
    first_at: datetime
    is_step: bool = False
    column: str = ""
    key: str = ""

    def place(self) -> Doc:
        """Where it stands in the order, for ``addresses(after=…)``."""
        return {"is_step": self.is_step, "first_at": self.first_at, "_id": self.fingerprint}

    @classmethod
    def of_document(cls, document: Doc) -> Self:
        """The address that MongoDB made of its captures."""
        url, first_at, is_step = (document[name] for name in ("url", "first_at", "is_step"))
        column, key = document["column"] or "", document["key"] or ""
        return cls(document["_id"], url, first_at, is_step, column, key)


class ArchivedPages:
    """The captures of *site* that hold pages: HTML answered with 2xx, rendered, steps of lists."""

    def __init__(self, db: Database[Doc], site: str) -> None:
        self._captures = db.captures
        self._site = site

    def count(self) -> int:
        """How many addresses there are."""
        found = self._captures.aggregate([*self._grouped(), {"$count": "n"}], allowDiskUse=True)
        return next((int(row["n"]) for row in found), 0)

    def addresses(self, *, after: Doc | None = None) -> Iterator[Address]:
        """Each address once: as they were captured first, the further pages of lists last.

        *after*: only those behind that place.
        """
        stages = self._grouped()
        if after is not None:
            stages.append({"$match": _behind(after)})
        order = {"is_step": ASCENDING, "first_at": ASCENDING, "_id": ASCENDING}
        stages.append({"$sort": order})
        for found in self._captures.aggregate(stages, allowDiskUse=True, batchSize=1000):
            yield Address.of_document(found)

    def captures_of(self, addresses: Iterable[Address]) -> tuple[bytes, ...]:
        """All captures of *addresses* that hold pages, and that say they still do, as BSON."""
        wanted = {"fingerprint": {"$in": [one.fingerprint for one in addresses]}}
        still = {"site": self._site, "status": 304, **wanted}
        return find_raw(self._captures, {"$or": [self._query() | wanted, still]}, _FIELDS)

    def data_of(self, addresses: Iterable[Address]) -> dict[str, tuple[bytes, ...]]:
        """By the id of each rendered page of *addresses*: what its scripts asked for, as BSON.

        That lies between the page as it was served and the page as it was rendered.
        """
        wanted = {"fingerprint": {"$in": [one.fingerprint for one in addresses]}}
        pages = {"site": self._site, "rendered_from": {"$ne": None}, **wanted}
        return {page["_id"]: self._data(page) for page in self._captures.find(pages)}

    def has_rendered(self) -> bool:
        """Whether a browser showed any page of the site."""
        rendered = {"site": self._site, "rendered_from": {"$ne": None}}
        return self._captures.find_one(rendered, {"_id": 1}) is not None

    def _data(self, page: Doc) -> tuple[bytes, ...]:
        served = self.capture(page["rendered_from"])
        if served is None:
            return ()
        is_one_file = served["file"] == page["file"]
        place = {"$gt": served["offset"] if is_one_file else 0, "$lt": page["offset"]}
        query = {
            "file": page["file"],
            "offset": place,
            "status": 200,
            "found.via": {"$in": [served["url"], page["url"]]},
            "found.hopsFromSeed": {"$regex": "E$"},
            _ROLE: None,
            "mime": {"$not": {"$regex": "script|css"}},
        }
        return find_raw(self._captures, query, (*_FIELDS, "mime"))

    def capture(self, capture: str | None) -> Doc | None:
        """The capture with that id, of any kind."""
        return self._captures.find_one({"_id": capture}) if capture else None

    def newest(self, url: str) -> Doc | None:
        """The newest capture of *url* that holds a page."""
        query = self._query() | {"fingerprint": entry_id(self._site, url)}
        return self._captures.find_one(query, sort=[("fetched_at", DESCENDING)])

    def homes(self) -> list[Doc]:
        """The newest good answer to each seed: what was found on no page."""
        seeds = {"found.hopsFromSeed": {"$in": [None, ""]}, _KEY: None, "rendered_from": None}
        found = self._captures.find(self._query() | seeds).sort("fetched_at", DESCENDING)
        newest: dict[str, Doc] = {}
        for capture in found:
            newest.setdefault(capture["fingerprint"], capture)
        return list(newest.values())

    def probes(self, *, limit: int) -> list[Doc]:
        """The newest answers to addresses that were made up, oldest first."""
        query = {"site": self._site, "key": Role.PROBE.value, "status": {"$ne": 304}}
        found = self._captures.find(query).sort("fetched_at", DESCENDING).limit(limit)
        return list(found)[::-1]

    def _query(self) -> Doc:
        return {
            "site": self._site,
            "status": {"$gte": 200, "$lt": 300},
            "key": {"$ne": Role.PROBE.value},
            "$or": [{"media_type": HTML}, {_ROLE: Role.PAGE.value}],
            "$nor": [_NO_PAGE],
        }

    def _grouped(self) -> list[Doc]:
        group = {
            "_id": "$fingerprint",
            "url": {"$first": "$url"},
            "first_at": {"$min": "$fetched_at"},
            "is_step": {"$min": {"$eq": [f"${_ROLE}", Role.PAGE.value]}},
            "column": {"$max": f"${_COLUMN}"},
            "key": {"$max": f"${_KEY}"},
        }
        return [{"$match": self._query()}, {"$group": group}]


def _behind(place: Doc) -> Doc:
    """The query for what stands behind *place*."""
    names = ("is_step", "first_at", "_id")
    return {
        "$or": [
            {**{before: place[before] for before in names[:n]}, name: {"$gt": place[name]}}
            for n, name in enumerate(names)
        ]
    }

"""The collection ``captures``: one document for each response and rendered page of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from pymongo import ASCENDING, DESCENDING, InsertOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from portalcrawl.archive.exchange import Exchange, Original
from portalcrawl.archive.found import Found
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.writer import Pointer
from portalcrawl.frontier.entry import entry_id
from portalcrawl.urls.surt import surt_key

Doc: TypeAlias = dict[str, Any]
DUPLICATE_KEY = 11000


class Captures:
    """Captures by their record id."""

    def __init__(self, db: Database[Doc]) -> None:
        self._captures = db.captures

    def add(self, documents: Iterable[Doc]) -> None:
        """Store a batch. Safe to repeat: what is there already stays."""
        writes = [InsertOne(d) for d in documents]
        if not writes:
            return
        try:
            self._captures.bulk_write(writes, ordered=False)
        except BulkWriteError as error:
            if any(e["code"] != DUPLICATE_KEY for e in error.details["writeErrors"]):
                raise

    def last_offset(self, file: str) -> int | None:
        """Where the last known record of the archive *file* starts; None for an unknown file."""
        last = self._captures.find_one({"file": file}, {"offset": 1}, sort=[("offset", DESCENDING)])
        return last["offset"] if last else None

    def latest(self, site: str) -> Iterator[Doc]:
        """The newest response of each URL of *site*, in the order of URL fingerprints.

        What scripts made of one is not among them, nor what a form gave: neither is what a reader
        finds at the address.
        """
        order = [("site", ASCENDING), ("fingerprint", ASCENDING), ("fetched_at", DESCENDING)]
        previous = None
        served: Doc = {"site": site, "rendered_from": None, "key": {"$in": [None, ""]}}
        # A 304 says that the one before it still stands.
        served["status"] = {"$ne": 304}
        for capture in self._captures.find(served).sort(order):
            if capture["fingerprint"] != previous:
                previous = capture["fingerprint"]
                yield capture

    def find(self, capture: str) -> Doc | None:
        """The capture with that id."""
        return self._captures.find_one({"_id": capture})

    def newest(self, site: str, url: str) -> Doc | None:
        """The newest response to *url*; None where none was stored."""
        served = {"site": site, "fingerprint": entry_id(site, url), "rendered_from": None}
        return self._captures.find_one(served, sort=[("fetched_at", DESCENDING)])

    def having(self, site: str, digests: Iterable[str]) -> list[Original]:
        """The captures of *site* whose records have the payloads of *digests*."""
        wanted = list(set(digests))
        if not wanted:
            return []
        full = {"original": None, "rendered_from": None}
        found = self._captures.find({"site": site, "payload_digest": {"$in": wanted}, **full})
        return [_original(capture) for capture in found]

    def payloads_of(self, ids: Iterable[str]) -> dict[str, Original]:
        """For each of the captures *ids*: itself, or what it refers to where it is a revisit."""
        wanted = list(set(ids))
        found = self._captures.find({"_id": {"$in": wanted}}) if wanted else ()
        return {capture["_id"]: _original(capture) for capture in found}

    def are_all_stored(self, site: str, ids: Iterable[str]) -> bool:
        """Whether each of *ids* is a capture of *site*."""
        wanted = set(ids)
        found = {"_id": {"$in": list(wanted)}, "site": site}
        return self._captures.count_documents(found) == len(wanted)

    def payload_at(self, site: str, url: str, fetched_at: datetime) -> Doc | None:
        """The capture of *url* at *fetched_at* (within its second, where that is whole)."""
        span = timedelta(milliseconds=0 if fetched_at.microsecond else 999)
        wanted = {
            "site": site,
            "fingerprint": entry_id(site, url),
            "fetched_at": {"$gte": fetched_at, "$lte": fetched_at + span},
            "original": None,
        }
        return self._captures.find_one(wanted)

    def count(self, site: str | None = None) -> int:
        """How many captures there are."""
        return self._captures.count_documents({"site": site} if site else {})


def capture_document(exchange: Exchange, pointer: Pointer, *, site: str, run: str) -> Doc:
    """The document of the capture that lies at *pointer*."""
    return document_of_capture(Capture.of_exchange(exchange, pointer), site=site, run=run)


def document_of_capture(capture: Capture, *, site: str, run: str) -> Doc:
    """The document of *capture*, which *run* brought."""
    values = {field.name: getattr(capture, field.name) for field in fields(Capture)}
    return {
        "_id": values.pop("id"),
        **values,
        "site": site,
        "run": run,
        "fingerprint": entry_id(site, capture.url, key=capture.key),
        "surt": surt_key(capture.url),
        "found": capture.found.fields(),
        "original": asdict(capture.original) if capture.original else None,
    }


def capture_of_document(document: Doc) -> Capture:
    """The capture that *document* was made of."""
    values: dict[str, Any] = {field.name: document.get(field.name) for field in fields(Capture)}
    original = document.get("original")
    values["id"] = document["_id"]
    values["found"] = Found.of_fields(document["found"])
    values["original"] = Original(**original) if original else None
    return Capture(**values)


def capture_pointer(capture: Doc) -> Doc:
    """What an article keeps of its capture: enough to read and to prove the record."""
    names = ("file", "offset", "length", "fetched_at", "payload_digest")
    pointer = {"id": capture["_id"], **{name: capture[name] for name in names}}
    # Of a revisit: where its payload is.
    return pointer | ({"original": original} if (original := capture.get("original")) else {})


def _original(capture: Doc) -> Original:
    """Where the payload of *capture* lies."""
    if (known := capture.get("original")) is not None:
        return Original(**known)
    names = ("url", "fetched_at", "file", "offset", "length", "payload_digest")
    return Original(id=capture["_id"], **{name: capture[name] for name in names})

"""The collection ``captures``: one document for each response and rendered page of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypeAlias

from pymongo import ASCENDING, DESCENDING, InsertOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from portalcrawl.archive.body import body_bytes
from portalcrawl.archive.exchange import Exchange, Original
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

    def last_offset(self, file: str) -> int:
        """Where the last known record of the archive *file* starts, 0 for an unknown file."""
        last = self._captures.find_one({"file": file}, {"offset": 1}, sort=[("offset", DESCENDING)])
        return last["offset"] if last else 0

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

    def count(self, site: str | None = None) -> int:
        """How many captures there are."""
        return self._captures.count_documents({"site": site} if site else {})


def capture_document(exchange: Exchange, pointer: Pointer, *, site: str, run: str) -> Doc:
    """The document of the capture that lies at *pointer*."""
    return {
        "_id": exchange.id,
        "site": site,
        "run": run,
        "url": exchange.url,
        "fingerprint": entry_id(site, exchange.url, key=exchange.key),
        "key": exchange.key,
        "surt": surt_key(exchange.url),
        "fetched_at": exchange.fetched_at,
        "status": exchange.status,
        "mime": exchange.mime,
        "media_type": exchange.media_type,
        "location": exchange.location,
        "payload_digest": pointer.payload_digest,
        "payload_bytes": body_bytes(exchange.body),
        "file": pointer.file,
        "offset": pointer.offset,
        "length": pointer.length,
        "truncated": exchange.truncated,
        "found": exchange.found.fields(),
        "rendered_from": exchange.rendered_from,
        "original": asdict(exchange.original) if exchange.original else None,
    }


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

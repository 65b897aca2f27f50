"""Indexes and the schema version: created by code that is safe to run twice."""

from __future__ import annotations

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database
from pymongo.errors import OperationFailure

from portalcrawl.errors import StoreError

SCHEMA_VERSION = 4

INDEXES: dict[str, list[IndexModel]] = {
    "frontier": [
        # The lease: one host's queued URLs, best first, oldest first.
        IndexModel(
            [
                ("site", ASCENDING),
                ("host", ASCENDING),
                ("state", ASCENDING),
                ("priority", DESCENDING),
                ("due_at", ASCENDING),
            ],
            name="lease",
        ),
        # What a site waits for, what is due by kind, and the counts of `portalcrawl stats`.
        IndexModel(
            [
                ("site", ASCENDING),
                ("state", ASCENDING),
                ("due_at", ASCENDING),
                ("kind", ASCENDING),
            ],
            name="due",
        ),
        # Where new pages show first; articles of the last days; articles that are not found.
        IndexModel(
            [("site", ASCENDING), ("is_head", ASCENDING)],
            name="heads",
            partialFilterExpression={"is_head": True},
        ),
        IndexModel(
            [("site", ASCENDING), ("past.published", DESCENDING)],
            name="published",
            partialFilterExpression={"past.kind": "article"},
        ),
        IndexModel(
            [("site", ASCENDING), ("past.missed_from", ASCENDING)],
            name="missed",
            partialFilterExpression={"past.missed_from": {"$exists": True}},
        ),
        # Whether another address of the same document was asked for.
        IndexModel([("site", ASCENDING), ("twin_key", ASCENDING)], name="twin"),
    ],
    "captures": [
        IndexModel(
            [("site", ASCENDING), ("fingerprint", ASCENDING), ("fetched_at", DESCENDING)],
            name="latest",
        ),
        IndexModel([("surt", ASCENDING), ("fetched_at", DESCENDING)], name="surt"),
        IndexModel([("payload_digest", ASCENDING)], name="payload"),
        # Which records of a file are known, up to where.
        IndexModel([("file", ASCENDING), ("offset", ASCENDING)], name="place"),
    ],
    "articles": [
        IndexModel([("site", ASCENDING), ("published", DESCENDING)], name="site_published"),
        IndexModel([("content_digest", ASCENDING)], name="content"),
        IndexModel([("site", ASCENDING), ("item_key", ASCENDING)], name="item"),
        # Who has a text, the earliest first.
        IndexModel([("text_digest", ASCENDING), ("published", ASCENDING)], name="text"),
    ],
    "changes": [
        # What happened on a site, newest first. (What a run did: ids begin with it.)
        IndexModel([("site", ASCENDING), ("at", DESCENDING)], name="site_at"),
        # The history of an article.
        IndexModel([("article", ASCENDING)], name="article"),
        # The order in which others read them.
        IndexModel([("seq", ASCENDING)], name="seq"),
    ],
    # Which texts have a band of the signature in common.
    "texts": [IndexModel([("bands", ASCENDING)], name="bands")],
    "text_pairs": [IndexModel([("texts", ASCENDING)], name="texts")],
    "lists": [
        IndexModel([("site", ASCENDING), ("run", ASCENDING), ("read_at", ASCENDING)], name="run"),
        # Which lists have a row for an article.
        IndexModel([("site", ASCENDING), ("keys", ASCENDING)], name="rows"),
    ],
    "revisions": [
        IndexModel([("article", ASCENDING), ("revision", ASCENDING)], name="article", unique=True),
    ],
    "runs": [IndexModel([("site", ASCENDING), ("started_at", DESCENDING)], name="site_started")],
}

# Of earlier versions: an index that others do the work of only costs writes.
REPLACED_INDEXES = {"frontier": ["state"]}
INDEX_NOT_FOUND = 27


def ensure_schema(db: Database[dict[str, Any]]) -> None:
    """Create what is missing in *db*. Raises StoreError when a newer portalcrawl wrote it."""
    stored = db.meta.find_one({"_id": "schema"})
    version = stored["version"] if stored else None
    if version == SCHEMA_VERSION:
        return
    if version is not None and version > SCHEMA_VERSION:
        raise StoreError(
            f"database {db.name!r} has schema {version}, this portalcrawl knows {SCHEMA_VERSION}:"
            " update portalcrawl"
        )
    for collection, indexes in INDEXES.items():
        db[collection].create_indexes(indexes)
    for collection, names in REPLACED_INDEXES.items():
        for name in db[collection].index_information().keys() & names:
            _drop_index(db, collection, name)
    # Last: a start that dies before this line is simply done again.
    db.meta.update_one({"_id": "schema"}, {"$set": {"version": SCHEMA_VERSION}}, upsert=True)


def _drop_index(db: Database[dict[str, Any]], collection: str, name: str) -> None:
    try:
        db[collection].drop_index(name)
    except OperationFailure as error:
        # Another process was faster.
        if error.code != INDEX_NOT_FOUND:
            raise

"""What the database holds of one address, for ``portalcrawl explain``."""

from __future__ import annotations

from typing import Any, TypeAlias

from pymongo import DESCENDING
from pymongo.database import Database

from portalcrawl.frontier.entry import entry_id
from portalcrawl.sites.identity import document_key, item_key, twin_key
from portalcrawl.store.article_changes import article_id
from portalcrawl.store.captures import Captures
from portalcrawl.store.runs import Runs

Doc: TypeAlias = dict[str, Any]
MAX_FOUND = 20


def url_facts(db: Database[Doc], *, site: str, url: str) -> dict[str, Any]:
    """``frontier``, ``twins``, ``lists``, ``article``, ``capture`` and ``budgets`` of *url*.

    Documents as stored; None and empty lists for what is not there.
    """
    key, runs = entry_id(site, url), Runs(db)
    item = item_key(url)
    named = db.lists.find({"site": site, "keys": item}).limit(MAX_FOUND)
    others = {"site": site, "twin_key": twin_key(url), "_id": {"$ne": key}}
    last = runs.last(site)
    own = db.articles.find_one({"_id": article_id(site, document_key(url))})
    return {
        "frontier": db.frontier.find_one({"_id": key}),
        "twins": tuple(db.frontier.find(others).limit(MAX_FOUND)),
        "lists": tuple(named),
        # Another address of it may have been first.
        "article": own or db.articles.find_one({"site": site, "item_key": item, "urls": url}),
        "capture": Captures(db).newest(site, url),
        "budgets": runs.budgets(last["_id"]) if last is not None else None,
    }


def rendered_capture(db: Database[Doc], capture: Doc) -> Doc | None:
    """What scripts made of *capture*; None where they did not run."""
    query = {"site": capture["site"], "fingerprint": capture["fingerprint"]}
    return db.captures.find_one(
        {**query, "rendered_from": capture["_id"]}, sort=[("fetched_at", DESCENDING)]
    )

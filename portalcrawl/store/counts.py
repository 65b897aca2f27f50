"""Counts over the collections, for ``portalcrawl stats``."""

from __future__ import annotations

from typing import Any, TypeAlias

from pymongo.database import Database

Doc: TypeAlias = dict[str, Any]


def site_counts(db: Database[Doc], *, site: str | None = None) -> list[Doc]:
    """One dict a site.

    Keys: ``site``, ``home``, ``captures``, ``articles``, ``revisions``, ``last_run``, ``urls``
    ({state: {kind: count}}) and ``columns`` ({path: count}).
    """
    sites = [s for s in db.sites.find().sort("_id") if site in {None, s["_id"]}]
    return [_counts(db, s["_id"], s["home"]) for s in sites]


def _counts(db: Database[Doc], site: str, home: str) -> Doc:
    last = db.runs.find_one({"site": site}, sort=[("started_at", -1)]) or {}
    return {
        "site": site,
        "home": home,
        "captures": db.captures.count_documents({"site": site}),
        "articles": db.articles.count_documents({"site": site}),
        "revisions": db.revisions.count_documents({"site": site}),
        "last_run": {"id": last.get("_id"), "state": last.get("state")},
        "urls": _urls(db, site),
        "columns": _columns(db, site),
    }


def _urls(db: Database[Doc], site: str) -> dict[str, dict[str, int]]:
    group = {"_id": {"state": "$state", "kind": "$kind"}, "count": {"$sum": 1}}
    found: dict[str, dict[str, int]] = {}
    for row in db.frontier.aggregate([{"$match": {"site": site}}, {"$group": group}]):
        kind = row["_id"].get("kind") or "not visited"
        found.setdefault(row["_id"]["state"], {})[kind] = row["count"]
    return {state: dict(sorted(kinds.items())) for state, kinds in sorted(found.items())}


def _columns(db: Database[Doc], site: str) -> dict[str, int]:
    group = {"_id": "$column_path.title", "count": {"$sum": 1}}
    rows = db.articles.aggregate([{"$match": {"site": site}}, {"$group": group}])
    named = {" > ".join(row["_id"]) or "(none)": row["count"] for row in rows}
    return dict(sorted(named.items(), key=lambda item: (-item[1], item[0])))

"""What the report of a crawl reads from the database."""

from __future__ import annotations

from typing import Any, TypeAlias

from pymongo.database import Database

from portalcrawl.store.lists import Lists

Doc: TypeAlias = dict[str, Any]
_ADDRESS = ("url", "host", "state", "reason", "kind", "role", "via")
_STORY = ("url", "urls", "title", "published", "column_path", "previous", "next")


def run_facts(db: Database[Doc], *, site: str, run: str) -> dict[str, list[Doc]]:
    """The lists that *run* or later ones read, and all hosts, addresses and articles of *site*."""
    query = {"site": site}
    hosts = db.frontier.distinct("host", query)
    return {
        "hosts": list(db.hosts.find({"_id": {"$in": hosts}}, {"manners": 1})),
        "lists": list(Lists(db).since_run(site, run)),
        "addresses": list(db.frontier.find(query, dict.fromkeys(_ADDRESS, 1))),
        "stories": list(db.articles.find(query, dict.fromkeys(_STORY, 1))),
    }

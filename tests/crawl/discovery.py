"""What a crawl found of a test portal, beside the portal's truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from portalcrawl.urls.keys import canonical_url
from tests.conftest import Portalcrawl
from tests.portal import Portal, Truth, serve
from tests.portal.faults import Fault
from tests.portal.sites import SITES

HOST = "http://a.cn"
ARTICLES = 90


def normal(path: str) -> str:
    """*path* with its parameters in order: a server does not tell them apart."""
    return canonical_url(f"{HOST}{path}").removeprefix(HOST)


@dataclass(frozen=True)
class Found:
    """One crawl of *portal*: what is stored, and what was asked for."""

    portal: Portal
    articles: list[dict[str, Any]]
    lists: list[dict[str, Any]]
    frontier: list[dict[str, Any]]

    @classmethod
    def by(cls, command: Portalcrawl, portal: Portal) -> Found:
        with MongoClient[dict[str, Any]](command.mongo_uri, tz_aware=True) as client:
            db = client.get_default_database()
            return cls(
                portal, *(list(db[name].find()) for name in ("articles", "lists", "frontier"))
            )

    @property
    def truth(self) -> Truth:
        return self.portal.truth

    def path(self, url: str) -> str:
        """The path of *url* as the truth writes it."""
        path = url.removeprefix(self.portal.url)
        return normal(self.truth.one_of(path)) if path.startswith("/") else path

    @property
    def missing_articles(self) -> set[str]:
        stored = {self.path(url) for article in self.articles for url in article["urls"]}
        return {normal(path) for path in self.truth.articles} - stored

    @property
    def doubled_articles(self) -> list[str]:
        """Pages that are stored as more than one article."""
        homes: dict[str, set[str]] = {}
        for article in self.articles:
            for url in article["urls"]:
                homes.setdefault(self.path(url), set()).add(article["_id"])
        return [path for path, ids in homes.items() if len(ids) > 1]

    @property
    def missing_rows(self) -> dict[str, set[str]]:
        """Column → the articles of its list that no page of a list showed us."""
        shown = {self.path(row["url"]) for page in self.lists for row in page["rows"]}
        lists = [column for column in self.truth.columns if column.kind == "list"]
        missing = {c.name: set(map(normal, c.articles)) - shown for c in lists}
        return {name: paths for name, paths in missing.items() if paths}

    @property
    def missing_lists(self) -> set[str]:
        """List pages that were not asked for, those apart whose rows other requests gave."""
        asked = {self.path(d["url"]) for d in self.frontier if d["state"] == "done"}
        posted = {
            f"POST {d['url'].removeprefix(self.portal.url)}#{d['key']}"
            for d in self.frontier
            if d.get("body") and d["state"] == "done"
        }
        lists = {path for column in self.truth.columns for path in column.list_pages}
        plain = {path for path in lists if not path.startswith("POST ") and "?" not in path}
        return {path for path in plain if normal(self.truth.one_of(path)) not in asked} | (
            {path for path in lists if path.startswith("POST ")} - posted
        )

    @property
    def requests_per_page(self) -> float:
        """Requests, those for robots.txt and probes included, for each address that exists."""
        probes = {
            d["url"].removeprefix(self.portal.url)
            for d in self.frontier
            if d.get("role") == "probe"
        }
        answered = {r.path for r in self.portal.requests if 200 <= r.status < 400}
        posts = {
            path for c in self.truth.columns for path in c.list_pages if path.startswith("POST ")
        }
        return len(self.portal.requests) / len((answered - probes) | posts)

    def over_budget(self) -> dict[str, int]:
        """Prefix of a trap → how many requests were made beyond its budget."""
        asked = {
            trap: sum(r.path.startswith(trap.prefix) for r in self.portal.requests)
            for trap in self.truth.traps
        }
        return {t.prefix: n - t.budget for t, n in asked.items() if n > t.budget}


def crawl(
    name: str, faults: list[str | Fault], folder: Path, uri: str, *, articles: int = ARTICLES
) -> tuple[Found, str]:
    command = Portalcrawl(folder / "data", uri)
    with serve(SITES[name](articles=articles), faults=faults) as portal:
        pause = ("-s", "PORTALCRAWL_RETRY_PAUSE_SECS=0.05")
        done = command.run("crawl", portal.url, "--delay", "0", "--concurrency", "4", *pause)
        assert done.returncode in {0, 4}, done.stderr
        return Found.by(command, portal), done.stderr


def check(found: Found) -> None:
    assert found.missing_articles == set()
    assert found.missing_rows == {}
    assert found.missing_lists == set()
    assert found.doubled_articles == []
    assert found.over_budget() == {}
    assert found.portal.forbidden_requests == []

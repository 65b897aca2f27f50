"""``python -m bench.recrawl_portal``: what a recrawl costs, and what it finds.

A portal of 5,000 articles in 12 columns is crawled; nothing of it has validators, and each page has
today's date and a counter. Then, a day later (the database is made older, nobody waits), it is
crawled again unchanged; then after a day's work of its editors; each following day; and at last all
of it. Requests, bytes and CPU seconds stand beside those of the first crawl.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from bench.measure import Cost, cost_of
from portalcrawl.extract.feed_dates import BEIJING
from portalcrawl.store.private_mongod import PrivateMongod
from tests.portal import Portal, serve
from tests.portal.changing import Day, Newsroom, Story, a_day, changing_site
from tests.store.time_machine import pass_time

Doc = dict[str, Any]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """What a crawl cost."""

    name: str
    requests: int
    sent_bytes: int
    cost: Cost


class Bench:
    """A portal, and a database that is made older between its crawls."""

    def __init__(self, portal: Portal, folder: Path, mongo_uri: str) -> None:
        self.portal = portal
        self.uri = mongo_uri
        self._data = folder / "data"
        self.db: Database[Doc] = MongoClient[Doc](mongo_uri, tz_aware=True).get_default_database()
        self.first: Run | None = None

    def crawl(self, name: str, *options: str) -> Run:
        before = len(self.portal.requests)
        fast = ["--delay", "0", "--concurrency", "8", "--nolog", "--data", str(self._data)]
        setting = ["-s", f"PORTALCRAWL_MONGO_URI={self.uri}"]
        command = [sys.executable, "-m", "portalcrawl", "crawl", f"{self.portal.url}/"]
        cost = cost_of([*command, *fast, *setting, *options])
        asked = self.portal.requests[before:]
        run = Run(name, len(asked), sum(request.bytes for request in asked), cost)
        self._print(run)
        return run

    def _print(self, run: Run) -> None:
        self.first = first = self.first or run
        print(
            f"{run.name:32} {run.requests:6} requests {_share(run.requests, first.requests)}"
            f"  {run.sent_bytes / 1e6:8.2f} MB {_share(run.sent_bytes, first.sent_bytes)}"
            f"  {run.cost.cpu_secs:6.2f} CPU s {_share(run.cost.cpu_secs, first.cost.cpu_secs)}"
            f"  {run.cost.peak_mb:5.0f} MB",
            flush=True,
        )

    def found(self, day: Day) -> None:
        """Print how much of *day* the database tells."""
        changes = list(self.db.changes.find())
        by_kind: dict[str, set[str]] = {}
        for change in changes:
            by_kind.setdefault(change["kind"], set()).add(self._path(change["url"]))
        gone = {self._path(d["url"]) for d in self.db.articles.find({"gone_at": {"$exists": True}})}
        missed = {
            self._path(d["url"])
            for d in self.db.frontier.find({"past.missed_from": {"$exists": True}})
        }
        stored = {self._path(d["url"]) for d in self.db.articles.find()}
        edited = by_kind.get("changed", set())
        told = {
            "new": (_paths(day.new), stored),
            "edited": (_paths(day.edited), edited),
            "edited, old": (_paths(day.edited_old), edited),
            "deleted, missed": (_paths(day.deleted), missed),
            "deleted, gone": (_paths(day.deleted), gone),
            "moved": ({after.path for _, after in day.moved}, by_kind.get("moved", set())),
        }
        parts = [f"{name} {len(want & have)}/{len(want)}" for name, (want, have) in told.items()]
        false = edited - _paths([*day.edited, *day.edited_old])
        print("   ", ", ".join(parts), f"; revisions of what was not edited: {len(false)}")
        for path in sorted(false)[:5]:
            print("      false:", path)

    def _path(self, url: str) -> str:
        return url.removeprefix(self.portal.url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    options = parser.parse_args()
    room = Newsroom.of(options.articles, now=datetime.now(BEIJING))
    with (
        tempfile.TemporaryDirectory(dir="/dev/shm") as folder,
        serve(changing_site(room)) as portal,
    ):
        server = PrivateMongod(Path(folder))
        bench = Bench(portal, Path(folder), server.uri.replace("/?", "/bench?"))
        bench.crawl("first crawl")
        bench.crawl("at once, unchanged")
        bench.crawl("at once, only what is due", "--due")
        pass_time(bench.db, DAY)
        bench.crawl("a day later, unchanged")
        pass_time(bench.db, DAY)
        day = a_day(room)
        for days in range(1, 5):
            bench.crawl(f"{days} days later")
            bench.found(day)
            pass_time(bench.db, DAY)
        bench.crawl("all of it", "--full")
        bench.found(day)
        server.close()


def _paths(stories: list[Story]) -> set[str]:
    return {story.path for story in stories}


def _share(part: float, whole: float) -> str:
    return f"({100 * part / whole:5.1f} %)"


if __name__ == "__main__":
    main()

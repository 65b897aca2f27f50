"""``python -m bench.frontier``: client CPU a page for enqueue, lease, acknowledge (goal: 0.3 ms).

Baseline, in the same run: the same URLs one at a time with plain pymongo writes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pymongo import MongoClient

from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.queue import Frontier, utc_now
from portalcrawl.frontier.worker import this_worker
from portalcrawl.store.private_mongod import PrivateMongod
from portalcrawl.store.schema import ensure_schema

PAGES = 6000
HOST = "www.qingyuan.example"


def urls() -> Iterator[str]:
    return (f"http://{HOST}/html/{n % 40}/{n}.html" for n in range(PAGES))


def in_batches(database, size: int) -> None:
    frontier = Frontier(database, site=HOST, worker=this_worker(), lease_secs=60)
    entries = [Entry(site=HOST, url=url, via=f"http://{HOST}/") for url in urls()]
    for start in range(0, PAGES, size):
        now = utc_now()
        frontier.add(entries[start : start + size], now=now)
        leased = frontier.lease({HOST: size}, now=now)
        frontier.finish(
            Visit(
                entry=e, state=State.DONE, reason="ok", visited_at=now, due_at=now, kind="article"
            )
            for e in leased
        )


def one_by_one(database) -> None:
    for url in urls():
        entry = Entry(site=HOST, url=url, via=f"http://{HOST}/")
        now = utc_now()
        new = {"$setOnInsert": entry.document(due_at=now)}
        database.frontier.update_one({"_id": entry.id}, new, upsert=True)
        change = {"$set": {"state": "leased"}}
        found = database.frontier.find_one_and_update({"state": "queued"}, change)
        database.frontier.update_one({"_id": found["_id"]}, {"$set": {"state": "done"}})


def cpu_ms_a_page(job: Callable[[], None]) -> float:
    started = time.process_time()
    job()
    return (time.process_time() - started) / PAGES * 1000


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        server = PrivateMongod(Path(folder))
        with MongoClient(server.uri, tz_aware=True) as client:
            baseline = None
            for name, size in (
                ("one by one", 0),
                ("batches of 4", 4),
                ("of 16", 16),
                ("of 64", 64),
            ):
                database = client[f"bench{size}"]
                ensure_schema(database)
                job = (lambda d=database: one_by_one(d)) if not size else None
                job = job or (lambda d=database, n=size: in_batches(d, n))
                cost = cpu_ms_a_page(job)
                baseline = baseline or cost
                print(f"{name:14}{cost:7.3f} ms of client CPU a page, ratio {cost / baseline:.2f}")
        server.close()


if __name__ == "__main__":
    main()

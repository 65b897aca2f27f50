"""Two workers on one site never hold the same URL."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.hosts import Hosts
from portalcrawl.frontier.queue import Frontier
from tests.store.conftest import NOW

HOSTS = [f"h{n}.cn" for n in range(6)]
URLS_PER_HOST = 40


class Worker:
    """Claims hosts and works until nothing is left that it may ask for."""

    def __init__(self, store, name: str) -> None:
        self.frontier = Frontier(store, site="a", worker=name, lease_secs=60)
        self.hosts = Hosts(store, worker=name, lease_secs=60)
        self.asked: list[str] = []

    def work(self, start: threading.Barrier) -> None:
        start.wait()
        while True:
            for host in self.frontier.hosts():
                self.hosts.claim(host)
            wanted = dict.fromkeys(self.hosts.owned, 7)
            leased = self.frontier.lease(wanted, now=NOW)
            self.asked += [entry.url for entry in leased]
            self.frontier.finish(
                Visit(entry=entry, state=State.DONE, reason="ok", visited_at=NOW)
                for entry in leased
            )
            if not leased:
                return


def test_every_url_is_asked_for_once(store):
    urls = [f"http://{host}/{n}" for host in HOSTS for n in range(URLS_PER_HOST)]
    workers = [Worker(store, f"machine-{n}:1:1") for n in range(4)]
    workers[0].frontier.add([Entry(site="a", url=url) for url in urls], now=NOW)
    start = threading.Barrier(len(workers))
    with ThreadPoolExecutor(len(workers)) as threads:
        for done in [threads.submit(worker.work, start) for worker in workers]:
            done.result()
    assert Counter(url for worker in workers for url in worker.asked) == Counter(urls)
    assert store.frontier.count_documents({"state": "done"}) == len(urls)


def test_many_add_the_same_at_once(store):
    entries = [Entry(site="a", url=f"http://a.cn/{n}") for n in range(100)]
    start = threading.Barrier(8)

    def add(number: int) -> int:
        frontier = Frontier(store, site="a", worker=f"machine-{number}:1:1", lease_secs=60)
        start.wait()
        return frontier.add(entries, now=NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(8))) == len(entries)
    assert store.frontier.count_documents({}) == len(entries)

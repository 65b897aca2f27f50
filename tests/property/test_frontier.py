"""The frontier on a real database, beside a model of it that fits on a page."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.queue import Frontier, Outlook
from portalcrawl.frontier.seen import Seen
from portalcrawl.store.schema import ensure_schema

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEASE_SECS = 100
WORKERS = ["machine-1:1:1", "machine-2:1:1"]
URLS = [f"http://{host}/{n}" for host in ("a.cn", "b.cn") for n in range(4)]
_sites = itertools.count(1)

entries = st.builds(
    Entry,
    site=st.just("a"),
    url=st.sampled_from(["http://a.cn/x?b=1&a=2", "http://a.cn/通知", "https://b.cn:81/%cd%a8"]),
    via=st.one_of(st.none(), st.text(max_size=9)),
    hop_path=st.text(alphabet="LERP", max_size=5),
    anchor=st.text(max_size=9),
    row_date=st.sampled_from(["", "2024-03-05"]),
    priority=st.integers(-5, 99),
    attempts=st.integers(0, 9),
)


@settings(deadline=None)
@given(entries)
def test_an_entry_comes_back_as_it_was(entry):
    assert Entry.of_document({"_id": entry.id, **entry.document(due_at=NOW)}) == entry


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), max_size=200), st.integers(1, 30))
def test_a_memory_may_forget_but_never_invents(numbers, max_items):
    seen, given_before = Seen(max_items=max_items), set()
    for number in numbers:
        is_new = seen.add(str(number))
        assert is_new or number in given_before
        given_before.add(number)


class Frontiers(RuleBasedStateMachine):
    """Two workers on one site. The model: what each URL's state should be."""

    open: ClassVar[Callable[[str, str], Frontier]]
    """The frontier of a site as a worker sees it."""

    def __init__(self) -> None:
        super().__init__()
        site = f"s{next(_sites)}"
        self.entry = {url: Entry(site=site, url=url) for url in URLS}
        self.frontiers = [self.open(site, worker) for worker in WORKERS]
        self.now = NOW
        self.due: dict[str, datetime] = {}
        self.leased: dict[str, tuple[int, datetime, datetime]] = {}
        """Who holds it, until when, and when it was due."""
        self.ended: dict[str, datetime] = {}
        self.attempts = dict.fromkeys(URLS, 0)

    @rule(urls=st.lists(st.sampled_from(URLS), max_size=4))
    def add(self, urls):
        new = set(urls) - set(self.due) - set(self.leased) - set(self.ended)
        added = self.frontiers[0].add([self.entry[url] for url in urls], now=self.now)
        assert added == len(new)
        self.due |= dict.fromkeys(new, self.now)

    @rule(worker=st.sampled_from([0, 1]), host=st.sampled_from(["a.cn", "b.cn"]),
          count=st.integers(0, 3))  # fmt: skip
    def lease(self, worker, host, count):
        ready = [u for u, due in self.due.items() if due <= self.now and f"//{host}/" in u]
        got = self.frontiers[worker].lease({host: count}, now=self.now)
        assert len(got) == min(count, len(ready))
        assert {entry.url for entry in got} <= set(ready)
        dues = [self.due[entry.url] for entry in got]
        assert dues == sorted(self.due[url] for url in ready)[: len(got)]
        until = self.now + timedelta(seconds=LEASE_SECS)
        for entry in got:
            assert entry.attempts == self.attempts[entry.url]
            self.leased[entry.url] = (worker, until, self.due.pop(entry.url))

    @rule(worker=st.sampled_from([0, 1]), url=st.sampled_from(URLS),
          state=st.sampled_from([State.DONE, State.FAILED, State.QUEUED]),
          pause_secs=st.sampled_from([0, 50, 500]))  # fmt: skip
    def finish(self, worker, url, state, pause_secs):
        """Whoever holds it or not: only the owner's word counts."""
        again = self.now + timedelta(seconds=pause_secs)
        entry = Entry(site=self.entry[url].site, url=url, attempts=self.attempts[url])
        visit = Visit(entry=entry, state=state, reason="r", visited_at=self.now, due_at=again)
        self.frontiers[worker].finish([visit])
        self.frontiers[worker].finish([visit])
        if self.leased.get(url, (None,))[0] != worker:
            return
        del self.leased[url]
        self.attempts[url] = 0 if state is State.DONE else self.attempts[url] + 1
        (self.due if state is State.QUEUED else self.ended)[url] = again

    @rule(worker=st.sampled_from([0, 1]))
    def give_back(self, worker):
        mine = [url for url, (owner, _, _) in self.leased.items() if owner == worker]
        self.frontiers[worker].give_back([self.entry[url] for url in mine])
        for url in mine:
            self.due[url] = self.leased.pop(url)[2]

    @rule(secs=st.sampled_from([1, 60, 200]))
    def wait(self, secs):
        self.now += timedelta(seconds=secs)

    @rule(worker=st.sampled_from([0, 1]))
    def recover(self, worker):
        lost = [url for url, (_, until, _) in self.leased.items() if until < self.now]
        recovered = self.frontiers[worker].recover(["a.cn", "b.cn"], now=self.now)
        assert recovered == len(lost)
        for url in lost:
            self.due[url] = self.leased.pop(url)[2]

    @rule()
    def wake(self):
        ready = [url for url, due in self.ended.items() if due <= self.now]
        assert self.frontiers[0].wake(now=self.now) == len(ready)
        for url in ready:
            self.due[url] = self.ended.pop(url)
            self.attempts[url] = 0

    @invariant()
    def outlook(self):
        first = min(self.due.values(), default=None)
        assert self.frontiers[0].outlook() == Outlook(len(self.leased), first)
        open_hosts = {url.split("/")[2] for url in (*self.due, *self.leased)}
        assert set(self.frontiers[1].hosts()) == open_hosts


def test_two_workers_and_a_model_agree(db):
    ensure_schema(db)

    def open_frontier(site: str, worker: str) -> Frontier:
        return Frontier(db, site=site, worker=worker, lease_secs=LEASE_SECS)

    bound = type("Bound", (Frontiers,), {"open": staticmethod(open_frontier)})
    run_state_machine_as_test(
        bound, settings=settings(deadline=None, max_examples=25, stateful_step_count=20)
    )

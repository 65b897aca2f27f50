"""Group commit: one write at a time, what comes in meanwhile is in the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from portalcrawl.crawl.journal import Journal
from portalcrawl.errors import ArchiveError, PortalcrawlError, StoreUnavailableError
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.items import Article, SiteRecord
from tests.unit.archive.exchanges import exchange
from tests.unit.crawl.stores import RecordingStores
from tests.unit.crawl.test_batch import NOW


class HeldThread:
    """Stands for ``StoreThread``: does work when it is let go."""

    def __init__(self) -> None:
        self.running = 0
        self.most_at_once = 0
        self.failure: Exception | None = None
        self.free = asyncio.Event()

    async def run(self, work: Callable, *args):
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        await self.free.wait()
        self.running -= 1
        if self.failure is not None:
            raise self.failure
        return work(*args)


class Case:
    def __init__(self, *, interval_secs: float = 0) -> None:
        self.stores = RecordingStores()
        self.thread = HeldThread()
        self.journal = Journal(self.stores, self.thread, interval_secs=interval_secs)
        self.batches = []
        self.journal.on_commit = self.batches.append

    def written(self, name: str) -> list:
        return [what for called, what in self.stores.calls if called == name and what]


def entry(number: int) -> Entry:
    return Entry(site="a", url=f"http://a.cn/{number}")


def visit(number: int, state: State = State.DONE) -> Visit:
    return Visit(entry=entry(number), state=state, reason="ok", visited_at=NOW)


def in_loop(body: Callable) -> Callable:
    def run() -> None:
        asyncio.run(asyncio.wait_for(body(), 10))

    run.__name__ = body.__name__
    return run


async def rest() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@in_loop
async def test_what_comes_in_during_a_write_is_in_the_next():
    case = Case()
    case.journal.add_entry(entry(1))
    await rest()
    assert case.thread.running == 1
    for number in (2, 3):
        case.journal.add_entry(entry(number))
        await rest()
    case.thread.free.set()
    await case.journal.flush()
    assert case.written("entries") == [["http://a.cn/1"], ["http://a.cn/2", "http://a.cn/3"]]
    assert case.thread.most_at_once == 1


@in_loop
async def test_everything_of_a_page_together():
    case = Case()
    case.thread.free.set()
    case.journal.add_exchange(exchange())
    case.journal.add_article(Article(site="a", url="http://a.cn/1", title="会"))
    case.journal.add_entry(entry(2))
    case.journal.set_record(SiteRecord(owner="县政府"))
    case.journal.add_visit(visit(1))
    await case.journal.flush()
    order = ["archive", "captures", "articles", "texts", "lists", "record", "entries", "visits"]
    assert case.stores.names == order
    assert [len(batch.visits) for batch in case.batches] == [1]


@in_loop
async def test_what_comes_in_during_the_pause_is_written_together():
    case = Case(interval_secs=0.3)
    case.thread.free.set()
    case.journal.add_entry(entry(1))
    await rest()
    assert case.stores.calls == []
    case.journal.add_entry(entry(2))
    await case.journal.flush()
    assert case.written("entries") == [["http://a.cn/1", "http://a.cn/2"]]


@in_loop
async def test_nothing_to_write():
    case = Case()
    await case.journal.flush()
    assert (case.thread.running, case.stores.calls) == (0, [])


@in_loop
async def test_counts():
    case = Case()
    case.thread.free.set()
    for number, state in enumerate((State.DONE, State.QUEUED, State.FAILED, State.SKIPPED)):
        case.journal.add_visit(visit(number, state))
    case.journal.add_entry(entry(9))
    case.journal.add_article(Article(site="a", url="http://a.cn/1", title="会"))
    await case.journal.flush()
    assert (case.journal.ended, case.journal.queued, case.journal.saved.new) == (3, 1, 1)


@pytest.mark.parametrize("error", [ArchiveError("full"), StoreUnavailableError("away")])
def test_after_a_failure_nothing_more_is_written(error):
    @in_loop
    async def body():
        case, failures = Case(), []
        case.journal.on_failure = failures.append
        case.thread.free.set()
        case.thread.failure = error
        case.journal.add_entry(entry(1))
        await case.journal.flush()
        assert case.journal.failure is error
        assert failures == [error]
        case.thread.failure = None
        case.journal.add_entry(entry(2))
        await case.journal.flush()
        await rest()
        assert case.stores.calls == []
        assert case.batches == []

    body()


@in_loop
async def test_a_defect_of_ours_ends_the_crawl_too():
    case = Case()
    case.thread.free.set()
    case.thread.failure = KeyError("x")
    case.journal.add_entry(entry(1))
    await case.journal.flush()
    assert isinstance(case.journal.failure, PortalcrawlError)
    assert "KeyError('x')" in str(case.journal.failure)


@in_loop
async def test_the_first_cause_counts():
    case, failures = Case(), []
    case.journal.on_failure = failures.append
    first = ArchiveError("full")
    case.journal.fail(first)
    case.journal.fail(ArchiveError("later"))
    assert case.journal.failure is first
    assert failures == [first]


@in_loop
async def test_flush_that_is_cancelled_does_not_cancel_the_write():
    case = Case()
    case.journal.add_entry(entry(1))
    flushing = asyncio.ensure_future(case.journal.flush())
    await rest()
    flushing.cancel()
    await rest()
    case.thread.free.set()
    await case.journal.flush()
    assert case.written("entries") == [["http://a.cn/1"]]

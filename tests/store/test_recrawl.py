"""What the database answers at the start of a recrawl, and on its way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.past import Past
from portalcrawl.frontier.queue import SILENT_RUNS, Frontier
from portalcrawl.frontier.worker import this_worker
from portalcrawl.items import ListPage, ListRow
from portalcrawl.store.lists import Lists, list_document
from tests.store.conftest import NOW

DAY = timedelta(days=1)
RUN_BEGAN = NOW + DAY
LATER = RUN_BEGAN + timedelta(minutes=1)


@pytest.fixture
def frontier(store):
    return Frontier(store, site="a", worker=this_worker(), lease_secs=60)


def entry(name: str, **changes) -> Entry:
    return Entry(**{"site": "a", "url": f"http://a.cn/{name}", **changes})


def visited(frontier, name: str, **changes) -> Entry:
    """An URL that was asked for a day before the run."""
    asked = entry(name)
    frontier.add([asked], now=NOW)
    frontier.lease({"a.cn": 99}, now=NOW)
    values = {"entry": asked, "state": State.DONE, "reason": "ok", "kind": "article"}
    times = {"visited_at": NOW, "due_at": NOW + 30 * DAY, "status": 200}
    frontier.finish([Visit(**{**values, **times, **changes})])
    return asked


def queued(frontier) -> set[str]:
    return {one.url.rpartition("/")[2] for one in frontier.lease({"a.cn": 99}, now=LATER)}


class TestWake:
    @pytest.fixture
    def site(self, frontier):
        visited(frontier, "due", due_at=NOW + DAY)
        visited(frontier, "head", is_head=True, kind="list")
        visited(frontier, "dead", state=State.FAILED, kind="error")
        silent = {"state": State.FAILED, "kind": "error", "past": Past(failures=SILENT_RUNS)}
        visited(frontier, "silent", **silent)
        past = Past(kind="article", published="2026-01-01T09:00+08:00")
        visited(frontier, "young", past=past)
        visited(frontier, "old", past=Past(kind="article", published="2025-11-30"))
        visited(frontier, "secret", state=State.SKIPPED, reason="robots.txt")
        return frontier

    @pytest.mark.parametrize(
        ("wish", "woken"),
        [
            ({}, {"due"}),
            ({"heads": True}, {"due", "head", "dead"}),
            ({"published_since": "2026-01-01"}, {"due", "young"}),
            ({"published_since": "2025-11-30"}, {"due", "young", "old"}),
            ({"everything": True}, {"due", "head", "dead", "silent", "young", "old", "secret"}),
        ],
    )
    def test_what_is_asked_for(self, site, wish, woken):
        assert site.wake(now=LATER, **wish) == len(woken)
        assert queued(site) == woken

    def test_a_run_that_goes_on_does_not_begin_anew(self, site):
        site.wake(now=LATER, everything=True)
        (first, *_) = site.lease({"a.cn": 1}, now=LATER)
        values = {"state": State.DONE, "reason": "ok", "kind": "article", "status": 200}
        site.finish([Visit(entry=first, visited_at=LATER, due_at=LATER, **values)])
        site.wake(now=LATER, run_began=RUN_BEGAN, everything=True)
        assert first.url.rpartition("/")[2] not in queued(site)

    def test_other_sites_sleep_on(self, site, store):
        Frontier(store, site="b", worker=this_worker(), lease_secs=60).wake(
            now=LATER, everything=True
        )
        assert queued(site) == set()


class TestAgain:
    def add(self, frontier, asked: Entry) -> int:
        return frontier.add([asked], now=LATER, run_began=RUN_BEGAN)

    def test_what_was_asked_for_before_the_run(self, frontier):
        visited(frontier, "1")
        assert self.add(frontier, entry("1", again=True)) == 0
        assert queued(frontier) == {"1"}

    def test_not_twice_in_a_run(self, frontier):
        visited(frontier, "1", visited_at=LATER)
        self.add(frontier, entry("1", again=True))
        assert queued(frontier) == set()

    def test_what_is_new_is_new(self, frontier):
        assert self.add(frontier, entry("1", again=True)) == 1

    def test_found_by_any_link_it_sleeps_on(self, frontier):
        visited(frontier, "1")
        self.add(frontier, entry("1"))
        assert queued(frontier) == set()

    def test_without_validators_and_in_its_turn(self, frontier):
        visited(frontier, "1")
        self.add(frontier, entry("1", again=True, plain=True, priority=50))
        leased = frontier.lease({"a.cn": 1}, now=LATER)
        assert [(one.plain, one.priority) for one in leased] == [(True, 50)]
        values = {"state": State.DONE, "reason": "ok", "visited_at": LATER, "status": 200}
        frontier.finish([Visit(entry=leased[0], **values)])
        self.add(frontier, entry("1", again=True))
        frontier.wake(now=LATER, everything=True)
        assert [one.plain for one in frontier.lease({"a.cn": 1}, now=LATER)] == [False]

    def test_of_a_document_the_address_that_is_asked(self, frontier):
        visited(frontier, "1.html")
        twin = entry("1.html").url.replace("//a", "//www.a")
        frontier.add([Entry(site="a", url=twin)], now=NOW)
        assert frontier.lease({"www.a.cn": 1}, now=NOW) == []
        self.add(frontier, Entry(site="a", url=twin, again=True))
        assert queued(frontier) == {"1.html"}

    def test_another_address_is_woken_where_the_first_has_nothing_any_more(self, frontier):
        visited(frontier, "1.html")
        twin = Entry(site="a", url="http://www.a.cn/1.html")
        frontier.add([twin], now=NOW)
        assert frontier.lease({"www.a.cn": 1}, now=NOW) == []
        frontier.wake(now=LATER, everything=True)
        asked = frontier.lease({"a.cn": 1}, now=LATER)
        gone = {"state": State.DONE, "reason": "http", "kind": "missing", "status": 404}
        frontier.finish([Visit(entry=asked[0], visited_at=LATER, **gone)])
        assert [one.url for one in frontier.lease({"www.a.cn": 1}, now=LATER)] == [twin.url]


def test_known_are_the_addresses_of_before(frontier):
    visited(frontier, "1.html")
    frontier.add([entry("2.html")], now=LATER)
    urls = [entry(name).url for name in ("1.html", "2.html", "3.html")]
    # Another address of a document that is known is known.
    https = "https://www.a.cn/1.html"
    assert frontier.known([*urls, https], before=RUN_BEGAN) == {urls[0], https}


def test_what_earlier_runs_read_of_a_list(store):
    lists = Lists(store)

    def page(number: int, names: str, run: str, title: str = "题") -> None:
        rows = [ListRow(name, f"http://a.cn/{name}", title) for name in names]
        values = {"mechanism": "link", "total_pages": None, "total_items": None, "pages": []}
        lists.save(
            [
                list_document(
                    ListPage(
                        key=f"l{number}",
                        site="a",
                        url=f"http://a.cn/l{number}",
                        column="l1",
                        number=number,
                        name="新闻",
                        rows=rows,
                        has_next=True,
                        read_at=NOW,
                        **values,
                    ),
                    run=run,
                )
            ]
        )

    page(1, "abc", "a@1")
    page(2, "de", "a@1", title="旧")
    rows, titles = lists.earlier("a", "l1", keys=["x", "a", "d"], run="a@2")
    assert [row.key for row in rows] == ["a", "b", "c"]
    assert titles == {"a": ("题", None), "d": ("旧", None)}
    # What this run has read of it is not "earlier".
    page(1, "xab", "a@2")
    rows, titles = lists.earlier("a", "l1", keys=["x", "a", "d"], run="a@2")
    assert rows == []
    assert titles == {"d": ("旧", None)}

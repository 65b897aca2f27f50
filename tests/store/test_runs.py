"""Runs of a site, and the sites."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.store.counts import site_counts
from portalcrawl.store.runs import Runs
from tests.store.conftest import NOW

LATER = NOW + timedelta(hours=1)
HOME = "http://a.cn/"


@pytest.fixture
def runs(store) -> Runs:
    return Runs(store)


def begin(runs: Runs, site: str = "a.cn", now=NOW, worker: str = "w1") -> str:
    return runs.begin(site, home=HOME, worker=worker, now=now, facts={"portalcrawl": "1"})


def test_begin(store, runs):
    assert begin(runs) == "a.cn@20260101000000000"
    found = runs.last("a.cn")
    assert (found["state"], found["worker"], found["portalcrawl"]) == ("running", "w1", "1")
    assert (found["started_at"], found["home"]) == (NOW, HOME)
    assert runs.sites() == [{"_id": "a.cn", "home": HOME, "first_crawled_at": NOW}]


def test_a_pause_is_noted_and_goes(runs):
    run = begin(runs)
    runs.note_pause(run, "the disk is full")
    paused = runs.last("a.cn")
    assert (paused["state"], paused["reason"]) == ("paused", "the disk is full")
    runs.note_pause(run, None)
    found = runs.last("a.cn")
    assert (found["state"], found.get("reason")) == ("running", None)
    runs.note_pause(run, "the disk is full")
    # Killed while it was paused: gone on with.
    assert begin(runs, now=LATER) == run


def test_a_finished_run_is_followed_by_a_new_one(runs):
    first = begin(runs)
    runs.end(first, worker="w1", state="finished", reason="finished", now=NOW, figures={"pages": 3})
    assert runs.last("a.cn")["figures"] == {"pages": 3}
    second = begin(runs, now=LATER)
    assert second != first
    assert runs.last("a.cn")["_id"] == second
    assert runs.sites()[0]["first_crawled_at"] == NOW


@pytest.mark.parametrize("state", ["running", "interrupted"])
def test_an_unfinished_run_is_gone_on_with(runs, state):
    run = begin(runs)
    if state == "interrupted":
        runs.end(run, worker="w1", state=state, reason="shutdown", now=NOW, figures={})
    assert begin(runs, now=LATER, worker="w2") == run
    found = runs.last("a.cn")
    assert (found["state"], found["worker"]) == ("running", "w2")
    assert (found["started_at"], found["resumed_at"]) == (NOW, [LATER])


def test_the_figures_of_all_processes_count(store, runs):
    run = begin(runs)
    runs.note_figures(run, worker="w1", figures={"pages": 2, "by": "w1"})
    # Killed; what it wrote down last is what is known of it.
    begin(runs, now=LATER, worker="w2")
    assert runs.last("a.cn")["figures"] == {"pages": 2, "by": "w1"}
    runs.note_figures(run, worker="w2", figures={"pages": 1, "by": "w2"})
    for _ in range(2):
        runs.end(
            run,
            worker="w2",
            state="interrupted",
            reason="shutdown",
            now=LATER,
            figures={"pages": 5, "by": "w2"},
        )
    # The same process again, as under a test runner.
    begin(runs, now=LATER, worker="w2")
    store.changes.insert_many({"_id": f"{run} {n} new", "kind": "new"} for n in range(3))
    ended = {"worker": "w2", "state": "finished", "reason": "finished", "now": LATER}
    runs.end(run, **ended, figures={"pages": 1})
    found = runs.last("a.cn")
    assert found["figures"] == {"pages": 8, "by": "w2"}
    assert found["changes"] == {"new": 3}
    assert [one["figures"]["pages"] for one in found["processes"]] == [2, 5, 1]
    assert ["ended_at" in one for one in found["processes"]] == [False, True, True]


def test_each_process_says_what_it_worked_with(runs):
    for version in ("1", "2"):
        runs.begin(
            "a.cn",
            home=HOME,
            worker=version,
            now=NOW,
            facts={},
            made_with={"versions": {"portalcrawl": version}},
        )
    first, second = runs.last("a.cn")["processes"]
    assert first == {"worker": "1", "began_at": NOW, "versions": {"portalcrawl": "1"}}
    assert second["versions"] == {"portalcrawl": "2"}


def test_the_last_run_that_looked_at_all(store, runs):
    store.frontier.insert_many({"site": "a.cn", "state": "done"} for _ in range(10))
    ids = []
    for hour, pages in enumerate([10, 9, 1]):
        ids.append(begin(runs, now=NOW + timedelta(hours=hour)))
        runs.end(
            ids[-1],
            worker="w1",
            state="finished",
            reason="finished",
            now=NOW,
            figures={"portalcrawl/page/article": pages},
        )
    assert runs.last_whole("a.cn")["_id"] == ids[1]
    assert [run["_id"] for run in runs.find("a.cn")] == ids[::-1]
    begin(runs, "b.cn")
    assert runs.last_whole("b.cn")["_id"] == "b.cn@20260101000000000"
    assert len(list(runs.find())) == 4


def test_sites_have_their_own(runs):
    begin(runs, "b.cn")
    begin(runs, "a.cn")
    assert [site["_id"] for site in runs.sites()] == ["a.cn", "b.cn"]
    assert runs.last("b.cn")["_id"] == "b.cn@20260101000000000"
    assert runs.last("c.cn") is None


def test_record_of_a_site(runs):
    begin(runs)
    runs.set_record("a.cn", {"owner": "县政府"})
    runs.set_record("a.cn", {"owner": "县委"})
    assert runs.sites()[0]["record"] == {"owner": "县委"}


def test_counts(store, runs):
    run = begin(runs)
    store.captures.insert_many({"site": site} for site in ("a.cn", "a.cn", "b.cn"))
    paths = [["政务", "动态"], ["政务", "动态"], [], ["政务"]]
    store.articles.insert_many(
        {"site": "a.cn", "column_path": [{"title": name} for name in path]} for path in paths
    )
    store.revisions.insert_one({"site": "a.cn", "article": "1", "revision": 1})
    states = [("done", "list"), ("done", "article"), ("done", "article"), ("queued", None)]
    store.frontier.insert_many(
        {"site": "a.cn", "state": state, "kind": kind} for state, kind in states
    )
    (found,) = site_counts(store)
    assert found == {
        "site": "a.cn",
        "home": HOME,
        "captures": 2,
        "articles": 4,
        "revisions": 1,
        "last_run": {"id": run, "state": "running"},
        "urls": {"done": {"article": 2, "list": 1}, "queued": {"not visited": 1}},
        "columns": {"政务 > 动态": 2, "(none)": 1, "政务": 1},
    }
    assert site_counts(store, site="b.cn") == []


def test_counts_of_a_site_that_never_ran(store):
    store.sites.insert_one({"_id": "a.cn", "home": HOME})
    (found,) = site_counts(store, site="a.cn")
    assert found["last_run"] == {"id": None, "state": None}
    assert (found["urls"], found["columns"], found["articles"]) == ({}, {}, 0)

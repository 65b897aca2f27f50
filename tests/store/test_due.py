"""What is due, counted by an index alone; and who owns a host."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.errors import SiteBusyError
from portalcrawl.frontier.due import Due, due
from portalcrawl.frontier.hosts import Hosts
from portalcrawl.frontier.owner import living_owners
from portalcrawl.frontier.worker import this_worker
from tests.store.conftest import NOW

HOUR = timedelta(hours=1)
DEAD = this_worker().rpartition(":")[0] + ":1"


def fill(store, site: str, *rows: tuple[str, str | None, timedelta | None]) -> None:
    """Addresses of *site*: state, kind, and when they are due from now."""
    store.frontier.insert_many(
        {
            "site": site,
            "host": site,
            "state": state,
            "due_at": None if later is None else NOW + later,
            **({"kind": kind} if kind else {}),
        }
        for state, kind, later in rows
    )


@pytest.fixture
def filled(store):
    fill(
        store,
        "a.cn",
        ("done", "list", -HOUR),
        ("done", "home", 0 * HOUR),
        ("done", "article", -3 * HOUR),
        ("failed", "article", -HOUR),
        ("leased", None, -2 * HOUR),
        ("queued", None, -HOUR),
        ("queued", "missing", -HOUR),
        ("done", "article", 2 * HOUR),
        ("queued", "article", 3 * HOUR),
        # Never again: another address of the same document.
        ("skipped", None, None),
    )
    fill(store, "b.cn", ("done", "list", -9 * HOUR))
    return store


def test_counts(filled):
    now = Due(lists=2, articles=2, unseen=2, other=1, oldest=NOW - 3 * HOUR, next_at=NOW + 2 * HOUR)
    assert due(filled, "a.cn", until=NOW) == now
    assert now.total == 7
    later = due(filled, "a.cn", until=NOW + 2 * HOUR)
    assert (later.articles, later.total, later.next_at) == (3, 8, NOW + 3 * HOUR)
    assert due(filled, "c.cn", until=NOW) == Due()


def test_counting_stops(filled):
    found = due(filled, "a.cn", until=NOW, max_counted=5)
    assert (found.total, found.is_more) == (6, True)
    assert not due(filled, "a.cn", until=NOW, max_counted=7).is_more


def test_no_document_is_read_for_it(store):
    fill(store, "a.cn", *[("done", "list", -n * HOUR) for n in range(2000)])
    fill(store, "b.cn", *[("done", "list", -n * HOUR) for n in range(1000)])
    store.command("profile", 2)
    due(store, "a.cn", until=NOW, max_counted=100)
    store.command("profile", 0)
    asked = list(store.system.profile.find({"ns": f"{store.name}.frontier"}))
    assert len(asked) == 3
    for query in asked:
        assert "IXSCAN" in query["planSummary"]
        assert "COLLSCAN" not in query["planSummary"]
        assert query["docsExamined"] == 0
        assert query["keysExamined"] < 120


def test_owners(db):
    Hosts(db, worker="far:7:1", lease_secs=60, work="crawl of $a").claim("a.cn")
    Hosts(db, worker=DEAD, lease_secs=60).claim("b.cn")
    Hosts(db, worker="far:8:1", lease_secs=60).claim("c.cn")
    db.hosts.update_one({"_id": "c.cn"}, {"$set": {"lease_until": NOW}})
    Hosts(db, worker=this_worker(), lease_secs=60).claim("d.cn")
    found = living_owners(db, ["a.cn", "b.cn", "c.cn", "d.cn", "e.cn"])
    assert set(found) == {"a.cn", "d.cn"}
    assert (found["a.cn"].machine, found["a.cn"].pid) == ("far", 7)
    assert str(found["a.cn"]).endswith(" UTC (crawl of $a)")


def test_who_finds_a_host_taken_is_told_by_whom(db):
    Hosts(db, worker="far:7:1", lease_secs=60, work="crawl of a").claim("a.cn")
    late = Hosts(db, worker=this_worker(), lease_secs=60)
    said = r"^a.cn is in use by process 7 on far since 20.* \(crawl of a\): .* \(kill 7\)$"
    with pytest.raises(SiteBusyError, match=said):
        late.take("a.cn")
    # Another machine's process may be dead: its lease tells.
    db.hosts.update_one({"_id": "a.cn"}, {"$set": {"lease_until": NOW}})
    late.take("a.cn")
    assert late.owned == {"a.cn"}


def test_a_claim_of_an_earlier_version_has_no_beginning(db):
    Hosts(db, worker="far:7:1", lease_secs=60).claim("a.cn")
    db.hosts.update_one({"_id": "a.cn"}, {"$unset": {"claimed_at": "", "work": ""}})
    assert str(living_owners(db, ["a.cn"])["a.cn"]) == "process 7 on far"

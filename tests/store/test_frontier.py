"""The frontier of one site: add, lease, acknowledge."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.queue import Frontier, Outlook, utc_now
from portalcrawl.frontier.worker import this_worker
from tests.store.conftest import NOW

LEASE_SECS = 60
LATER = NOW + timedelta(seconds=LEASE_SECS + 1)
DEAD = this_worker().rpartition(":")[0] + ":1"
HOST = "a.cn"


@pytest.fixture
def frontier(store):
    return Frontier(store, site="a", worker=this_worker(), lease_secs=LEASE_SECS)


def frontier_of(store, worker: str, site: str = "a") -> Frontier:
    return Frontier(store, site=site, worker=worker, lease_secs=LEASE_SECS)


def entry(name: object, *, host: str = HOST, **changes) -> Entry:
    return Entry(**{"site": "a", "url": f"http://{host}/{name}", **changes})


def visit(of: Entry, state: State = State.DONE, **changes) -> Visit:
    values = {"entry": of, "state": state, "reason": "ok", "visited_at": NOW, "due_at": NOW}
    return Visit(**{**values, **changes})


def names(entries) -> list[str]:
    return [one.url.rpartition("/")[2] for one in entries]


def stored(store, of: Entry) -> dict:
    return store.frontier.find_one({"_id": of.id})


class TestAdd:
    def test_new_ones_are_counted_once(self, store, frontier):
        assert frontier.add([entry(1), entry(2)], now=NOW) == 2
        assert frontier.add([entry(2), entry(3), entry(3)], now=LATER) == 1
        assert frontier.add([], now=NOW) == 0
        assert store.frontier.count_documents({}) == 3

    def test_what_is_known_stays_as_it_is(self, store, frontier, writes):
        frontier.add([entry(1, via="http://a.cn/", anchor="会", priority=5)], now=NOW)
        before = stored(store, entry(1))
        writes()
        frontier.add([entry(1, via="http://a.cn/x", priority=99)], now=LATER)
        assert stored(store, entry(1)) == before
        assert writes() == []

    def test_the_same_address_in_another_form(self, frontier):
        one, same = entry("x?a=1&b=2"), entry("x?b=2&a=1", host="A.CN:80")
        assert frontier.add([one, same], now=NOW) == 1

    def test_another_site_has_its_own(self, store, frontier):
        frontier.add([entry(1)], now=NOW)
        assert frontier_of(store, "w", "b").add([entry(1, site="b")], now=NOW) == 1


class TestLease:
    def test_best_first_then_first_due(self, frontier):
        frontier.add([entry("low"), entry("high", priority=9)], now=NOW)
        frontier.add([entry("first")], now=NOW - timedelta(hours=1))
        assert names(frontier.lease({HOST: 9}, now=NOW)) == ["high", "first", "low"]

    def test_only_as_many_as_wanted(self, frontier):
        frontier.add([entry(n) for n in range(5)], now=NOW)
        assert len(frontier.lease({HOST: 2}, now=NOW)) == 2
        assert len(frontier.lease({HOST: 9}, now=NOW)) == 3
        assert frontier.lease({HOST: 9}, now=NOW) == []

    @pytest.mark.parametrize("count", [0, -1])
    def test_none_wanted(self, frontier, count):
        frontier.add([entry(1)], now=NOW)
        assert frontier.lease({HOST: count}, now=NOW) == []
        assert frontier.lease({}, now=NOW) == []

    def test_only_the_hosts_asked_for(self, frontier):
        frontier.add([entry(1), entry(2, host="b.cn"), entry(3, host="a.cn:81")], now=NOW)
        assert names(frontier.lease({"b.cn": 9, "c.cn": 9}, now=NOW)) == ["2"]
        assert frontier.hosts() == ["a.cn", "a.cn:81", "b.cn"]

    def test_only_what_is_due(self, frontier):
        frontier.add([entry("later")], now=NOW + timedelta(seconds=1))
        frontier.add([entry("now")], now=NOW)
        assert names(frontier.lease({HOST: 9}, now=NOW)) == ["now"]

    def test_only_this_site(self, store, frontier):
        frontier_of(store, "w", "b").add([entry(1, site="b")], now=NOW)
        assert frontier.lease({HOST: 9}, now=NOW) == []

    def test_what_is_leased_comes_as_it_was_found(self, store, frontier):
        found = entry("x?b=1&a=%cd%a8", via="http://a.cn/", hop_path="LE", anchor="会", priority=7)
        frontier.add([found], now=NOW)
        assert frontier.lease({HOST: 1}, now=NOW) == [found]
        assert stored(store, found)["owner"] == this_worker()
        assert stored(store, found)["lease_until"] == NOW + timedelta(seconds=LEASE_SECS)


class TestFinish:
    def test_acknowledged(self, store, frontier):
        frontier.add([entry(1)], now=NOW)
        (leased,) = frontier.lease({HOST: 1}, now=NOW)
        frontier.finish([visit(leased, kind="article", status=200, capture="c1", etag='"1"')])
        found = stored(store, leased)
        assert (found["state"], found["kind"], found["status"]) == ("done", "article", 200)
        assert (found["capture"], found["etag"], found["attempts"]) == ("c1", '"1"', 0)
        assert not {"owner", "lease_until"} & set(found)
        assert frontier.lease({HOST: 9}, now=LATER) == []

    def test_only_by_the_owner(self, store, frontier):
        frontier.add([entry(1)], now=NOW)
        (leased,) = frontier.lease({HOST: 1}, now=NOW)
        frontier_of(store, "other:1:1").finish([visit(leased)])
        assert stored(store, leased)["state"] == "leased"

    def test_safe_to_repeat(self, store, frontier, writes):
        frontier.add([entry(1)], now=NOW)
        (leased,) = frontier.lease({HOST: 1}, now=NOW)
        done = [visit(leased)]
        frontier.finish(done)
        before = stored(store, leased)
        writes()
        frontier.finish(done)
        frontier.finish([])
        assert stored(store, leased) == before
        assert writes() == []

    def test_a_late_repeat_does_not_undo_the_next_lease(self, store, frontier):
        frontier.add([entry(1)], now=NOW)
        (leased,) = frontier.lease({HOST: 1}, now=NOW)
        frontier.finish([visit(leased)])
        other = frontier_of(store, "other:1:1")
        other.wake(now=NOW)
        other.lease({HOST: 1}, now=NOW)
        frontier.finish([visit(leased, State.FAILED)])
        assert stored(store, leased)["state"] == "leased"

    def test_ask_again_later(self, frontier):
        frontier.add([entry(1)], now=NOW)
        (leased,) = frontier.lease({HOST: 1}, now=NOW)
        frontier.finish([visit(leased, State.QUEUED, due_at=LATER, reason="http_503")])
        assert frontier.lease({HOST: 1}, now=NOW) == []
        (again,) = frontier.lease({HOST: 1}, now=LATER)
        assert again.attempts == 1


class TestRecover:
    def test_a_dead_worker(self, store, frontier):
        other = frontier_of(store, DEAD)
        other.add([entry(1), entry(2), entry(3, host="b.cn")], now=NOW)
        other.lease({HOST: 9, "b.cn": 9}, now=NOW)
        assert frontier.recover([HOST], now=NOW) == 2
        assert sorted(names(frontier.lease({HOST: 9, "b.cn": 9}, now=NOW))) == ["1", "2"]

    def test_a_lease_that_ran_out(self, store, frontier):
        other = frontier_of(store, "other-machine:1:1")
        other.add([entry(1)], now=NOW)
        other.lease({HOST: 9}, now=NOW)
        assert frontier.recover([HOST], now=NOW) == 0
        assert frontier.recover([HOST], now=LATER) == 1
        (leased,) = frontier.lease({HOST: 9}, now=LATER)
        other.finish([visit(leased)])
        assert stored(store, leased)["owner"] == this_worker()

    def test_its_own_leases_stay(self, frontier):
        frontier.add([entry(1)], now=NOW)
        frontier.lease({HOST: 9}, now=NOW)
        assert frontier.recover([HOST], now=NOW) == 0

    def test_only_this_site_and_nothing_that_ended(self, store, frontier):
        other = frontier_of(store, DEAD, "b")
        other.add([entry(1, site="b")], now=NOW)
        other.lease({HOST: 9}, now=NOW)
        frontier.add([entry(2)], now=NOW)
        frontier.finish([visit(one) for one in frontier.lease({HOST: 9}, now=NOW)])
        assert frontier.recover([HOST], now=LATER) == 0

    def test_renewed_leases_hold(self, store, frontier):
        other = frontier_of(store, "other-machine:1:1")
        other.add([entry(1)], now=NOW)
        leased = other.lease({HOST: 9}, now=NOW)
        frontier.renew(leased, now=LATER)
        assert frontier.recover([HOST], now=LATER) == 1
        leased = other.lease({HOST: 9}, now=NOW)
        other.renew(leased, now=LATER)
        assert frontier.recover([HOST], now=LATER) == 0


def test_give_back(store, frontier):
    frontier.add([entry(1), entry(2)], now=NOW)
    leased = frontier.lease({HOST: 9}, now=NOW)
    frontier_of(store, "other:1:1").give_back(leased)
    assert frontier.outlook().leased == 2
    frontier.give_back(leased[:1])
    assert frontier.outlook() == Outlook(leased=1, next_due_at=NOW)
    assert frontier.lease({HOST: 9}, now=NOW) == leased[:1]
    frontier.give_back([])


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.SKIPPED])
def test_wake(frontier, state):
    frontier.add([entry("due"), entry("later"), entry("queued")], now=NOW)
    due, later, _ = sorted(frontier.lease({HOST: 9}, now=NOW), key=lambda one: one.url)
    frontier.finish([visit(due, state), visit(later, state, due_at=LATER)])
    assert frontier.wake(now=NOW) == 1
    (leased,) = frontier.lease({HOST: 9}, now=NOW)
    assert (names([leased]), leased.attempts) == (["due"], 0)


def test_outlook(frontier):
    assert frontier.outlook() == Outlook(leased=0, next_due_at=None)
    frontier.add([entry(1)], now=LATER)
    frontier.add([entry(2)], now=NOW)
    assert frontier.outlook() == Outlook(leased=0, next_due_at=NOW)
    frontier.lease({HOST: 1}, now=NOW)
    assert frontier.outlook() == Outlook(leased=1, next_due_at=LATER)


def test_the_outlook_for_hosts_that_are_left_alone(frontier):
    later = LATER + timedelta(hours=1)
    frontier.add([entry(1)], now=NOW)
    held = frontier.outlook({HOST: LATER})
    assert held == Outlook(leased=0, next_due_at=LATER)
    # What is due after that is due then; another host is not held up, one without URLs no matter.
    assert frontier.outlook({HOST: LATER, "b.cn": NOW}).next_due_at == LATER
    frontier.lease({HOST: 1}, now=NOW)
    frontier.add([entry(2)], now=later)
    assert frontier.outlook({HOST: LATER}).next_due_at == later
    frontier.add([Entry(site=frontier.site, url="http://other.cn/")], now=NOW)
    assert frontier.outlook({HOST: LATER}).next_due_at == NOW


def test_now_is_what_the_database_keeps(store):
    now = utc_now()
    store.meta.insert_one({"_id": "t", "now": now})
    assert store.meta.find_one({"_id": "t"})["now"] == now


class TestTwins:
    """One document under several addresses is asked for once."""

    TWINS = ("", "index.html")

    @pytest.fixture
    def twins(self, frontier):
        first, second = (entry(name) for name in self.TWINS)
        frontier.add([first], now=NOW)
        frontier.add([second], now=NOW)
        return first, second

    def test_the_second_waits_for_the_first(self, frontier, twins):
        assert frontier.lease({HOST: 9}, now=NOW) == [twins[0]]
        assert frontier.lease({HOST: 9}, now=NOW) == []

    def test_it_is_skipped_once_the_first_is_there(self, store, frontier, twins):
        frontier.lease({HOST: 9}, now=NOW)
        frontier.finish([visit(twins[0], status=200, kind="list")])
        assert frontier.lease({HOST: 9}, now=NOW) == []
        found = stored(store, twins[1])
        assert (found["state"], found["reason"]) == ("skipped", "twin")
        assert frontier.outlook() == Outlook(leased=0, next_due_at=None)

    @pytest.mark.parametrize(
        ("status", "kind"),
        [(404, "missing"), (403, "missing"), (301, "redirect"), (200, "soft_404")],
    )
    def test_it_is_asked_for_where_the_first_is_not(self, frontier, twins, status, kind):
        frontier.lease({HOST: 9}, now=NOW)
        frontier.finish([visit(twins[0], status=status, kind=kind)])
        assert frontier.lease({HOST: 9}, now=NOW) == [twins[1]]

    def test_a_step_of_a_list_has_none(self, frontier, twins):
        step = entry("", key="Pager/2", body="a=1")
        frontier.add([step], now=NOW)
        assert set(frontier.lease({HOST: 9}, now=NOW)) == {twins[0], step}

    def test_other_ports_are_other_sites(self, frontier):
        frontier.add([entry(1), entry(1, host="a.cn:8080")], now=NOW)
        assert len(frontier.lease({HOST: 9, "a.cn:8080": 9}, now=NOW)) == 2

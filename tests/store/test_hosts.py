"""Which worker owns which host."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from portalcrawl.frontier.hosts import Hosts
from portalcrawl.frontier.worker import this_worker
from tests.store.conftest import NOW

DEAD = this_worker().rpartition(":")[0] + ":1"
ONE, TWO = "machine-1:1:1", "machine-2:1:1"


def hosts(db, worker: str, lease_secs: float = 60) -> Hosts:
    return Hosts(db, worker=worker, lease_secs=lease_secs)


def run_out(db, host: str) -> None:
    """As if the owner had been suspended for longer than its lease."""
    db.hosts.update_one({"_id": host}, {"$set": {"lease_until": NOW}})


def test_one_owner(db):
    one, two = hosts(db, ONE), hosts(db, TWO)
    assert one.claim("a.cn")
    assert not two.claim("a.cn")
    assert two.claim("b.cn")
    assert (one.owned, two.owned) == ({"a.cn"}, {"b.cn"})
    assert one.owner("a.cn") == two.owner("a.cn") == ONE
    assert one.owner("c.cn") is None


def test_claiming_again_is_owning_still(db):
    one = hosts(db, ONE)
    assert [one.claim("a.cn"), one.claim("a.cn")] == [True, True]
    # The same worker after a restart of its object.
    assert hosts(db, ONE).claim("a.cn")


def test_a_claim_runs_out_by_the_clock_of_the_server(db):
    one, two = hosts(db, ONE, lease_secs=1), hosts(db, TWO)
    start = time.monotonic()
    one.claim("a.cn")
    while not two.claim("a.cn"):
        time.sleep(0.05)
    assert time.monotonic() - start >= 0.95
    assert one.renew() == {"a.cn"}
    assert one.owned == set()
    assert not hosts(db, ONE).claim("a.cn")


def test_renewing_keeps_it(db):
    one, two = hosts(db, ONE), hosts(db, TWO)
    one.claim("a.cn")
    run_out(db, "a.cn")
    assert one.renew() == set()
    assert not two.claim("a.cn")
    assert one.owned == {"a.cn"}


def test_only_the_lost_ones_are_reported(db):
    one, two = hosts(db, ONE), hosts(db, TWO)
    for host in ("a.cn", "b.cn", "c.cn"):
        one.claim(host)
        run_out(db, host)
    two.claim("b.cn")
    assert one.renew() == {"b.cn"}
    assert one.owned == {"a.cn", "c.cn"}
    assert not two.claim("a.cn")


def test_nothing_to_renew(db):
    assert hosts(db, ONE).renew() == set()


def test_the_claim_of_a_dead_process_is_taken_over(db):
    hosts(db, DEAD).claim("a.cn")
    assert hosts(db, this_worker()).claim("a.cn")
    # A living one is left alone, whoever asks.
    assert not hosts(db, DEAD).claim("a.cn")


def test_release(db):
    one, two = hosts(db, ONE), hosts(db, TWO)
    one.claim("a.cn")
    one.claim("b.cn")
    one.release()
    assert one.owned == set()
    assert two.claim("a.cn")
    # Giving back what another owns by now takes nothing from it.
    one.owned = {"a.cn"}
    one.release()
    assert two.owner("a.cn") == TWO


def test_what_is_remembered_outlives_its_owner(db):
    one, two = hosts(db, ONE), hosts(db, TWO)
    one.claim("a.cn")
    assert one.remembered(["a.cn", "b.cn"]) == {"a.cn": {}}
    one.remember({"a.cn": {"pace": {"not_before": NOW}}, "b.cn": {"pace": {}}})
    one.release()
    two.claim("a.cn")
    # A host that was never claimed has nobody who may write.
    assert two.remembered(["a.cn", "b.cn"]) == {"a.cn": {"pace": {"not_before": NOW}}}


def test_only_the_owner_writes_what_is_remembered(db):
    one, two = hosts(db, ONE), hosts(db, TWO)
    one.claim("a.cn")
    run_out(db, "a.cn")
    two.claim("a.cn")
    one.remember({"a.cn": {"run": "one"}})
    two.remember({"a.cn": {"run": "two"}})
    one.remember({"a.cn": {"run": "one"}})
    assert two.remembered(["a.cn"]) == {"a.cn": {"run": "two"}}
    # The claim is as it was.
    assert two.owner("a.cn") == TWO
    two.remember({})


@pytest.mark.parametrize("round_number", range(5))
def test_of_many_at_once_one_gets_it(db, round_number):
    workers = [hosts(db, f"machine-{n}:1:1") for n in range(16)]
    start = threading.Barrier(len(workers))

    def claim(one: Hosts) -> bool:
        start.wait()
        return one.claim(f"a{round_number}.cn")

    with ThreadPoolExecutor(len(workers)) as threads:
        got = list(threads.map(claim, workers))
    assert got.count(True) == 1
    assert sum(len(one.owned) for one in workers) == 1


def test_of_many_after_it_ran_out_one_gets_it(db):
    hosts(db, "machine-x:1:1").claim("a.cn")
    run_out(db, "a.cn")
    workers = [hosts(db, f"machine-{n}:1:1") for n in range(16)]
    start = threading.Barrier(len(workers))

    def claim(one: Hosts) -> bool:
        start.wait()
        return one.claim("a.cn")

    with ThreadPoolExecutor(len(workers)) as threads:
        assert list(threads.map(claim, workers)).count(True) == 1

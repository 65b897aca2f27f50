"""How far long work has come."""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.reprocess.job import Job
from portalcrawl.reprocess.run import Step
from portalcrawl.reprocess.tally import Tally
from portalcrawl.store.jobs import Jobs

PLACE = {"is_step": False, "first_at": datetime(2026, 1, 1, tzinfo=UTC), "_id": "f1"}
RULES = {"rules": "1"}


def step(**counts: int) -> Step:
    return Step(PLACE, Tally(pages=32, **counts))


def job(store, *, rules=RULES, **options) -> Job:
    return Job(Jobs(store), site="a", rules=rules, **options)


def test_a_run_goes_on_behind_its_last_step(store):
    first = job(store)
    assert (first.begun, first.place) == ("anew", None)
    first.advance(step(new=2))
    first.advance(step(new=1, fields={"title": 1}))
    again = job(store)
    assert (again.begun, again.place) == ("resumed", PLACE)
    assert (again.tally.pages, again.tally.new, again.tally.fields) == (64, 3, {"title": 1})
    again.advance(step())
    again.finish()
    assert job(store).begun == "anew"


def test_it_begins_anew_by_other_rules_or_where_that_is_wished(store):
    job(store).advance(step())
    assert job(store, rules={"rules": "2"}).begun == "other_rules"
    assert job(store, rules={"rules": "2"}).place is None
    assert job(store, restart=True).begun == "anew"
    assert Job(Jobs(store), site="b", rules=RULES).begun == "anew"

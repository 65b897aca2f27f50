"""The policy, which knows nothing at first, beside a fixed interval with as many requests."""

from __future__ import annotations

from random import Random

import pytest

from bench.recrawl.laws import Law, constant, law, office
from bench.recrawl.optimum import plans_around
from bench.recrawl.simulation import Outcome, fixed_visits, outcome, policy_visits
from portalcrawl.recrawl.limits import RecrawlLimits

WEEKS = 16
HOURS = WEEKS * 168
PER_DAY = (6, 2, 0.5)


def ratio_to_fixed(laws: list[Law], *, every: float = 0.0) -> float:
    """The delay of an item over that of fixed intervals, mean of the columns."""
    columns = [law.events(Random(f"{number}")) for number, law in enumerate(laws)]
    plans = policy_visits(columns, hours=HOURS, limits=RecrawlLimits(), every=every)
    ratios = []
    for visits, items in zip(plans, columns, strict=True):
        fixed = Outcome()
        for phase in (0.1, 0.3, 0.5, 0.7, 0.9):
            even = fixed_visits(len(visits), HOURS, phase=phase, every=every)
            fixed.add(outcome(even, items, HOURS))
        ratios.append(outcome(visits, items, HOURS).delay / fixed.delay)
    return sum(ratios) / len(ratios)


def laws(shape) -> list[Law]:
    return [law(f"{rate}", rate, shape, days=WEEKS * 7) for rate in PER_DAY]


def test_office_hours_halve_the_delay():
    assert ratio_to_fixed(laws(office)) < 0.55


def test_a_crawl_that_runs_hourly_gains_too():
    assert ratio_to_fixed(laws(office), every=1.0) < 0.7


def test_a_law_without_structure_costs_little():
    assert ratio_to_fixed(laws(constant)) < 1.15


def test_the_best_plan_is_better_than_even_ones():
    column = law("", 3, office, days=28)
    plan, more = plans_around(*column.steps(4), 200)
    items = column.events(Random(1))
    even = outcome(fixed_visits(200, 672, phase=0.5), items, 672)
    assert len(plan) <= 200 < len(more)
    assert outcome(plan, items, 672).delay < 0.7 * even.delay


def test_the_expected_delay_is_that_of_many_years():
    column = law("", 2, office, days=28)
    visits = [hour + 0.3 for hour in range(3, 670, 7)]
    total = Outcome()
    for year in range(60):
        total.add(outcome(visits, column.events(Random(year)), 672))
    assert column.delay(visits) == pytest.approx(total.delay, rel=0.04)


def test_outcome_of_visits():
    found = outcome([2.0, 5.0], [1.0, 1.5, 4.0, 7.0], 8.0)
    assert (found.visits, found.items, found.late_hours, found.stale_hours) == (2, 4, 3.5, 3.0)

"""``python -m bench.recrawl``: a simulated year, of the policy and of what it could be instead.

Columns follow known laws; the policy knows nothing at first and learns from what it finds. Fixed
intervals and the best plan have as many requests, column by column. The plan knows the law to the
hour, holidays and all, but not the items; the clairvoyant knows the items. Ratios are of the hours
that an item is late: below 1 the policy is the better one. Sites of one law have one rhythm.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections.abc import Callable, Sequence
from random import Random
from time import process_time

from bench.recrawl import articles
from bench.recrawl.laws import YEAR_HOURS, Law, constant, doubling, law, night, office, seasons
from bench.recrawl.optimum import clairvoyant_steps, plans_around
from bench.recrawl.simulation import Outcome, fixed_visits, outcome, policy_visits
from portalcrawl.recrawl.limits import RecrawlLimits

ALL = (24, 3, 1, 1 / 7, 1 / 30)
SITES: tuple[tuple[str, Callable[[float], float], float, Sequence[float]], ...] = (
    ("constant", constant, 0, ALL),
    ("office", office, 0, ALL),
    ("two at night", night, 0, ALL),
    ("bursts of 8", constant, 7, (3, 1, 1 / 7)),
    ("office, bursts of 8", office, 7, (3, 1, 1 / 7)),
    ("silent Mar to Aug", seasons, 0, (3, 1, 1 / 7)),
    ("doubling", doubling, 0, (3, 1, 1 / 7)),
)
PHASES = (0.1, 0.3, 0.5, 0.7, 0.9)
# The policy has learned by then.
QUARTER = 13 * 168


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=3, help="with other items of the same laws")
    parser.add_argument(
        "--every", type=float, default=0.0, help="the crawl runs each so many hours"
    )
    options = parser.parse_args()
    print(f"{'':20}{'rows/d':>7}{'requests':>9}{'h late':>8}{'fresh':>7}", end="")
    print(f"{'/fixed':>8}{'fr.':>7}{'Q2-4':>7}{'/best':>8}{'fr.':>7}{'clairv. h':>10}")
    for name, shape, cluster, rates in SITES:
        laws = [law(name, rate, shape, cluster) for rate in rates]
        for rate, figures in zip(rates, site(laws, options.years, options.every), strict=True):
            print(f"{name:20}{rate:7.2f}{figures}", flush=True)
    if not options.every:
        articles.main()


def site(laws: Sequence[Law], years: int, every: float) -> list[str]:
    items = [
        [one.events(Random(f"{one.name} {n} {y}")) for n, one in enumerate(laws)]
        for y in range(years)
    ]
    plans = [
        policy_visits(columns, hours=YEAR_HOURS, limits=RecrawlLimits(), every=every)
        for columns in items
    ]
    return [
        column(one, [year[n] for year in plans], [year[n] for year in items], every)
        for n, one in enumerate(laws)
    ]


def column(one: Law, plans: list[list[float]], items: list[list[float]], every: float) -> str:
    policy, fixed, late_policy, late_fixed = (Outcome() for _ in range(4))
    for visits, found in zip(plans, items, strict=True):
        policy.add(outcome(visits, found, YEAR_HOURS))
        late_policy.add(outcome(*later(visits, found), YEAR_HOURS - QUARTER))
        for phase in PHASES:
            even = fixed_visits(len(visits), YEAR_HOURS, phase=phase, every=every)
            fixed.add(outcome(even, found, YEAR_HOURS))
            late = later(visits, found)
            even = fixed_visits(len(late[0]), YEAR_HOURS - QUARTER, phase=phase, every=every)
            late_fixed.add(outcome(even, late[1], YEAR_HOURS - QUARTER))
    count = policy.visits / len(plans)
    per_hour = 1 if every else 6 if count > 2000 else 3
    passed = one.passed(per_hour)
    hours = [step / per_hour for step in range(len(passed))]
    best = between(plans_around(hours, passed, count), items, count)
    knowing = clairvoyant_steps(items[0], YEAR_HOURS)
    clairvoyant = between(plans_around(*knowing, len(plans[0])), items[:1], len(plans[0]))
    return (
        f"{count:9.0f}{policy.delay:8.2f}{policy.freshness:7.3f}"
        f"{policy.delay / fixed.delay:8.2f}{fixed.freshness:7.3f}"
        f"{late_policy.delay / late_fixed.delay:7.2f}"
        f"{policy.delay / best[0]:8.2f}{best[1]:7.3f}{clairvoyant[0]:10.2f}"
    )


def later(visits: list[float], items: list[float]) -> tuple[list[float], list[float]]:
    return tuple(
        [hour - QUARTER for hour in hours[bisect_right(hours, QUARTER) :]]
        for hours in (visits, items)
    )


def between(
    plans: tuple[list[float], list[float]], items: list[list[float]], count: float
) -> tuple[float, float]:
    """Delay and freshness at *count* visits, between two plans that have fewer and more."""
    results = []
    for plan in plans:
        total = Outcome()
        for found in items:
            total.add(outcome(plan, found, YEAR_HOURS))
        results.append((len(plan), total.delay, total.freshness))
    (few, *low), (many, *high) = results
    part = (count - few) / (many - few) if many > few else 0.0
    part = min(1.0, max(0.0, part))
    delay, fresh = ((1 - part) * a + part * b for a, b in zip(low, high, strict=True))
    return delay, fresh


if __name__ == "__main__":
    started = process_time()
    main()
    print(f"{process_time() - started:.0f} s of CPU")

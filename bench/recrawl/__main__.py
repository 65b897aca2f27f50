"""``python -m bench.recrawl``: a simulated year, of the policy and of what it could be instead.

Columns follow known laws; the policy knows nothing at first and learns from what it finds. Fixed
intervals and the best plan have as many requests, column by column. The plan knows the law to the
hour, holidays and all, but not the items (who knew those would come right after each: no delay, and
fewer requests). "/fixed" and "/best" are ratios of the hours that an item is late: below 1 the
policy is better. "Q2-4" is "/fixed" without the first quarter, in which it learns.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import product
from random import Random
from time import process_time

from bench.recrawl import articles
from bench.recrawl.laws import YEAR_HOURS, Law, constant, doubling, law, night, office, seasons
from bench.recrawl.optimum import plans_around
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
    parser.add_argument("--years", type=int, default=4, help="with other items of the same laws")
    parser.add_argument(
        "--every", type=float, default=0.0, help="the crawl runs each so many hours"
    )
    options = parser.parse_args()
    print(f"{'':20}{'rows/d':>7}{'requests':>9}{'h late':>8}{'fresh':>7}", end="")
    print(f"{'/fixed':>8}{'fr.':>7}{'Q2-4':>7}{'/best':>8}{'fr.':>7}")
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
    count = sum(map(len, plans)) / len(plans)
    fixed = [fixed_visits(count, YEAR_HOURS, phase=phase, every=every) for phase in PHASES]
    # So many as the policy has after it has learned.
    later = sum(hour > QUARTER for plan in plans for hour in plan) / len(plans)
    even = later * YEAR_HOURS / (YEAR_HOURS - QUARTER)
    fixed_later = [fixed_visits(even, YEAR_HOURS, phase=phase, every=every) for phase in PHASES]
    per_hour = 1 if every else 6 if count > 2000 else 2
    fewer, more = plans_around(*one.steps(per_hour), count)
    # Between two plans that have fewer visits and more.
    part = (count - len(fewer)) / (len(more) - len(fewer)) if len(more) > len(fewer) else 0.0

    def best(figure: Callable[[list[list[float]]], float]) -> float:
        return (1 - part) * figure([fewer]) + part * figure([more])

    def delay(tried: list[list[float]], start: float = 0.0) -> float:
        return mean_delay(one, tried, items, start)

    def fresh(tried: list[list[float]]) -> float:
        return total(tried, items).freshness

    mine = delay(plans)
    return (
        f"{count:9.0f}{mine:8.2f}{fresh(plans):7.3f}"
        f"{mine / delay(fixed):8.2f}{fresh(fixed):7.3f}"
        f"{delay(plans, QUARTER) / delay(fixed_later, QUARTER):7.2f}"
        f"{mine / best(delay):8.2f}{best(fresh):7.3f}"
    )


def mean_delay(one: Law, plans: list[list[float]], items: list[list[float]], start: float) -> float:
    """Hours that an item is late: as expected, or as it was where bursts forbid to expect."""
    if not one.cluster:
        return sum(one.delay(plan, start) for plan in plans) / len(plans)
    return total(plans, items, start).delay


def total(plans: list[list[float]], items: list[list[float]], start: float = 0.0) -> Outcome:
    """Each year's own plan where there are so many, else each plan in each year."""
    own = len(plans) == len(items)
    pairs = zip(plans, items, strict=True) if own else product(plans, items)
    found = Outcome()
    for plan, year in pairs:
        begun = bisect_right(plan, start), bisect_right(year, start)
        found.add(outcome(plan[begun[0] :], year[begun[1] :], YEAR_HOURS))
    return found


if __name__ == "__main__":
    started = process_time()
    main()
    print(f"{process_time() - started:.0f} s of CPU")

"""A year of visits to the columns of a site, by the policy or by a plan, and what it came to."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from bench.recrawl.laws import START
from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.next_ask import next_list_ask
from portalcrawl.recrawl.site_rates import SiteRates


@dataclass
class Outcome:
    """What visits came to: sums over columns and years."""

    visits: int = 0
    items: int = 0
    late_hours: float = 0.0
    """Of all items."""
    stale_hours: float = 0.0
    """In which at least one item was missing."""
    hours: float = 0.0

    @property
    def delay(self) -> float:
        return self.late_hours / max(1, self.items)

    @property
    def freshness(self) -> float:
        return 1 - self.stale_hours / self.hours

    def add(self, other: Outcome) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def outcome(visits: Iterable[float], events: Sequence[float], hours: float) -> Outcome:
    """What *visits* at those hours came to; items that none of them saw are seen at the end."""
    result = Outcome(items=len(events), hours=hours)
    seen = 0
    for visit in [*visits, hours]:
        upto = bisect_right(events, visit, lo=seen)
        if upto > seen:
            result.late_hours += visit * (upto - seen) - sum(events[seen:upto])
            result.stale_hours += visit - events[seen]
        seen = upto
        result.visits += 1
    result.visits -= 1
    return result


def policy_visits(
    columns: Sequence[Sequence[float]],
    *,
    hours: float,
    limits: RecrawlLimits,
    every: float = 0.0,
) -> list[list[float]]:
    """When the policy, which knows nothing at first, visits each column of a site.

    *every*: the crawl runs only at multiples of so many hours.
    """
    rates = SiteRates()
    known = [ListRate(at=START) for _ in columns]
    seen = [0] * len(columns)
    visits: list[list[float]] = [[] for _ in columns]
    queue = [(every, number) for number in range(len(columns))]
    while queue:
        hour, number = heapq.heappop(queue)
        if hour >= hours:
            continue
        visits[number].append(hour)
        now = START + timedelta(hours=hour)
        upto = bisect_right(columns[number], hour, lo=seen[number])
        new, seen[number] = upto - seen[number], upto
        known[number] = rates.list_seen(known[number], new, at=now)
        due = next_list_ask(known[number], rates, now=now, limits=limits, key=str(number))
        wanted = (due - START) / timedelta(hours=1)
        heapq.heappush(queue, (ceil(wanted / every - 1e-9) * every if every else wanted, number))
    return visits


def fixed_visits(count: float, hours: float, *, phase: float, every: float = 0.0) -> list[float]:
    """So many visits at even intervals."""
    gap = hours / count
    plan: Iterable[float] = ((number + phase) * gap for number in range(ceil(count)))
    round_up: Callable[[float], float] = (
        (lambda h: ceil(h / every) * every) if every else (lambda h: h)
    )
    return sorted({round_up(hour) for hour in plan if hour < hours})

"""Laws by which the columns of a made-up site publish: a year of hours from a Monday in China."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from math import exp
from random import Random

START = datetime(2026, 1, 4, 16, tzinfo=UTC)
YEAR_HOURS = 364 * 24
# A law is even within such a part of an hour.
SLOTS = 2
# Days from the start: Spring Festival, Qingming, May, Dragon Boat, National Day.
HOLIDAYS = frozenset({*range(41, 50), 90, 91, 116, 117, 118, 165, *range(269, 276)})


@dataclass(frozen=True)
class Law:
    """The expected items of each slot; *cluster* is the mean of a burst's items after its first."""

    name: str
    expected: list[float]
    cluster: float = 0.0

    def events(self, rng: Random) -> list[float]:
        """The hours at which a column that follows the law publishes."""
        found = []
        for slot, expected in enumerate(self.expected):
            for _ in range(poisson(expected / (1 + self.cluster), rng)):
                first = (slot + rng.random()) / SLOTS
                found.append(first)
                more = range(geometric(self.cluster, rng))
                found.extend(first + rng.expovariate(1.0) for _ in more)
        end = len(self.expected) / SLOTS
        return sorted(hour for hour in found if hour < end)

    def delay(self, visits: Sequence[float], start: float = 0.0) -> float:
        """The hours that an item is late, expected where *visits* know nothing of what comes.

        Only for laws without bursts, whose next items do not depend on the last ones.
        """
        end = len(self.expected) / SLOTS
        _, passed, area = self.steps(SLOTS)

        def at(hour: float) -> tuple[float, float]:
            slot = min(int(hour * SLOTS), len(self.expected) - 1)
            part = hour - slot / SLOTS
            come = self.expected[slot] * SLOTS * part
            return passed[slot] + come, area[slot] + part * (passed[slot] + come / 2)

        hours = [start, *(hour for hour in visits if hour > start), end]
        late = 0.0
        for before, hour in pairwise(hours):
            (known, begin), (_, until) = at(before), at(hour)
            late += until - begin - known * (hour - before)
        return late / (passed[-1] - at(start)[0])

    def steps(self, per_hour: int) -> tuple[list[float], list[float], list[float]]:
        """Hours, the items expected up to each, the integral of those: 1 or 2n steps an hour."""
        fine = max(per_hour, SLOTS)
        count = len(self.expected) // SLOTS * fine
        rates = (self.expected[step * SLOTS // fine] * SLOTS / fine for step in range(count))
        passed = list(accumulate(rates, initial=0.0))
        area = list(accumulate(((a + b) / 2 / fine for a, b in pairwise(passed)), initial=0.0))
        every = fine // per_hour
        hours = [step / fine for step in range(count + 1)]
        return hours[::every], passed[::every], area[::every]


def law(
    name: str, per_day: float, shape: Callable[[float], float], cluster: float = 0.0, days=364
) -> Law:
    """A law of so many items a day, in the mean, which come by the *shape* (of the hour)."""
    weights = [shape((slot + 0.5) / SLOTS) for slot in range(days * 24 * SLOTS)]
    scale = per_day * days / sum(weights)
    return Law(name, [scale * weight for weight in weights], cluster)


def constant(_hour: float) -> float:
    return 1.0


def office(hour: float) -> float:
    """Offices at work: a peak at nine and at four, lunch, quiet weekends, closed on holidays."""
    day, clock = divmod(hour, 24)
    if day in HOLIDAYS:
        return 0.02
    busy = exp(-((clock - 9.5) ** 2) / 2.5) + exp(-((clock - 16) ** 2) / 4)
    at_work = 8.5 <= clock < 12 or 14 <= clock < 18
    level = busy + 0.4 if at_work else 0.05 if 7 <= clock < 22 else 0.005
    return level * (0.1 if day % 7 > 4 else 1.0)


def night(hour: float) -> float:
    """A machine that publishes between two and four, each day."""
    return 1.0 if 2 <= hour % 24 < 4 else 0.01


def seasons(hour: float) -> float:
    """Silent from March to August."""
    return 0.0 if 60 * 24 <= hour < 240 * 24 else 1.0


def doubling(hour: float) -> float:
    return 2 ** (hour / YEAR_HOURS)


def poisson(mean: float, rng: Random) -> int:
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def geometric(mean: float, rng: Random) -> int:
    count = 0
    while rng.random() < mean / (1 + mean):
        count += 1
    return count

"""A clock on which some hours of the week count for more than others, and what lateness costs.

Changes come at ``rate * weight(hour of the week)`` an hour; the weights have the mean 1. What came
since the last visit is late for as long as it waits. On even weights, ten minutes after a visit of
a list that gets six rows an hour, one row is expected, and it is late by five minutes:

>>> even = Week([1.0] * 168)
>>> even.weighed(0, 10 / 60) * 6, even.lateness(0, 10 / 60) * 6 * 60
(1.0, 5.0)

``Week.reaches`` turns that round: when the lateness comes to what a request is worth. For a rare
change that is the square-root law, sqrt(2 * tolerance / rate):

>>> even.reaches(0.25, start=0, rate=1 / 200, until=1000)
10.0

All hours are those of China (UTC+8, no summer time), counted from a Monday's midnight.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import floor, sqrt

HOURS = 168
# Monday 5 January 1970, 00:00 in China.
_EPOCH = datetime(1970, 1, 4, 16, tzinfo=UTC)
_HOUR = timedelta(hours=1)


def hours_of(moment: datetime) -> float:
    """The hours from the epoch of this clock to *moment*.

    >>> hours_of(datetime(2026, 1, 6, 1, 30, tzinfo=UTC)) % 168
    33.5
    """
    return (moment - _EPOCH) / _HOUR


def moment_of(hours: float) -> datetime:
    """The inverse of ``hours_of``, to the second.

    >>> moment_of(hours_of(datetime(2026, 1, 6, 1, 30, tzinfo=UTC)))
    datetime.datetime(2026, 1, 6, 1, 30, tzinfo=datetime.timezone.utc)
    """
    return _EPOCH + timedelta(seconds=round(hours * 3600))


class Week:
    """A week whose 168 hours have *weights* (positive; any sum: they are scaled to the mean 1)."""

    def __init__(self, weights: Sequence[float]) -> None:
        scale = HOURS / sum(weights)
        self.weights = tuple(weight * scale for weight in weights)
        # Up to the start of each hour: the weights passed, and the integral of those.
        passed, area = [0.0], [0.0]
        for weight in self.weights:
            area.append(area[-1] + passed[-1] + weight / 2)
            passed.append(passed[-1] + weight)
        self._passed, self._area = passed, area

    def weighed(self, start: float, end: float) -> float:
        """The hours from *start* to *end* by their weights."""
        return self._passed_at(end) - self._passed_at(start)

    def lateness(self, start: float, end: float) -> float:
        """For a rate of 1: the hours that what came after *start* is late at *end*, in sum."""
        base = floor(start / HOURS) * HOURS
        start, end = start - base, end - base
        waited = self._passed_at(start) * (end - start)
        return self._area_at(end) - self._area_at(start) - waited

    def reaches(
        self,
        tolerance: float,
        *,
        start: float,
        rate: float,
        until: float,
        waiting: float = 0.0,
        late: float = 0.0,
    ) -> float | None:
        """When the lateness since *start* comes to *tolerance* hours; None: not before *until*.

        At *start*, *waiting* changes are expected to wait already, *late* for so many hours in sum.
        """
        base = floor(start / HOURS) * HOURS
        start, until = start - base, until - base
        passed = self._passed_at(start)
        area = self._area_at(start)

        def late_at(hour: float) -> float:
            gap = hour - start
            return late + waiting * gap + rate * (self._area_at(hour) - area - passed * gap)

        if late_at(until) < tolerance:
            return None
        hours = range(floor(start) + 1, floor(until) + 1)
        place = bisect_left(hours, tolerance, key=late_at)
        # Within one hour the weight is even: a quadratic equation is left.
        before = max(start, hours[place - 1]) if place else start
        missing = max(0.0, tolerance - late_at(before))
        growth = waiting + rate * (self._passed_at(before) - passed)
        bend = rate * self.weights[floor(before) % HOURS]
        slope = growth + sqrt(growth * growth + 2 * bend * missing)
        return base + (min(until, before + 2 * missing / slope) if slope > 0 else before)

    def timely(self, start: float, planned: float, following: float) -> float:
        """The best time between two visits for a third: *planned*, or the turn of an hour.

        What came by then is not late until *following*: the visit saves most where the changes that
        it finds, times the hours that are left, are the most. That is the end of a working day
        rather than the night after it.
        """
        base = floor(start / HOURS) * HOURS
        passed, until = self._passed_at(start - base), following - base

        def saved(hour: float) -> float:
            return (self._passed_at(hour) - passed) * (until - hour)

        turns = range(floor(start - base) + 1, floor(until) + 1)
        moments: list[float] = [planned - base, *turns]
        return base + max(moments, key=saved)

    def _passed_at(self, hour: float) -> float:
        whole = floor(hour)
        weeks, number = divmod(whole, HOURS)
        return weeks * HOURS + self._passed[number] + (hour - whole) * self.weights[number]

    def _area_at(self, hour: float) -> float:
        whole = floor(hour)
        weeks, number = divmod(whole, HOURS)
        part = hour - whole
        within = self._area[number] + part * (
            self._passed[number] + part * self.weights[number] / 2
        )
        earlier = weeks * (self._area[HOURS] + HOURS * HOURS * (weeks - 1) / 2)
        return earlier + weeks * HOURS * (number + part) + within

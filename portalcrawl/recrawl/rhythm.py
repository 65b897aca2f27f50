"""At which hours of the week a site publishes: learned from what was seen to come, and when.

>>> from datetime import UTC, datetime
>>> monday = datetime(2026, 1, 5, tzinfo=UTC)  # 08:00 in China
>>> rhythm = Rhythm()
>>> rhythm.week.weights[10] > 1 > rhythm.week.weights[3]
True
>>> for _ in range(400):  # a machine that publishes before three in the night
...     rhythm.seen(1, after=monday.replace(hour=18, minute=50), until=monday.replace(hour=19))
>>> rhythm.week.weights[26] > rhythm.week.weights[34]
True

A change is known to lie between two visits only. Its mass is spread over that time as the rhythm
known so far would have it (the E-step of EM), so that the hours of our own visits teach nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import floor
from typing import Any

from portalcrawl.recrawl.week import HOURS, Week, hours_of

# Offices of China, an hour each from midnight: 8:30 to 12:00 and 14:00 to 18:00, little after it.
_WORKDAY = (
    *(0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.3, 1.2, 2.0, 2.0, 1.5),
    *(0.5, 0.7, 1.5, 2.0, 2.0, 1.5, 0.7, 0.4, 0.3, 0.2, 0.15, 0.1),
)
_WEEKEND_SHARE = 0.2
OFFICE_HOURS = (*_WORKDAY * 5, *(share * _WEEKEND_SHARE for share in _WORKDAY * 2))
# The office hours count for as much as so many changes that were seen.
PRIOR_CHANGES = 40.0
# That workdays have the same hours counts for as much as so many.
ALIKE_CHANGES = 1000.0
# No hour is taken to be dead: what comes against all habit is still to be noticed.
LEAST_WEIGHT = 0.03
HALF_LIFE_DAYS = 120.0
# What lies between visits further apart than this says nothing of the hour.
MAX_GAP = timedelta(days=3)
# The week is weighed anew when so much more was seen.
_RENEWAL = 1.03


class Rhythm:
    """The rhythm of one site; *seen* has the changes of each hour of the week."""

    def __init__(self, seen: Sequence[float] = ()) -> None:
        self._seen = list(seen) if len(seen) == HOURS else [0.0] * HOURS
        self._total = sum(self._seen)
        self._weighed_at = -1.0
        self._week = self._weigh()

    @property
    def week(self) -> Week:
        """The weights as known by now."""
        if self._total + PRIOR_CHANGES > self._weighed_at * _RENEWAL:
            self._week = self._weigh()
        return self._week

    def seen(self, changes: float, *, after: datetime, until: datetime) -> None:
        """So many *changes* came after the visit *after*, and were seen at *until*."""
        if changes <= 0 or not timedelta() < until - after <= MAX_GAP:
            return
        start, end = hours_of(after), hours_of(until)
        week = self.week
        share = changes / week.weighed(start, end)
        for hour in range(floor(start), floor(end) + 1):
            part = min(end, hour + 1) - max(start, hour)
            self._seen[hour % HOURS] += share * part * week.weights[hour % HOURS]
        self._total += changes

    def fade(self, days: float) -> None:
        """Let *days* pass: what was seen counts for less."""
        kept = 0.5 ** (max(0.0, days) / HALF_LIFE_DAYS)
        self._seen = [kept * mass for mass in self._seen]
        self._total *= kept

    def as_list(self) -> list[float]:
        """168 numbers, for the database."""
        return [round(mass, 3) for mass in self._seen]

    @classmethod
    def of_list(cls, seen: Any) -> Rhythm:  # noqa: ANN401 - as the database has it
        """The rhythm that ``as_list`` wrote; one that knows nothing where it is broken."""
        good = isinstance(seen, list) and all(isinstance(x, int | float) and x >= 0 for x in seen)
        return cls(seen if good else ())

    def _weigh(self) -> Week:
        self._weighed_at = self._total + PRIOR_CHANGES
        prior = PRIOR_CHANGES / sum(OFFICE_HOURS)
        masses = [s + prior * o for s, o in zip(self._seen, OFFICE_HOURS, strict=True)]
        share = ALIKE_CHANGES / sum(masses)
        masses = [m + share * a for m, a in zip(masses, _alike(masses), strict=True)]
        least = LEAST_WEIGHT * sum(masses) / HOURS
        return Week([max(least, mass) for mass in masses])


def _alike(masses: Sequence[float]) -> list[float]:
    """*masses* as they were if all workdays had the same hours, and both days of the weekend."""
    days = [masses[start : start + 24] for start in range(0, HOURS, 24)]
    shared = []
    for kind in (days[:5], days[5:]):
        hours = [sum(column) for column in zip(*kind, strict=True)]
        total = sum(hours)
        shared += [sum(day) * hour / total for day in kind for hour in hours]
    return shared

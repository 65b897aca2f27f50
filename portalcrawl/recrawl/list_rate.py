"""How many rows a day a list gets: counted, with a memory that fades, first told by its dates.

>>> from datetime import UTC
>>> now = datetime(2026, 1, 30, tzinfo=UTC)
>>> busy = ListRate.seeded([f"2026-01-{day:02}" for day in range(29, 9, -1)], now=now)
>>> dead = ListRate.seeded([f"2019-01-{day:02}" for day in range(29, 9, -1)], now=now)
>>> round(busy.per_day, 1), dead.per_day < 0.01
(0.9, True)
>>> ListRate.of_dict(busy.as_dict()) == busy
True

Rows come as a Poisson stream whose rate drifts. With a Gamma prior the rate is (rows + a) / (days +
b); both are halved each half-life, which is a month, or longer for a list that has news rarely: as
long as it takes to have some twenty times. An office may publish ten rows at once: those are one
piece of evidence, so beside the rows the times at which there were some are counted.

A list that was silent for far longer than is likely sleeps, whatever it did before: then its
silence alone says how rare news is. The first new row wakes it to the rate that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import expm1, log
from typing import Any

from portalcrawl.recrawl.dates import moment_of_iso
from portalcrawl.recrawl.week import Week, hours_of

# Weak: a list of which nothing is known is asked often on its first day, then it speaks for itself.
PRIOR_ROWS = 0.25
PRIOR_DAYS = 0.25
MIN_HALF_LIFE_DAYS = 30.0
MAX_HALF_LIFE_DAYS = 730.0
MEMORY_NEWS = 20.0
# No Poisson stream is silent for six times its mean interval (exp(-6) is 0.2 %).
ASLEEP = 6.0
# So many of the oldest rows of a page may be old ones that somebody pinned.
PINNED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class ListRate:
    """The rows that were *found* in *days* of watching, up to the visit *at*.

    They came *news* times; *found*, *news* and *days* are faded. The list is silent for
    *silent_days* now. Days are weighed by the site's rhythm.
    """

    found: float = 0.0
    news: float = 0.0
    days: float = 0.0
    silent_days: float = 0.0
    at: datetime | None = None

    @property
    def per_day(self) -> float:
        """The expected rows a day, over a week's mean."""
        rate = (self.found + PRIOR_ROWS) / (self.days + PRIOR_DAYS)
        silence = self.silent_days * self.news_per_day
        return rate * min(1.0, ASLEEP / silence) if silence else rate

    @property
    def news_per_day(self) -> float:
        """How many times a day it is expected to publish, be it one row or ten."""
        return (self.news + PRIOR_ROWS) / (self.days + PRIOR_DAYS)

    @classmethod
    def seeded(cls, dates: Iterable[str | None], *, now: datetime) -> ListRate:
        """What the *dates* (ISO 8601, or nonsense) of a list's rows tell at its first visit."""
        moments = [moment_of_iso(date, now=now) for date in dates]
        ages = sorted((now - moment) / timedelta(days=1) for moment in moments if moment)
        kept = ages[: len(ages) - int(len(ages) * PINNED_SHARE)]
        if len(kept) < 2:
            return cls(at=now)
        # The window begins with a row, which therefore is not one of those found in it.
        rows, span = kept[:-1], max(kept[-1], 0.5)
        alive = max(kept[-1] - kept[0], 0.5)
        half_life = _half_life_days(len({int(age) for age in rows}) / alive)
        return cls(
            found=sum(0.5 ** (age / half_life) for age in rows),
            news=sum(0.5 ** (age / half_life) for age in {int(age) for age in rows}),
            days=half_life / log(2) * (1 - 0.5 ** (span / half_life)),
            silent_days=kept[0],
            at=now,
        )

    def seen(self, new_rows: int, *, at: datetime, week: Week) -> ListRate:
        """The rate after a visit *at* that found *new_rows*; the first visit starts the clock."""
        if self.at is None or at <= self.at:
            return self if self.at else ListRate(at=at)
        start, end = hours_of(self.at), hours_of(at)
        kept = 0.5 ** ((end - start) / 24 / _half_life_days(self.news_per_day))
        days = week.weighed(start, end) / 24
        return ListRate(
            found=self.found * kept + new_rows,
            news=self.news * kept + self._news(new_rows, days),
            days=self.days * kept + days,
            silent_days=0.0 if new_rows else self.silent_days + days,
            at=at,
        )

    def news_seen(self, new_rows: int, *, at: datetime, week: Week) -> float:
        """How many times something is expected to have come, where *new_rows* are seen *at*."""
        if self.at is None or at <= self.at:
            return 0.0
        return self._news(new_rows, week.weighed(hours_of(self.at), hours_of(at)) / 24)

    def _news(self, new_rows: int, days: float) -> float:
        """Not fewer than once, not more than the rows: as in ``age_rates.py``."""
        expected = max(self.news_per_day * days, 1e-9)
        return min(new_rows, expected / -expm1(-expected))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_dict(cls, data: Mapping[str, Any] | None) -> ListRate:
        """The rate that ``as_dict`` wrote; what is missing is not known."""
        data = data or {}
        numbers = {
            name: float(data.get(name) or 0.0) for name in ("found", "news", "days", "silent_days")
        }
        at = data.get("at")
        return cls(**numbers, at=at.replace(tzinfo=UTC) if at and at.tzinfo is None else at)


def _half_life_days(news_per_day: float) -> float:
    return min(MAX_HALF_LIFE_DAYS, max(MIN_HALF_LIFE_DAYS, MEMORY_NEWS / news_per_day))

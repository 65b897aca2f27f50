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
b); both are halved each half-life, which is a month, or longer for a list with few rows: as long as
it takes to see a dozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log
from typing import Any

from portalcrawl.recrawl.dates import moment_of_iso
from portalcrawl.recrawl.week import Week, hours_of

# Weak: a list of which nothing is known is asked often on its first day, then it speaks for itself.
PRIOR_ROWS = 0.25
PRIOR_DAYS = 0.25
MIN_HALF_LIFE_DAYS = 30.0
MAX_HALF_LIFE_DAYS = 730.0
MEMORY_ROWS = 12.0
# So many of the oldest rows of a page may be old ones that somebody pinned.
PINNED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class ListRate:
    """The rows that were *found* in *days* of watching, both faded, up to the visit *at*."""

    found: float = 0.0
    days: float = 0.0
    at: datetime | None = None

    @property
    def per_day(self) -> float:
        """The expected rows a day, over a week's mean."""
        return (self.found + PRIOR_ROWS) / (self.days + PRIOR_DAYS)

    @classmethod
    def seeded(cls, dates: Iterable[str | None], *, now: datetime) -> ListRate:
        """What the *dates* (ISO 8601, or nonsense) of a list's rows tell at its first visit."""
        moments = [moment_of_iso(date, now=now) for date in dates]
        ages = sorted((now - moment) / timedelta(days=1) for moment in moments if moment)
        # The window begins with a row, which therefore is not one of those found in it.
        kept = ages[: len(ages) - int(len(ages) * PINNED_SHARE)]
        if len(kept) < 2:
            return cls(at=now)
        span, alive = kept[-1], max(kept[-1] - kept[0], 0.5)
        half_life = _half_life_days((len(kept) - 1) / alive)
        found = sum(0.5 ** (age / half_life) for age in kept[:-1])
        return cls(found, half_life / log(2) * (1 - 0.5 ** (max(span, 0.5) / half_life)), now)

    def seen(self, new_rows: int, *, at: datetime, week: Week) -> ListRate:
        """The rate after a visit *at* that found *new_rows*."""
        if self.at is None or at <= self.at:
            return ListRate(self.found + new_rows * (self.at is not None), self.days, self.at or at)
        start, end = hours_of(self.at), hours_of(at)
        kept = 0.5 ** ((end - start) / 24 / _half_life_days(self.per_day))
        days = week.weighed(start, end) / 24
        return ListRate(self.found * kept + new_rows, self.days * kept + days, at)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {"found": self.found, "days": self.days, "at": self.at}

    @classmethod
    def of_dict(cls, data: Mapping[str, Any] | None) -> ListRate:
        """The rate that ``as_dict`` wrote; what is missing is not known."""
        data = data or {}
        at = data.get("at")
        return cls(
            float(data.get("found") or 0.0),
            float(data.get("days") or 0.0),
            at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at,
        )


def _half_life_days(per_day: float) -> float:
    return min(MAX_HALF_LIFE_DAYS, max(MIN_HALF_LIFE_DAYS, MEMORY_ROWS / per_day))

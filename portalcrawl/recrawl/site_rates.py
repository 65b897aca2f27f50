"""What was learned of a site's habits: its rhythm of the week, and how articles change by age.

>>> now = datetime(2026, 1, 5, 4, tzinfo=UTC)
>>> rates = SiteRates()
>>> rates.list_seen(ListRate(at=now - timedelta(hours=1)), 2, at=now).found
2.0
>>> rates.article_seen(now - timedelta(days=3), after=now - timedelta(days=2), until=now)
>>> SiteRates.of_dict(rates.as_dict(now), now=now).as_dict(now) == rates.as_dict(now)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from portalcrawl.recrawl.age_rates import AgeRates
from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.rhythm import Rhythm
from portalcrawl.recrawl.week import hours_of

_DAY = timedelta(days=1)


class SiteRates:
    """The state of one site's recrawl: 186 numbers."""

    def __init__(self, ages: AgeRates | None = None, rhythm: Rhythm | None = None) -> None:
        self.ages = ages or AgeRates()
        self.rhythm = rhythm or Rhythm()

    def list_seen(self, rate: ListRate, new_rows: int, *, at: datetime) -> ListRate:
        """A list that had *rate* was visited *at*, with so many new rows; the rate it has now."""
        week = self.rhythm.week
        if rate.at is not None:
            news = rate.news_seen(new_rows, at=at, week=week)
            self.rhythm.seen(news, after=rate.at, until=at)
        return rate.seen(new_rows, at=at, week=week)

    def article_seen(
        self,
        born: datetime | None,
        *,
        after: datetime,
        until: datetime,
        is_changed: bool = False,
    ) -> None:
        """An article of the date *born* was visited at *after*, and again at *until*."""
        start, end = hours_of(after), hours_of(until)
        days = self.rhythm.week.weighed(start, end) / 24 if end > start else 0.0
        age = None if born is None else max(0.0, (after - born) / _DAY)
        self.ages.seen(age, days if age is None else age + days, is_changed=is_changed)
        if is_changed:
            self.rhythm.seen(1, after=after, until=until)

    def as_dict(self, now: datetime) -> dict[str, Any]:
        """Plain data for the database, as of *now*."""
        return {
            "changes": [round(number, 4) for number in self.ages.changes],
            "days": [round(number, 4) for number in self.ages.days],
            "rhythm": self.rhythm.as_list(),
            "at": now,
        }

    @classmethod
    def of_dict(cls, data: Mapping[str, Any] | None, *, now: datetime) -> SiteRates:
        """What ``as_dict`` wrote, faded by the time since; what is missing is not known."""
        data = data or {}
        rates = cls(
            AgeRates(data.get("changes") or (), data.get("days") or ()),
            Rhythm.of_list(data.get("rhythm")),
        )
        at = data.get("at")
        if at is not None:
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            rates.rhythm.fade((now - at) / _DAY)
        return rates

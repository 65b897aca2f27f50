"""How often a site may be asked, how seldom it must be, and what a request is worth.

>>> RecrawlLimits().sweep, RecrawlLimits().list_floor
(datetime.timedelta(days=30), datetime.timedelta(seconds=600))
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

# Longer than any archive; a moment further away than that could not be written down.
_MAX_DAYS = 36_500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecrawlLimits:
    """The knobs of the recrawl.

    A *tolerance* is what one request is worth: the hours that the changes we expect are late, in
    sum. Four times the tolerance is half as many requests, and twice the delay.
    """

    list_floor: timedelta = timedelta(minutes=10)
    """The first page of a list is not asked again sooner."""
    list_ceiling: timedelta = timedelta(days=7)
    """Nor later; the sweep may be sooner."""
    article_floor: timedelta = timedelta(hours=1)
    """Nothing else is asked again sooner."""
    sweep: timedelta = timedelta(days=30)
    """Every address is asked at least so often."""
    list_tolerance: timedelta = timedelta(minutes=15)
    article_tolerance: timedelta = timedelta(hours=2)

    def with_site(
        self,
        *,
        recrawl_min: timedelta | None = None,
        recrawl_max: timedelta | None = None,
        sweep_days: float | None = None,
    ) -> RecrawlLimits:
        """These limits with what a site's profile says (None: nothing). Raises ValueError.

        >>> RecrawlLimits().with_site(recrawl_min=timedelta(hours=3)).article_floor.seconds // 3600
        3
        >>> RecrawlLimits().with_site(recrawl_min=timedelta(days=8))
        Traceback (most recent call last):
            ...
        ValueError: recrawl_min (8 days) is longer than recrawl_max (7 days)
        """
        if sweep_days is not None and not sweep_days >= 1:
            raise ValueError(f"sweep_days must be at least 1, not {sweep_days}")
        floor = self.list_floor if recrawl_min is None else recrawl_min
        found = replace(
            self,
            list_floor=floor,
            list_ceiling=self.list_ceiling if recrawl_max is None else recrawl_max,
            article_floor=max(self.article_floor, floor),
            sweep=self.sweep if sweep_days is None else timedelta(days=min(sweep_days, _MAX_DAYS)),
        )
        found.check()
        return found

    def check(self) -> None:
        """Raise ValueError where one limit contradicts another."""
        for name, high in (("recrawl_max", self.list_ceiling), ("sweep_days", self.sweep)):
            if self.list_floor > high:
                low = _said(self.list_floor)
                raise ValueError(f"recrawl_min ({low}) is longer than {name} ({_said(high)})")


def _said(duration: timedelta) -> str:
    return f"{duration.days} days" if duration.days > 1 else str(duration)

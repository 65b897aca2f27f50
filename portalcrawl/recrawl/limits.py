"""How often a site may be asked, how seldom it must be, and what a request is worth.

>>> RecrawlLimits().sweep, RecrawlLimits(list_floor=timedelta(hours=3)).article_floor
(datetime.timedelta(days=30), datetime.timedelta(seconds=3600))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RecrawlLimits:
    """The knobs of the recrawl.

    A *tolerance* is what one request is worth: the hours that the changes we expect are late, in
    sum. Four times the tolerance is half as many requests, and twice the delay.
    """

    list_floor: timedelta = timedelta(minutes=10)
    """The first page of a list is not asked again sooner."""
    list_ceiling: timedelta = timedelta(days=7)
    """Nor later."""
    article_floor: timedelta = timedelta(hours=1)
    """Nothing else is asked again sooner."""
    sweep: timedelta = timedelta(days=30)
    """Every address is asked at least so often."""
    list_tolerance: timedelta = timedelta(minutes=15)
    article_tolerance: timedelta = timedelta(hours=2)

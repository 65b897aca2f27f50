"""When to ask again for what was just visited.

>>> from datetime import UTC
>>> now, limits = datetime(2026, 1, 5, 2, tzinfo=UTC), RecrawlLimits()
>>> rates = SiteRates()
>>> next_list_ask(ListRate(found=300, days=30), rates, now=now, limits=limits, key="a") - now
datetime.timedelta(seconds=2097)
>>> old = now - timedelta(days=900)
>>> (next_article_ask(old, rates, now=now, limits=limits, key="a") - now).days
28
>>> next_other_ask(Kind.GONE, timedelta(days=2), now=now, limits=limits, key="a") - now
datetime.timedelta(days=4)

Lists and articles are asked again when the changes we expect would be late by what a request is
worth, in sum (``week.py``); lists at the best time before the visit after that. Of other things we
know too little for a rate of their own: they have the fixed laws of ``LAWS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.site_rates import SiteRates
from portalcrawl.recrawl.week import hours_of, moment_of

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
# A ceiling is drawn from here to 1 for each key, so that what was found together comes due apart.
_LEAST_CEILING = 0.75


class Kind(StrEnum):
    """What has a fixed law."""

    LIST_PAGE = "list_page"
    """The second page of a list and those after it: asked where the first has news, else swept."""
    PAGE = "page"
    """A page that is neither list nor article."""
    FILE = "file"
    """An attachment."""
    IMAGE = "image"
    """Pictures, styles, scripts, fonts."""
    GONE = "gone"
    """An article or file that was there, and is missing."""
    MISSING = "missing"
    """What never was there."""


@dataclass(frozen=True, slots=True)
class Law:
    """The *first* interval (None: the sweep), its *growth* by a visit that found nothing new.

    *after_change* is what is left of the interval after a visit that did.
    """

    first: timedelta | None
    growth: float = 2.0
    after_change: float = 0.25


LAWS = {
    Kind.LIST_PAGE: Law(None),
    Kind.PAGE: Law(timedelta(days=1)),
    Kind.FILE: Law(None),
    Kind.IMAGE: Law(None),
    Kind.GONE: Law(timedelta(days=1)),
    Kind.MISSING: Law(timedelta(days=7)),
}


def next_list_ask(
    rate: ListRate,
    rates: SiteRates,
    *,
    now: datetime,
    limits: RecrawlLimits,
    key: str,
) -> datetime:
    """When the first page of a list with that *rate*, visited *now*, is to be asked again."""
    ceiling = min(limits.list_ceiling, limits.sweep) * _drawn(key)
    week, most = rates.rhythm.week, ceiling / _HOUR

    def after(hour: float) -> float:
        found = week.reaches(
            limits.list_tolerance / _HOUR, start=hour, rate=rate.per_day / 24, until=hour + most
        )
        return hour + most if found is None else found

    start = hours_of(now)
    planned = after(start)
    hour = week.timely(start, planned, after(planned))
    return _within(hour, now, limits.list_floor, ceiling)


def next_article_ask(
    born: datetime | None,
    rates: SiteRates,
    *,
    now: datetime,
    limits: RecrawlLimits,
    key: str,
) -> datetime:
    """When an article that was *born* (None: not known) and visited *now* is to be asked again."""
    ceiling = limits.sweep * _drawn(key)
    week, start = rates.rhythm.week, hours_of(now)
    tolerance = limits.article_tolerance / _HOUR
    age = None if born is None else max(0.0, (now - born) / _DAY)
    waiting = late = 0.0
    hour = None
    for row, begin, end in rates.ages.spans(age, (age or 0.0) + ceiling / _DAY):
        until = start + (end - begin) * 24
        rate = rates.ages.rate(row) / 24
        hour = week.reaches(
            tolerance, start=start, rate=rate, until=until, waiting=waiting, late=late
        )
        if hour is not None:
            break
        late += waiting * (until - start) + rate * week.lateness(start, until)
        waiting += rate * week.weighed(start, until)
        start = until
    return _within(hour, now, limits.article_floor, ceiling)


def next_other_ask(
    kind: Kind,
    interval: timedelta | None,
    *,
    now: datetime,
    limits: RecrawlLimits,
    key: str,
    is_changed: bool = False,
) -> datetime:
    """When something else, visited *now* after the *interval* (None: first), is asked again."""
    law = LAWS[kind]
    ceiling = limits.sweep * _drawn(key)
    if interval is None:
        wanted = law.first or ceiling
    else:
        wanted = interval * (law.after_change if is_changed else law.growth)
    return now + max(limits.article_floor, min(ceiling, wanted))


def _within(hour: float | None, now: datetime, floor: timedelta, ceiling: timedelta) -> datetime:
    wanted = ceiling if hour is None else moment_of(hour) - now
    return now + max(floor, min(ceiling, wanted))


def _drawn(key: str) -> float:
    number = int.from_bytes(blake2b(key.encode(), digest_size=4).digest())
    return _LEAST_CEILING + (1 - _LEAST_CEILING) * number / 0xFFFFFFFF

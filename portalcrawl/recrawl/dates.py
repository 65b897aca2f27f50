"""When something was published, from the ISO date that a page showed.

>>> now = datetime(2026, 3, 26, 12, tzinfo=UTC)
>>> print(moment_of_iso("2026-03-25 14:46:00", now=now), moment_of_iso("2026-03-25", now=now))
2026-03-25 06:46:00+00:00 2026-03-25 04:00:00+00:00
>>> [moment_of_iso(date, now=now) for date in (None, "", "soon", "2027-01-01", "0001-01-01")]
[None, None, None, None, None]
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from portalcrawl.extract.feed_dates import BEIJING

# The first portals of Chinese authorities.
_EARLIEST = datetime(1994, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


def moment_of_iso(date: str | None, *, now: datetime) -> datetime | None:
    """The moment of *date*, in UTC, not after *now*; None where it can't be true.

    A time without a zone is China's. A day without a time is its noon. A date of tomorrow is a
    clock that is ahead, one further in the future is nonsense.
    """
    try:
        moment = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    if len(date or "") <= len("2026-03-25"):
        moment = moment.replace(hour=12)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    if not _EARLIEST.timestamp() <= moment.timestamp() <= (now + _DAY).timestamp():
        return None
    return min(moment.astimezone(UTC), now)

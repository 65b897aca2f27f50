"""A time in the past as a person says it.

>>> from datetime import UTC
>>> noon = datetime(2026, 3, 5, 12, tzinfo=UTC)
>>> since("90m", now=noon).isoformat(), since("2w", now=noon).isoformat()
('2026-03-05T10:30:00+00:00', '2026-02-19T12:00:00+00:00')
>>> since("2026-03-01", now=noon).isoformat()
'2026-03-01T00:00:00+08:00'
"""

from __future__ import annotations

from datetime import datetime

from portalcrawl.extract.feed_dates import BEIJING
from portalcrawl.recrawl.durations import parse_duration


def since(text: str, *, now: datetime) -> datetime:
    """``90m``, ``12h``, ``7d``, ``2w`` before *now*, or an ISO 8601 date or time (China's).

    Raises ValueError, which says what may be said.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return _before(text, now=now)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _before(text: str, *, now: datetime) -> datetime:
    try:
        return now - parse_duration(text)
    except (ValueError, OverflowError) as error:
        message = f"{text!r} is no time: say 12h, 7d, 2w, 2026-03-01 or 2026-03-01T08:00+08:00"
        raise ValueError(message) from error

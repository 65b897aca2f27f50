"""The dates of site maps and feeds: W3C and RFC 822 forms, and what people write instead.

>>> feed_date("2020-02-05"), feed_date("2020-02-05T02:30:00Z")
('2020-02-05', '2020-02-05T10:30:00+08:00')
>>> feed_date("Wed, 05 Feb 2020 10:30:00 +0800"), feed_date("2020年2月5日"), feed_date("yesterday")
('2020-02-05T10:30:00+08:00', '2020-02-05', None)
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from portalcrawl.extract.dates import FIRST_YEAR, LAST_YEAR, find_date

BEIJING = timezone(timedelta(hours=8))
MAX_CHARS = 60


def feed_date(text: str) -> str | None:
    """*text* as ISO 8601 in Asia/Shanghai, as precise as it is; None where it is no date.

    A time without a zone is Beijing's.
    """
    text = text.strip()[:MAX_CHARS]
    moment = _moment(text)
    if moment is None:
        found = find_date(text)
        return found.iso if found is not None else None
    local = moment.astimezone(BEIJING)
    return local.isoformat("T", "seconds") if FIRST_YEAR <= local.year <= LAST_YEAR else None


def _moment(text: str) -> datetime | None:
    """The moment that a text with its time zone names; None for any other."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            # Moments at the ends of the calendar have no other zone.
            if moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR:
                return moment
        except (ValueError, TypeError, OverflowError):
            continue
    return None

"""What to do with a URL whose visit failed: ask again later, or give up with a named reason.

>>> now = datetime(2026, 1, 1, tzinfo=UTC)
>>> retry(attempts=0, reason="http_503", now=now, retry_after_secs=120)
Retry(again_at=datetime.datetime(2026, 1, 1, 0, 2, tzinfo=datetime.timezone.utc), reason='http_503')
>>> retry(attempts=3, reason="timeout", now=now).again_at is None
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# The server's own trouble or its word that we are too fast; the rest of 4xx is an answer.
RETRIED_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524})
MAX_ATTEMPTS = 3
MAX_PAUSE_SECS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Retry:
    """When to ask again (None: give up), and why the visit failed."""

    again_at: datetime | None
    reason: str


def retry(
    *,
    attempts: int,
    reason: str,
    now: datetime,
    pause_secs: float = 2.0,
    retry_after_secs: float | None = None,
) -> Retry:
    """The next step after a failed visit; *attempts* failed before this one.

    Pauses grow fourfold (2 s, 8 s, 32 s); the server's Retry-After is kept where it is longer.
    """
    if attempts + 1 > MAX_ATTEMPTS:
        return Retry(again_at=None, reason=reason)
    pause = max(pause_secs * 4**attempts, retry_after_secs or 0)
    return Retry(again_at=now + timedelta(seconds=min(pause, MAX_PAUSE_SECS)), reason=reason)


def retry_after_secs(value: str | None, *, now: datetime) -> float | None:
    """Seconds until the moment that a Retry-After header names (RFC 9110 section 10.2.3).

    >>> retry_after_secs("Thu, 01 Jan 2026 00:01:00 GMT", now=datetime(2026, 1, 1, tzinfo=UTC))
    60.0
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())

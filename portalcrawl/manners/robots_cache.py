r"""How long a robots.txt counts, and what counts while it can't be had (RFC 9309).

>>> from datetime import UTC
>>> now = datetime(2026, 3, 1, tzinfo=UTC)
>>> kept = after_answer(None, status=200, body=b"User-agent: *\nDisallow: /x/", now=now)
>>> tomorrow = now + timedelta(hours=24)
>>> kept.state(now), kept.is_due(now), kept.is_due(tomorrow)
('rules', False, True)
>>> kept = after_failure(kept, "http_503", now=tomorrow)
>>> kept.state(tomorrow), kept.text
('rules', 'User-agent: *\nDisallow: /x/')
>>> after_failure(None, "http_503", now=now).state(now)
'unreachable'
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portalcrawl.urls.robots import text_of

# Section 2.4: no longer, unless it is unreachable.
FRESH = timedelta(hours=24)
# Section 2.3.1.4: after so long it may be taken to be none.
LONG_UNREACHABLE = timedelta(days=30)
# The next try after a failure: four times as long each time, up to an hour.
MAX_RETRY_SECS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRobots:
    """What is known of one robots.txt. ``text`` None: there is none, or it never came."""

    fetched_at: datetime | None
    """When an answer came last that says what is allowed."""
    status: int = 0
    text: str | None = None
    failure: str = ""
    """Why it could not be had when it was asked for last; empty: it could."""
    unreachable_since: datetime | None = None
    tried_at: datetime | None = None
    """When it was asked for in vain last, by this process."""
    tries: int = 0

    def state(self, now: datetime) -> str:
        """``rules``, ``none`` (all is allowed) or ``unreachable`` (nothing is)."""
        if self.fetched_at is not None:
            return "none" if self.text is None else "rules"
        since = self.unreachable_since
        return "none" if since is not None and now - since >= LONG_UNREACHABLE else "unreachable"

    def is_due(self, now: datetime, *, pause_secs: float = 2.0) -> bool:
        """Whether to ask for it (again); *pause_secs* after the first failure."""
        if self.failure:
            pause = min(pause_secs * 4 ** max(self.tries - 1, 0), MAX_RETRY_SECS)
            return self.tried_at is None or now - self.tried_at >= timedelta(seconds=pause)
        return self.fetched_at is None or now - self.fetched_at >= FRESH


def after_answer(kept: KeptRobots | None, *, status: int, body: bytes, now: datetime) -> KeptRobots:
    """What is known after an answer, not a redirect, to the request for it."""
    if status >= 500 or status == 429:
        return after_failure(kept, f"http_{status}", now=now)
    # Section 2.3.1.3: 4xx is "unavailable", and all may be asked for.
    text = text_of(body) if status < 300 else None
    return KeptRobots(fetched_at=now, status=status, text=text)


def after_failure(kept: KeptRobots | None, failure: str, *, now: datetime) -> KeptRobots:
    """What is known when it could not be had: what was known before, if anything was."""
    before = kept or KeptRobots(fetched_at=None)
    return replace(
        before,
        failure=failure,
        unreachable_since=before.unreachable_since or now,
        tried_at=now,
        tries=before.tries + 1,
    )

"""Why a crawl ends before it is done, in words: what its hosts want.

>>> from datetime import UTC
>>> turn = Turn(datetime(2026, 3, 1, 14, 0, tzinfo=UTC), Why.RETRY_AFTER)
>>> print(*why_it_waits({"a.cn": turn}, Terms(delay_secs=1)), sep="")
a.cn asks to be left alone until 2026-03-01 14:00 UTC (Retry-After)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from portalcrawl.manners.pace import Turn, Why
from portalcrawl.manners.terms import Terms


def why_it_waits(held: Mapping[str, Turn], terms: Terms) -> Iterator[str]:
    """A line for each host of *held* that named a time, and one for the site's windows."""
    for host, turn in sorted(held.items()):
        if turn.why is Why.RETRY_AFTER:
            yield f"{host} asks to be left alone until {_clock(turn.at)} (Retry-After)"
    closed = [turn.at for turn in held.values() if turn.why is Why.WINDOW]
    if closed:
        yield f"the site may be asked at {terms.windows}; the next time is {_clock(min(closed))}"


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"

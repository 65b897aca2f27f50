"""The moments at which a site is looked at, as the hours and minutes that calendars are made of.

>>> starts(timedelta(hours=6), offset_minutes=65)
[Start(minutes=(5,), hours=(1, 7, 13, 19), weekday=None)]
>>> starts(timedelta(minutes=20), offset_minutes=7)
[Start(minutes=(7, 27, 47), hours=None, weekday=None)]
>>> starts(timedelta(hours=5))
Traceback (most recent call last):
    ...
ValueError: 5:00:00 does not divide a day, so no calendar can say it: write 4h or 6h
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60
# What a person would write, in minutes: each divides a day (or is a day or a week).
IsOpen: TypeAlias = Callable[[int], bool]
"""Whether a site may be asked at a minute of the day, by this machine's clock; at one at least."""

_SHORT = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)
_LONG = (HOUR, 90, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 8 * HOUR, 12 * HOUR, DAY, WEEK)
PERIODS = _SHORT + _LONG


@dataclass(frozen=True, slots=True)
class Start:
    """At each of *minutes* of each of *hours*, on *weekday* (0: Monday). None: on every one."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...] | None
    weekday: int | None


def period_minutes(every: timedelta) -> int:
    """*every* in minutes. Raises ValueError for what no calendar can say."""
    wanted = every.total_seconds() / 60
    if wanted in PERIODS:
        return int(wanted)
    shorter = [period for period in PERIODS if period < wanted]
    near = shorter[-1:] + [period for period in PERIODS if period > wanted][:1]
    names = " or ".join(map(_period_text, near))
    raise ValueError(f"{every} does not divide a day, so no calendar can say it: write {names}")


def _period_text(minutes: int) -> str:
    if minutes % DAY == 0:
        return f"{minutes // DAY}d"
    return f"{minutes}m" if minutes % HOUR else f"{minutes // HOUR}h"


def starts(
    every: timedelta,
    *,
    offset_minutes: int = 0,
    is_open: IsOpen | None = None,
) -> list[Start]:
    """The moments that are *every* so long, *offset_minutes* after midnight (of Monday) and on.

    Left out are those at which the site wants to be left alone; where all are, it is one moment at
    which it does not. Raises ValueError for what no calendar can say.
    """
    period = period_minutes(every)
    offset = offset_minutes % period
    weekday = offset // DAY if period == WEEK else None
    moments: Sequence[int] = range(offset % DAY, DAY, min(period, DAY))
    if is_open is not None:
        by_day = [minute for minute in range(DAY) if is_open(minute)]
        moments = [m for m in moments if m in by_day] or [by_day[offset % len(by_day)]]
    by_hour: defaultdict[int, list[int]] = defaultdict(list)
    for moment in moments:
        by_hour[moment // HOUR].append(moment % HOUR)
    hours_of: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for hour, minutes in by_hour.items():
        hours_of[tuple(minutes)].append(hour)
    return [
        Start(minutes, None if len(hours) == 24 else tuple(hours), weekday)
        for minutes, hours in hours_of.items()
    ]

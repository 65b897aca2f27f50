"""The hours in which a site may be asked: ``22:00-06:00``, in the site's own time.

>>> windows = Windows.parse(["22:00-06:00"], zone="Asia/Shanghai")
>>> windows.opening(datetime(2026, 3, 1, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))).hour
23
>>> windows.opening(datetime(2026, 3, 1, 6, 0, tzinfo=UTC)).isoformat()
'2026-03-01T14:00:00+00:00'
>>> print(windows)
22:00-06:00 Asia/Shanghai
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_ZONE = "Asia/Shanghai"
_FORM = re.compile(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*")
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Windows:
    """Minutes of the day from and to which a site may be asked; none: at all times."""

    spans: tuple[tuple[int, int], ...]
    zone: ZoneInfo

    @classmethod
    def parse(cls, texts: Iterable[str], *, zone: str = DEFAULT_ZONE) -> Windows:
        """The windows that *texts* name; one may reach over midnight. Raises ValueError."""
        return cls(tuple(_span(text) for text in texts), _zone(zone))

    def opening(self, now: datetime) -> datetime:
        """*now* where a window is open, else when the next one opens (UTC)."""
        local = now.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        if not self.spans or any(_has(span, minute) for span in self.spans):
            return now
        return min(self._next(start, local) for start, _ in self.spans).astimezone(UTC)

    def is_open(self, midnight: datetime, minute: int) -> bool:
        """Whether one is open so many minutes after *midnight*, which may be another zone's.

        >>> night = Windows.parse(["22:00-06:00"])
        >>> midnight = datetime(2026, 3, 1, tzinfo=UTC)  # eight in the morning there
        >>> [night.is_open(midnight, hour * 60) for hour in (0, 13, 14, 21, 22)]
        [False, False, True, True, False]
        """
        moment = midnight + timedelta(minutes=minute)
        return self.opening(moment) == moment

    def _next(self, start: int, local: datetime) -> datetime:
        """When it is *start* minutes past midnight next."""
        today = datetime.combine(local.date(), time(start // 60, start % 60), self.zone)
        # A day later by the clock on the wall, which need not be 24 hours.
        return today if today > local else today + timedelta(days=1)

    def __str__(self) -> str:
        named = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in self.spans)
        return f"{named} {self.zone.key}"


def _span(text: str) -> tuple[int, int]:
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no window: write it as '22:00-06:00'")
    hours, minutes, end_hours, end_minutes = map(int, found.groups())
    start, end = hours * 60 + minutes, end_hours * 60 + end_minutes
    if minutes > 59 or end_minutes > 59 or start >= _DAY_MINUTES or end > _DAY_MINUTES:
        raise ValueError(f"{text!r}: there is no such time of day")
    if start == end:
        raise ValueError(f"{text!r} begins when it ends: for all day, name no window")
    return start, end


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"the time zone {name!r} is not known: write it as 'Asia/Shanghai' (a machine without"
            " time zones needs: pip install tzdata)"
        ) from error


def _has(span: tuple[int, int], minute: int) -> bool:
    start, end = span
    return start <= minute < end if start < end else minute >= start or minute < end


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

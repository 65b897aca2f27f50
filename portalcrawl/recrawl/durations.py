"""Durations as people write them in profiles, settings and on the command line.

>>> parse_duration("90m"), parse_duration("1.5 d"), parse_duration("1d12h")
(datetime.timedelta(seconds=5400), datetime.timedelta(days=1, seconds=43200), \
datetime.timedelta(days=1, seconds=43200))
>>> parse_duration("soon")
Traceback (most recent call last):
    ...
ValueError: 'soon' is no duration: write it like 10m, 6h, 7d or 1d12h
"""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PART = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*([smhdw])\s*", re.ASCII | re.IGNORECASE)


def parse_duration(text: str) -> timedelta:
    """What *text* says, in s, m, h, d and w. Raises ValueError, which says how to write it."""
    parts = list(_PART.finditer(text))
    if not parts or "".join(part[0] for part in parts) != text:
        raise ValueError(f"{text!r} is no duration: write it like 10m, 6h, 7d or 1d12h")
    try:
        return sum(
            (
                timedelta(**{_UNITS[unit.lower()]: float(number)})
                for number, unit in map(_pair, parts)
            ),
            start=timedelta(),
        )
    except OverflowError as error:
        raise ValueError(f"{text!r} is too long a duration") from error


def _pair(part: re.Match[str]) -> tuple[str, str]:
    return part[1], part[2]

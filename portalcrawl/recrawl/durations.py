"""Durations as people write them: a whole number and one of s, m, h, d.

>>> parse_duration("10m"), parse_duration("7d")
(datetime.timedelta(seconds=600), datetime.timedelta(days=7))
>>> duration_text(parse_duration("90m")), duration_text(parse_duration("24h"))
('90m', '1d')
"""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"([0-9]{1,6})([smhd])")


def parse_duration(text: str) -> timedelta:
    """The duration that *text* says. Raises ValueError, which says how to write one."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise ValueError(f"{text!r} is no duration: write 10m, 6h or 7d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def duration_text(duration: timedelta) -> str:
    """*duration*, of whole seconds, in the largest unit that leaves no rest."""
    secs = int(duration.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if secs and secs % size == 0:
            return f"{secs // size}{unit}"
    return f"{secs}s"

"""What a run of a known site is to ask for.

>>> Wish.of_arguments({"since": "7d"}).since
datetime.timedelta(days=7)
>>> Wish.of_arguments({"full": "yes please"})
Traceback (most recent call last):
    ...
portalcrawl.errors.ProfileError: full is 'yes please': say 1 or 0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from portalcrawl.errors import ProfileError
from portalcrawl.extract.feed_dates import BEIJING
from portalcrawl.recrawl.durations import parse_duration

_YES, _NO = frozenset({"1", "true", "yes"}), frozenset({"", "0", "false", "no"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A run asks for what is due, and for where new pages show first (home page, lists).

    ``full``: for everything; ``due``: for nothing but what is due, as a timer wants it;
    ``since``: also for all articles that are not older.
    """

    full: bool = False
    due: bool = False
    since: timedelta | None = None

    @classmethod
    def of_arguments(cls, arguments: Mapping[str, str]) -> Wish:
        """From ``-a full=1``, ``-a due=1``, ``-a since=7d``. Raises ProfileError."""
        full, due = (_flag(name, arguments.get(name, "")) for name in ("full", "due"))
        if full and due:
            raise ProfileError("full and due exclude each other: everything, or what is due")
        since = arguments.get("since")
        try:
            return cls(full=full, due=due, since=parse_duration(since) if since else None)
        except ValueError as error:
            raise ProfileError(f"since: {error}") from error

    def published_since(self, now: datetime) -> str | None:
        """The first day (ISO 8601, the site's) whose articles are asked for again."""
        return f"{(now - self.since).astimezone(BEIJING):%Y-%m-%d}" if self.since else None


def _flag(name: str, value: str) -> bool:
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise ProfileError(f"{name} is {value!r}: say 1 or 0")


ORDINARY = Wish()

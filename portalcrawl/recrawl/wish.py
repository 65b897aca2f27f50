"""What a run of a known site is to ask for.

>>> now = datetime(2026, 3, 8, tzinfo=BEIJING)
>>> Wish.of_arguments({"since": "7d"}, now=now).published_since
'2026-03-01'
>>> Wish.of_arguments({"full": "yes please"}, now=now)
Traceback (most recent call last):
    ...
portalcrawl.errors.ProfileError: full is 'yes please': say 1 or 0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portalcrawl.errors import ProfileError
from portalcrawl.extract.feed_dates import BEIJING
from portalcrawl.recrawl.since import since

_YES, _NO = frozenset({"1", "true", "yes"}), frozenset({"", "0", "false", "no"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A run asks for what is due, and for where new pages show first (home page, lists).

    ``full``: for everything; ``due``: for nothing but what is due, as a timer wants it;
    ``published_since`` (ISO 8601): also for all articles that are not older.
    """

    full: bool = False
    due: bool = False
    published_since: str | None = None

    @classmethod
    def of_arguments(cls, arguments: Mapping[str, str], *, now: datetime) -> Wish:
        """From ``-a full=1``, ``-a due=1``, ``-a since=7d``. Raises ProfileError."""
        full, due = (_flag(name, arguments.get(name, "")) for name in ("full", "due"))
        if full and due:
            raise ProfileError("full and due exclude each other: everything, or what is due")
        text = arguments.get("since")
        try:
            first = since(text, now=now) if text else None
        except ValueError as error:
            raise ProfileError(f"since: {error}") from error
        # Days are the site's.
        day = f"{first.astimezone(BEIJING):%Y-%m-%d}" if first else None
        return cls(full=full, due=due, published_since=day)


def _flag(name: str, value: str) -> bool:
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise ProfileError(f"{name} is {value!r}: say 1 or 0")


ORDINARY = Wish()

"""What of a site is due, counted as far as a person cares: nothing here reads a whole frontier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from portalcrawl.frontier.entry import State

# Counting stops here: that much more is due than any run of an hour asks for.
MAX_COUNTED = 10_000
_LISTS = frozenset({"home", "list"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due until a moment: numbers of addresses, by what they were at the last visit.

    ``is_more``: counting stopped, so the numbers are the least. ``oldest`` is since when the one
    that waits longest is due, ``next_at`` when the first is due that is not yet.
    """

    lists: int = 0
    articles: int = 0
    unseen: int = 0
    """Not asked for yet."""
    other: int = 0
    is_more: bool = False
    oldest: datetime | None = None
    next_at: datetime | None = None

    @property
    def total(self) -> int:
        """All of them."""
        return self.lists + self.articles + self.unseen + self.other


def due(
    db: Database[dict[str, Any]], site: str, *, until: datetime, max_counted: int = MAX_COUNTED
) -> Due:
    """What of *site* is due at *until*, leased addresses too. The index ``due`` answers it."""
    # All states are named: the index has the state before the time.
    of_site = {"site": site, "state": {"$in": [state.value for state in State]}}
    found = db.frontier.aggregate(
        [
            {"$match": {**of_site, "due_at": {"$lte": until}}},
            {"$limit": max_counted + 1},
            {"$group": {"_id": "$kind", "count": {"$sum": 1}}},
        ]
    )
    counts = {"lists": 0, "articles": 0, "unseen": 0, "other": 0}
    for row in found:
        counts[_sort(row["_id"])] += row["count"]
    return Due(
        **counts,
        is_more=sum(counts.values()) > max_counted,
        oldest=_first(db, {**of_site, "due_at": {"$lte": until}}),
        next_at=_first(db, {**of_site, "due_at": {"$gt": until}}),
    )


def _sort(kind: str | None) -> str:
    if kind is None:
        return "unseen"
    if kind in _LISTS:
        return "lists"
    return "articles" if kind == "article" else "other"


def _first(db: Database[dict[str, Any]], wanted: dict[str, Any]) -> datetime | None:
    """The earliest time that any of *wanted* is due."""
    only_time = {"_id": 0, "due_at": 1}
    first = db.frontier.find_one(wanted, only_time, sort=[("due_at", ASCENDING)])
    return first["due_at"] if first else None

"""Lets time pass for a database, without waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pymongo.database import Database

# Which times of which collections say how long something was ago.
TIMES = {
    "frontier": (
        *("due_at", "visited_at", "added_at", "past.first_at", "past.last_at"),
        *("past.changed_at", "past.missed_from", "past.missed_at", "past.rate.at"),
    ),
    "articles": ("first_seen_at", "changed_at", "gone_at", "gone_told_at"),
    "changes": ("at",),
    "sites": ("rates.at", "first_crawled_at"),
    "runs": ("started_at", "ended_at"),
    "hosts": (),
}


def pass_time(db: Database[dict[str, Any]], by: timedelta) -> None:
    """Make everything that *db* knows older by that."""
    milliseconds = int(by.total_seconds() * 1000)
    for collection, names in TIMES.items():
        for name in names:
            earlier = {"$subtract": [f"${name}", milliseconds]}
            db[collection].update_many({name: {"$type": "date"}}, [{"$set": {name: earlier}}])

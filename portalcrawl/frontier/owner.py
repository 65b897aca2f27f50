"""Who owns a host now, for the person who finds it taken.

>>> since = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
>>> print(Owner(worker="crawler-2:4711:90210", since=since, work="crawl of county"))
process 4711 on crawler-2 since 2026-03-01 08:30:00 UTC (crawl of county)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo.database import Database

from portalcrawl.frontier.worker import is_dead


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The process *worker* (``frontier/worker.py``), and what it does since when, where known."""

    worker: str
    since: datetime | None = None
    work: str = ""

    @property
    def machine(self) -> str:
        """The machine's name."""
        return self.worker.rsplit(":", 2)[0]

    @property
    def pid(self) -> int:
        """The process's number there."""
        return int(self.worker.rsplit(":", 2)[1])

    def __str__(self) -> str:
        since = f" since {self.since.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if self.since else ""
        work = f" ({self.work})" if self.work else ""
        return f"process {self.pid} on {self.machine}{since}{work}"


def living_owners(db: Database[dict[str, Any]], hosts: Iterable[str]) -> dict[str, Owner]:
    """Who owns which of *hosts*: a claim that ran out, or a dead process's, is none."""
    wanted = {"_id": {"$in": sorted(hosts)}, "owner": {"$ne": None}}
    is_valid = {"$expr": {"$gte": ["$lease_until", "$$NOW"]}}
    return {
        claim["_id"]: Owner(
            worker=claim["owner"], since=claim.get("claimed_at"), work=claim.get("work", "")
        )
        for claim in db.hosts.find({**wanted, **is_valid})
        if not is_dead(claim["owner"])
    }

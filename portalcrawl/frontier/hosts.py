"""Which worker owns which host: one at a time, so politeness holds across processes.

A claim is a lease in the collection ``hosts``, dated by the server's clock: workers on machines
whose clocks differ agree on when it ends. The owner alone writes what is remembered of a host.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import UpdateOne
from pymongo.database import Database

from portalcrawl.errors import SiteBusyError
from portalcrawl.frontier.owner import living_owners
from portalcrawl.frontier.worker import is_dead


class Hosts:
    """The hosts that *worker* owns. A claim ends after *lease_secs* unless it is renewed.

    *work* is what it does with them, for the person whose command finds them taken.
    """

    def __init__(
        self, db: Database[dict[str, Any]], *, worker: str, lease_secs: float, work: str = ""
    ) -> None:
        self._hosts = db.hosts
        self._worker = worker
        self._work = work
        self._until = {
            "$dateAdd": {
                "startDate": "$$NOW",
                "unit": "millisecond",
                "amount": int(lease_secs * 1000),
            }
        }
        self.owned: set[str] = set()

    def claim(self, host: str) -> bool:
        """Own *host* if nobody else does; whether this worker owns it now."""
        if host in self.owned:
            return True
        # An upsert can't carry the condition ($expr), so the document is made first.
        self._hosts.update_one({"_id": host}, {"$setOnInsert": {"owner": None}}, upsert=True)
        holder = self.owner(host)
        gone = [holder] if holder and is_dead(holder) else []
        free = {"owner": {"$in": [None, self._worker, *gone]}}
        ran_out = {"$expr": {"$lt": ["$lease_until", "$$NOW"]}}
        mine = {"owner": self._worker, "lease_until": self._until}
        facts = {"claimed_at": "$$NOW", "work": {"$literal": self._work}}
        change = {"$set": {**mine, **facts}}
        claimed = self._hosts.update_one({"_id": host, "$or": [free, ran_out]}, [change])
        if claimed.matched_count:
            self.owned.add(host)
        return bool(claimed.matched_count)

    def take(self, host: str) -> None:
        """Own *host*. Raises SiteBusyError, which names the owner, where another process does."""
        if self.claim(host):
            return
        owner = living_owners(self._hosts.database, [host]).get(host)
        raise SiteBusyError(
            f"{host} is in use by {owner or 'another process'}: wait for it, or stop it"
            + (f" (kill {owner.pid})" if owner else "")
        )

    def remembered(self, hosts: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What ``remember`` kept of *hosts*, whoever owned them then."""
        found = self._hosts.find({"_id": {"$in": sorted(hosts)}}, {"manners": 1})
        return {document["_id"]: document.get("manners") or {} for document in found}

    def remember(self, documents: Mapping[str, dict[str, Any]]) -> None:
        """Keep a document of each host; not of those that another owns by now."""
        writes = [
            UpdateOne({"_id": host, "owner": self._worker}, {"$set": {"manners": document}})
            for host, document in documents.items()
        ]
        if writes:
            self._hosts.bulk_write(writes, ordered=False)

    def renew(self) -> set[str]:
        """Lengthen all claims; the hosts that were lost meanwhile (this worker was suspended)."""
        if not self.owned:
            return set()
        still = {"_id": {"$in": sorted(self.owned)}, "owner": self._worker}
        self._hosts.update_many(still, [{"$set": {"lease_until": self._until}}])
        kept = {document["_id"] for document in self._hosts.find(still, {"_id": 1})}
        lost = self.owned - kept
        self.owned = kept
        return lost

    def release(self) -> None:
        """Give all hosts back."""
        mine = {"_id": {"$in": sorted(self.owned)}, "owner": self._worker}
        self._hosts.update_many(mine, {"$set": {"owner": None}})
        self.owned = set()

    def owner(self, host: str) -> str | None:
        """Who owns *host* now."""
        document = self._hosts.find_one({"_id": host})
        return document.get("owner") if document else None

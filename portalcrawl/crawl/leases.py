"""Leases of this worker: which URLs it holds, when to take more, when all is done."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from portalcrawl.crawl.batch import Batch
from portalcrawl.crawl.journal import Journal
from portalcrawl.crawl.store_thread import StoreThread
from portalcrawl.crawl.stores import Stores
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import Outlook, utc_now
from portalcrawl.frontier.worker import this_worker
from portalcrawl.manners.memory import Manners
from portalcrawl.manners.pace import Turn

logger = logging.getLogger(__name__)
# How soon to look again when nothing could be leased: from the first to the last, doubling.
FIRST_IDLE_SECS = 0.01
MAX_IDLE_SECS = 2.0


class Leases:
    """Takes URLs from the frontier as long as there are any, never more than can soon be fetched.

    ``per_host`` bounds the URLs of one host that are leased and not acknowledged: what a killed
    worker may have asked for in vain.
    """

    def __init__(
        self,
        stores: Stores,
        thread: StoreThread,
        journal: Journal,
        manners: Manners,
        *,
        per_host: int,
        lease_secs: float,
        wait_secs: float,
    ) -> None:
        self.waiting: Outlook | None = None
        """What is due only later, when the crawl ended before it."""
        self.held: dict[str, Turn] = {}
        """The hosts that are to be left alone, as of the last look."""
        self._stores = stores
        self._thread = thread
        self._journal = journal
        self._manners = manners
        self._per_host = per_host
        self._lease_secs = lease_secs
        self._wait = timedelta(seconds=wait_secs)
        self._held: dict[str, Entry] = {}
        self._held_by_host: Counter[str] = Counter()
        self._handed: set[str] = set()
        self._idle_secs = FIRST_IDLE_SECS
        self._hosts: set[str] = set()
        self._unclaimed: set[str] = set()
        self._changed = asyncio.Event()
        journal.on_commit = self._acknowledged

    def note_host(self, host: str) -> None:
        """A URL of *host* was found: claim the host soon."""
        if host not in self._hosts:
            self._unclaimed.add(host)

    def hand(self, entry: Entry) -> None:
        """*entry* is on its way to the scheduler as a request."""
        self._handed.add(entry.id)

    def is_being_handed(self, entry: Entry) -> bool:
        """Whether *entry* is a lease on its way to the scheduler; asked once for each."""
        if entry.id in self._handed:
            self._handed.remove(entry.id)
            return True
        return False

    async def entries(self) -> AsyncIterator[Entry]:
        """Leased URLs, as they become due, until nothing is left to do or the journal failed."""
        heartbeat = asyncio.ensure_future(self._renew_for_ever())
        try:
            while self._journal.failure is None:
                leased = await self._lease()
                for entry in leased:
                    yield entry
                if not leased and not await self._wait_for_more():
                    return
        except PortalcrawlError as error:
            self._journal.fail(error)
        finally:
            heartbeat.cancel()

    def wake(self) -> None:
        """Look again: something changed."""
        self._changed.set()

    @property
    def rest(self) -> Turn | None:
        """When the first of its hosts may be asked again, where all are to be left alone."""
        if not self.held or len(self.held) < len(self._hosts):
            return None
        return min(self.held.values(), key=lambda turn: turn.at)

    async def end(
        self,
        reason: str,
        *,
        figures: dict[str, Any],
        budgets: dict[str, Any],
        habits: dict[str, Any],
    ) -> None:
        """Give back what was not asked for and close the run."""
        await self._thread.run(self._stores.runs.keep_budgets, self._stores.run, budgets)
        await self._thread.run(self._stores.runs.keep_habits, self._stores.frontier.site, habits)
        await self._thread.run(self._stores.hosts.remember, self._manners.changes())
        left = list(self._held.values())
        await self._thread.run(self._stores.frontier.give_back, left)
        outlook = await self._thread.run(self._stores.frontier.outlook)
        done = outlook.leased == 0 and outlook.next_due_at is None
        await self._thread.run(
            self._stores.runs.end,
            self._stores.run,
            worker=this_worker(),
            state="finished" if done else "interrupted",
            reason=str(self.rest.why) if self.waiting and self.rest else reason,
            now=utc_now(),
            figures=figures,
        )

    async def _lease(self) -> list[Entry]:
        if self._unclaimed:
            await self._claim()
        # Half empty before it is filled again: fewer and larger leases.
        low = self._per_host // 2
        self._changed.clear()
        now = utc_now()
        # What must wait long is better off in the frontier.
        self.held = self._manners.holds(self._hosts, now=now)
        free = self._hosts - set(self.held)
        room = {host: self._per_host - self._held_by_host[host] for host in free}
        wanted = {host: count for host, count in room.items() if count > low}
        if not wanted:
            return []
        leased = await self._thread.run(self._stores.frontier.lease, wanted, now=now)
        if leased:
            self._idle_secs = FIRST_IDLE_SECS
        for entry in leased:
            self._held[entry.id] = entry
            self._held_by_host[entry.host] += 1
        return leased

    async def _claim(self) -> None:
        """Claim every free host with open URLs; queue again what its dead worker held."""
        self._unclaimed.clear()
        await self._journal.flush()
        remembered = await self._thread.run(self._claim_now)
        for host, document in remembered.items():
            self._manners.load(host, document)
        self._hosts |= set(remembered)

    def _claim_now(self) -> dict[str, dict[str, Any]]:
        """The hosts that are owned now and were not, with what is remembered of each."""
        hosts = self._stores.hosts
        for host in self._stores.frontier.hosts():
            hosts.claim(host)
        self._stores.frontier.recover(hosts.owned, now=utc_now())
        return hosts.remembered(hosts.owned - self._hosts)

    async def _wait_for_more(self) -> bool:
        """Wait until a lease may succeed; False when there is nothing to wait for."""
        if self._held:
            await self._changed.wait()
            return True
        await self._journal.flush()
        await self._claim()
        now = utc_now()
        self.held = self._manners.holds(self._hosts, now=now)
        until = {host: turn.at for host, turn in self.held.items()}
        outlook = await self._thread.run(self._stores.frontier.outlook, until)
        is_due = outlook.next_due_at is not None and outlook.next_due_at <= now + self._wait
        if not is_due and not outlook.leased:
            self.waiting = outlook if outlook.next_due_at else None
            return False
        # Due later, or on a host that another worker has.
        secs = (outlook.next_due_at - now).total_seconds() if outlook.next_due_at else 0
        await asyncio.sleep(min(max(secs, self._idle_secs), MAX_IDLE_SECS))
        self._idle_secs = min(2 * self._idle_secs, MAX_IDLE_SECS)
        return True

    def _acknowledged(self, batch: Batch) -> None:
        for entry in [*(visit.entry for visit in batch.visits), *batch.returned]:
            if self._held.pop(entry.id, None) is not None:
                self._held_by_host[entry.host] -= 1
        self._changed.set()

    async def _renew_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._lease_secs / 3)
            try:
                changes = self._manners.changes()
                lost = await self._thread.run(self._renew_now, list(self._held.values()), changes)
            except PortalcrawlError as error:
                self._journal.fail(error)
                return
            if lost:
                # This process was suspended for longer than its lease, and another took over.
                logger.warning("lost the claim on %s", ", ".join(sorted(lost)))
                self._hosts -= lost
                self._manners.forget(lost)

    def _renew_now(self, entries: list[Entry], changes: dict[str, dict[str, Any]]) -> set[str]:
        lost = self._stores.hosts.renew()
        self._stores.hosts.remember(changes)
        self._stores.frontier.renew(entries, now=utc_now())
        return lost

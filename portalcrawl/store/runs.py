"""The collections ``sites`` (what was crawled) and ``runs`` (each crawl of it)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from pymongo import DESCENDING
from pymongo.database import Database

Doc: TypeAlias = dict[str, Any]


class Runs:
    """Runs by id ``SITE@TIME`` (UTC, to the millisecond).

    A run that was interrupted is gone on with under its own id.
    """

    def __init__(self, db: Database[Doc]) -> None:
        self._runs = db.runs
        self._sites = db.sites

    def begin(self, site: str, *, home: str, worker: str, now: datetime, facts: Doc) -> str:
        """Start a run of *site*, or go on with the one that did not finish; its id.

        *facts* are what the run should be known by: versions and settings.
        """
        self._sites.update_one(
            {"_id": site},
            {"$set": {"home": home}, "$setOnInsert": {"first_crawled_at": now}},
            upsert=True,
        )
        last = self.last(site)
        if last is not None and last["state"] != "finished":
            self._runs.update_one(
                {"_id": last["_id"]},
                {"$set": {"state": "running", "worker": worker}, "$push": {"resumed_at": now}},
            )
            return str(last["_id"])
        run = f"{site}@{now:%Y%m%d%H%M%S}{now.microsecond // 1000:03}"
        start = {"site": site, "home": home, "started_at": now, "state": "running", **facts}
        self._runs.update_one({"_id": run}, {"$set": {**start, "worker": worker}}, upsert=True)
        return run

    def end(self, run: str, *, state: str, reason: str, now: datetime, figures: Doc) -> None:
        """Close the run: *state* is ``finished`` or ``interrupted``."""
        ended = {"state": state, "reason": reason, "ended_at": now, "figures": figures}
        self._runs.update_one({"_id": run}, {"$set": ended})

    def note_pause(self, run: str, shortage: str | None) -> None:
        """Mark the run ``paused`` for *shortage*, or ``running`` again where that is None."""
        state = {"state": "paused", "reason": shortage} if shortage else {"state": "running"}
        change: Doc = {"$set": state} | ({} if shortage else {"$unset": {"reason": ""}})
        self._runs.update_one({"_id": run}, change)

    def keep_budgets(self, run: str, budgets: Doc) -> None:
        """Keep what the run has counted of patterns of addresses, for the process that goes on."""
        # Rows, not names: patterns of addresses are no names of fields.
        self._runs.update_one({"_id": run}, {"$set": {"budgets": budgets}})

    def budgets(self, run: str) -> Doc | None:
        """What ``keep_budgets`` kept."""
        found = self._runs.find_one({"_id": run}, {"budgets": 1})
        return found.get("budgets") if found else None

    def keep_rates(self, site: str, rates: Doc) -> None:
        """Keep what was learned of the site's habits."""
        self._sites.update_one({"_id": site}, {"$set": {"rates": rates}})

    def rates(self, site: str) -> Doc | None:
        """What ``keep_rates`` kept."""
        found = self._sites.find_one({"_id": site}, {"rates": 1})
        return found.get("rates") if found else None

    def began(self, run: str) -> datetime:
        """When *run* began (UTC); runs that were interrupted keep their beginning."""
        found = self._runs.find_one({"_id": run}, {"started_at": 1})
        assert found is not None
        began: datetime = found["started_at"]
        return began

    def has_finished(self, site: str) -> bool:
        """Whether a run of *site* has come to its end."""
        return self._runs.find_one({"site": site, "state": "finished"}, {"_id": 1}) is not None

    def last(self, site: str) -> Doc | None:
        """The newest run of *site*."""
        return self._runs.find_one({"site": site}, sort=[("started_at", DESCENDING)])

    def unknown(self, site: str, runs: Iterable[str]) -> list[str]:
        """What of the site and *runs* is not stored, in words."""
        wanted = list(runs)
        stored = {run["_id"] for run in self._runs.find({"_id": {"$in": wanted}}, {"_id": 1})}
        missing = [run for run in wanted if run not in stored]
        is_new = self._sites.find_one({"_id": site}) is None
        return ["the site"] * is_new + [f"the run {run}" for run in missing]

    def restore(
        self, site: str, *, home: str, spans: Mapping[str, tuple[datetime, datetime]]
    ) -> None:
        """Store a site and its runs as the archive tells of them; what is there already stays.

        *spans* has the times of the first and the last capture of each run.
        """
        first = min(begin for begin, _ in spans.values())
        known = {"home": home, "first_crawled_at": first}
        self._sites.update_one({"_id": site}, {"$setOnInsert": known}, upsert=True)
        for run, (begin, end) in spans.items():
            facts = {"site": site, "home": home, "started_at": begin, "ended_at": end}
            # An unfinished one would be gone on with.
            facts |= {"state": "finished", "reason": "read from the archive", "figures": {}}
            self._runs.update_one({"_id": run}, {"$setOnInsert": facts}, upsert=True)

    def sites(self) -> list[Doc]:
        """All sites, by id."""
        return list(self._sites.find().sort("_id"))

    def set_record(self, site: str, record: Doc) -> None:
        """Keep the site's own record (owner, numbers) as its home page shows it."""
        self._sites.update_one({"_id": site}, {"$set": {"record": record}})

"""The collections ``sites`` (what was crawled) and ``runs`` (each crawl of it).

A run is the work of one process or of several: one that was interrupted is gone on with.
``processes`` has each of them: what it worked with (versions, settings, arguments, the profile) and
its figures. ``figures`` of the run are all of theirs together, ``changes`` the counts of what it
found, ``is_whole`` says whether it looked at all of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from pymongo import DESCENDING
from pymongo.database import Database

from portalcrawl.frontier.entry import State
from portalcrawl.store.changes import Changes
from portalcrawl.store.run_figures import most_known, sum_of_figures

Doc: TypeAlias = dict[str, Any]


class Runs:
    """Runs by id ``SITE@TIME`` (UTC, to the millisecond).

    A run that was interrupted is gone on with under its own id.
    """

    def __init__(self, db: Database[Doc]) -> None:
        self._runs = db.runs
        self._sites = db.sites
        self._frontier = db.frontier
        self._changes = Changes(db)

    def begin(
        self,
        site: str,
        *,
        home: str,
        worker: str,
        now: datetime,
        facts: Doc,
        made_with: Doc | None = None,
    ) -> str:
        """Start a run of *site*, or go on with the one that did not finish; its id.

        *facts* are what the run should be known by, *made_with* is what this process works with.
        """
        process = {"worker": worker, "began_at": now, **(made_with or {})}
        self._sites.update_one(
            {"_id": site},
            {"$set": {"home": home}, "$setOnInsert": {"first_crawled_at": now}},
            upsert=True,
        )
        last = self.last(site)
        if last is not None and last["state"] != "finished":
            self._runs.update_one(
                {"_id": last["_id"]},
                {
                    "$set": {"state": "running", "worker": worker},
                    "$push": {"resumed_at": now, "processes": process},
                },
            )
            return str(last["_id"])
        run = f"{site}@{now:%Y%m%d%H%M%S}{now.microsecond // 1000:03}"
        start = {"site": site, "home": home, "started_at": now, "state": "running", **facts}
        start |= {"worker": worker, "processes": [process]}
        self._runs.update_one({"_id": run}, {"$set": start}, upsert=True)
        return run

    def end(
        self, run: str, *, worker: str, state: str, reason: str, now: datetime, figures: Doc
    ) -> None:
        """Close the run: *state* is ``finished`` or ``interrupted``. Safe to repeat."""
        self.note_figures(run, worker=worker, figures=figures)
        ended: Doc = {"state": state, "reason": reason, "ended_at": now}
        ended |= {"changes": self._changes.count(run), "is_whole": self._is_whole(run)}
        ended |= {"processes.$[open].ended_at": now}
        self._runs.update_one({"_id": run}, {"$set": ended}, array_filters=_open(worker))

    def note_figures(self, run: str, *, worker: str, figures: Doc) -> None:
        """Keep what *worker* has counted until now, and what that makes of the whole run."""
        mine = {"processes.$[open].figures": figures}
        self._runs.update_one({"_id": run}, {"$set": mine}, array_filters=_open(worker))
        found = self._runs.find_one({"_id": run}, {"processes.figures": 1}) or {}
        parts = [process.get("figures") or {} for process in found.get("processes") or ()]
        self._runs.update_one({"_id": run}, {"$set": {"figures": sum_of_figures(parts)}})

    def _is_whole(self, run: str) -> bool:
        """Whether *run* looked at all that is known of its site."""
        found = self._runs.find_one({"_id": run}, {"site": 1, "figures": 1})
        assert found is not None
        most = most_known(found["figures"])
        ours = [State.DONE.value, State.QUEUED.value, State.LEASED.value]
        query = {"site": found["site"], "state": {"$in": ours}}
        # No further than that: after a look at a few lists of a large site only a few are counted.
        return 0 < self._frontier.count_documents(query, limit=most + 1) <= most

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

    def keep_habits(self, site: str, habits: Doc) -> None:
        """Keep what was learned of the site: fields of its document, by name."""
        self._sites.update_one({"_id": site}, {"$set": habits})

    def habits(self, site: str) -> Doc:
        """The site's document: what ``keep_habits`` kept is in it."""
        return self._sites.find_one({"_id": site}) or {}

    def began(self, run: str) -> datetime:
        """When *run* began (UTC); runs that were interrupted keep their beginning."""
        found = self._runs.find_one({"_id": run}, {"started_at": 1})
        assert found is not None
        began: datetime = found["started_at"]
        return began

    def has_finished(self, site: str) -> bool:
        """Whether a run of *site* has come to its end."""
        return self._runs.find_one({"site": site, "state": "finished"}, {"_id": 1}) is not None

    def last_whole(self, site: str) -> Doc | None:
        """The newest run that looked at all of *site*; the newest of all where none did."""
        whole = {"site": site, "is_whole": True}
        found = self._runs.find_one(whole, sort=[("started_at", DESCENDING)])
        return found or self.last(site)

    def find(self, site: str | None = None) -> Iterator[Doc]:
        """Runs of *site*, or of all sites, newest first."""
        query = {"site": site} if site else {}
        yield from self._runs.find(query, allow_disk_use=True).sort("started_at", DESCENDING)

    def find_one(self, run: str) -> Doc | None:
        """The run with that id."""
        return self._runs.find_one({"_id": run})

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


def _open(worker: str) -> list[Doc]:
    """Picks the process of *worker* that has not ended: a process may work on a run again."""
    return [{"open.worker": worker, "open.ended_at": None}]

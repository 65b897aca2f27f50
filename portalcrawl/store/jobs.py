"""The collection ``jobs``: how far long work has come, so that it goes on where it was."""

from __future__ import annotations

from typing import Any, TypeAlias

from pymongo.database import Database

Doc: TypeAlias = dict[str, Any]


class Jobs:
    """Jobs by id, ``KIND:SITE``. Each is one document with whatever its kind needs to go on."""

    def __init__(self, db: Database[Doc]) -> None:
        self._jobs = db.jobs

    def find(self, job: str) -> Doc | None:
        """What was kept of *job*."""
        return self._jobs.find_one({"_id": job})

    def keep(self, job: str, facts: Doc) -> None:
        """Keep *facts* of *job* in place of what was kept."""
        self._jobs.replace_one({"_id": job}, facts, upsert=True)

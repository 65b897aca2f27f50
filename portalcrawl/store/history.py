"""What the collections know of an article's past: ``revisions``, ``captures`` and ``changes``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from pymongo import ASCENDING
from pymongo.database import Database

Doc: TypeAlias = dict[str, Any]
# What a time line tells: texts are left where they are.
_TOLD = (
    *("revision", "article", "site", "url", "title", "capture", "cause", "changed_fields"),
    *("first_seen_at", "changed_at", "replaced_at"),
)


class History:
    """The past of articles."""

    def __init__(self, db: Database[Doc]) -> None:
        self._revisions = db.revisions
        self._captures = db.captures
        self._changes = db.changes

    def before(self, article: str) -> list[Doc]:
        """The revisions that the *article* (an id) had, oldest first, without their texts."""
        found = self._revisions.find({"article": article}, dict.fromkeys(_TOLD, 1))
        return list(found.sort("revision", ASCENDING))

    def runs(self, captures: Iterable[str]) -> dict[str, str]:
        """Capture id → the run that made it, where that is known."""
        found = self._captures.find({"_id": {"$in": list(captures)}}, {"run": 1})
        return {capture["_id"]: capture["run"] for capture in found if capture.get("run")}

    def events(self, site: str, article: str) -> list[Doc]:
        """What runs found the *article* to be, oldest first; none if nothing was kept of it."""
        query = {"site": site, "article": article}
        return list(self._changes.find(query).sort("at", ASCENDING))

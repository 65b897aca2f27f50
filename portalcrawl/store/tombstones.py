"""Articles that the site took down or moved: said at the end of a run, from what visits missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from pymongo import UpdateOne
from pymongo.database import Database

from portalcrawl.frontier.entry import entry_id, is_page
from portalcrawl.frontier.past import BURIED, Past
from portalcrawl.recrawl.vanishing import braked_runs, is_gone
from portalcrawl.sites.identity import item_key
from portalcrawl.store.changes import GONE, MOVED, change

Doc: TypeAlias = dict[str, Any]
_STORY = {"site": 1, "url": 1, "urls": 1, "title": 1, "content_digest": 1, "column_path": 1} | {
    "published": 1,
    "item_key": 1,
    "first_seen_at": 1,
    "gone_at": 1,
    "moved_to": 1,
}


@dataclass(slots=True)
class Buried:
    """What the end of a run came to. ``missing`` articles were missed and are not called gone yet.

    ``braked`` of them are not since too many vanished at once.
    """

    changes: list[Doc] = field(default_factory=list)
    writes: list[UpdateOne] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    missing: int = 0
    braked: int = 0

    @property
    def gone(self) -> int:
        """Articles with a tombstone from now on."""
        return sum(one["kind"] == GONE for one in self.changes)

    @property
    def moved(self) -> int:
        """Articles that are at another address from now on."""
        return sum(one["kind"] == MOVED for one in self.changes)


class Tombstones:
    """The articles of *site* whose addresses have nothing any more. Nothing is ever removed."""

    def __init__(self, db: Database[Doc], *, site: str) -> None:
        self._articles = db.articles
        self._urls = db.frontier
        self._site = site

    def plan(self, *, run: str, now: datetime) -> Buried:
        """What is gone and what has moved, as *run* knows; nothing of it written yet."""
        missed = self._missed()
        stories = self._stories(missed)
        there = self._there(stories)
        braked = self._braked(missed)
        buried = Buried()
        successors = self._successors(stories, missed)
        for story in stories:
            pasts = [missed[url] for url in story["urls"] if url in missed]
            if there & set(story["urls"]):
                continue
            if (successor := successors.get(story["_id"])) is not None:
                self._bury(buried, story, pasts, kind=MOVED, to=successor, run=run, now=now)
                continue
            is_braked = any(past.missed_run in braked for past in pasts)
            if all(is_gone(past, is_braked=is_braked) for past in pasts):
                self._bury(buried, story, pasts, kind=GONE, to=None, run=run, now=now)
                continue
            buried.missing += 1
            buried.braked += is_braked
        return buried

    def write(self, buried: Buried) -> None:
        """Write what ``plan`` found, its changes apart. Safe to repeat."""
        if buried.writes:
            self._articles.bulk_write(buried.writes, ordered=False)
        if buried.urls:
            ids = [entry_id(self._site, url) for url in buried.urls]
            self._urls.update_many({"_id": {"$in": ids}}, {"$set": {"past.kind": BURIED}})

    def _missed(self) -> dict[str, Past]:
        """The URLs of articles that their last visit did not find, with their pasts."""
        query = {"site": self._site, "past.missed_from": {"$exists": True}}
        found = self._urls.find({**query, "past.kind": "article"}, {"url": 1, "past": 1})
        return {document["url"]: Past.of_document(document["past"]) for document in found}

    def _stories(self, missed: Iterable[str]) -> list[Doc]:
        """The articles at the *missed* URLs that have no tombstone yet."""
        urls = set(missed)
        keys = sorted({item_key(url) for url in urls})
        query = {"site": self._site, "item_key": {"$in": keys}, "moved_to": {"$exists": False}}
        found = self._articles.find(query, _STORY)
        return [d for d in found if "gone_at" not in d and urls.intersection(d["urls"])]

    def _there(self, stories: Iterable[Doc]) -> set[str]:
        """The URLs of *stories* that have an article, as their last visit says."""
        ids = [entry_id(self._site, url) for story in stories for url in story["urls"]]
        found = self._urls.find({"_id": {"$in": ids}}, {"url": 1, "status": 1, "kind": 1})
        return {
            document["url"]
            for document in found
            if is_page(document.get("status"), document.get("kind"))
        }

    def _braked(self, missed: dict[str, Past]) -> set[str]:
        """The runs in which too many articles vanished for it to be the editors' doing."""
        counts = Counter(past.missed_run for past in missed.values())
        if not counts:
            return set()
        return braked_runs(counts, articles=self._articles.count_documents({"site": self._site}))

    def _successors(self, stories: list[Doc], missed: dict[str, Past]) -> dict[str, Doc]:
        """The id of each story that is at another address now → the article there.

        It is the one that its address leads to, or a younger one that says the same.
        """
        led = {
            story["_id"]: item_key(past.led_to)
            for story in stories
            for url in story["urls"]
            if (past := missed.get(url)) is not None and past.led_to
        }
        digests = {"content_digest": {"$in": [story["content_digest"] for story in stories]}}
        targets = {"item_key": {"$in": sorted(led.values())}}
        query = {"site": self._site, "gone_at": {"$exists": False}, "$or": [digests, targets]}
        others = list(self._articles.find(query, _STORY)) if stories else []
        lost = {story["_id"] for story in stories}
        found = {}
        for story in stories:
            for other in others:
                says_so = other["content_digest"] == story["content_digest"]
                is_younger = other["first_seen_at"] > story["first_seen_at"]
                is_target = other["item_key"] == led.get(story["_id"])
                if other["_id"] not in lost and (is_target or (says_so and is_younger)):
                    found[story["_id"]] = other
        return found

    def _bury(
        self,
        buried: Buried,
        story: Doc,
        pasts: list[Past],
        *,
        kind: str,
        to: Doc | None,
        run: str,
        now: datetime,
    ) -> None:
        since = min(past.missed_from for past in pasts if past.missed_from is not None)
        values: Doc = {"gone_at": since, "gone_told_at": now}
        column = story["column_path"][-1]["title"] if story["column_path"] else ""
        told: Doc = {"run": run, "site": self._site, "at": now, "title": story["title"]}
        told |= {"column": column, "published": story["published"], "kind": kind}
        if to is None:
            told |= {"article": story["_id"], "url": story["url"], "detail": {"since": since}}
        else:
            values |= {"moved_to": to["_id"]}
            told |= {"article": to["_id"], "url": to["url"]}
            told |= {"detail": {"url": story["url"], "of": story["_id"]}}
            buried.writes.append(
                UpdateOne({"_id": to["_id"]}, {"$set": {"moved_from": story["_id"]}})
            )
        buried.changes.append(change(**told))
        buried.writes.append(UpdateOne({"_id": story["_id"]}, {"$set": values}))
        buried.urls += story["urls"]

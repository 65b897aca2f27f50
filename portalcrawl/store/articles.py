"""The collections ``articles`` (one document an article) and ``revisions`` (what it was before)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from pymongo import ASCENDING, DESCENDING, ReplaceOne, UpdateOne
from pymongo.database import Database

from portalcrawl.items import Article
from portalcrawl.sites.identity import document_key, item_key
from portalcrawl.store.article_changes import (
    CRAWL,
    REPROCESS,
    Difference,
    ages,
    article_id,
    difference,
    fresh_document,
    is_changed,
    replacement,
    revision,
    told,
)
from portalcrawl.store.raw_documents import find_raw

Doc: TypeAlias = dict[str, Any]
# What says that an article is not on its site any more: since when, when it was told, where it is.
TOMBSTONE = ("gone_at", "gone_told_at", "moved_to")


@dataclass(slots=True)
class Saved:
    """How many articles of a batch were new, changed in content, changed beside it, unchanged."""

    new: int = 0
    changed: int = 0
    touched: int = 0
    unchanged: int = 0
    back: int = 0
    """Articles that had been gone."""
    twins: int = 0
    """Known articles under another address."""


@dataclass(slots=True)
class Plan:
    """What saving a batch comes to, nothing of it written yet."""

    saved: Saved = field(default_factory=Saved)
    differences: list[Difference] = field(default_factory=list)
    """Of what is new, changed or touched."""
    writes: list[ReplaceOne[Doc] | UpdateOne] = field(default_factory=list)
    revisions: list[ReplaceOne[Doc]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """What the articles say once it is written, by digest: also those that are as they were."""


class Articles:
    """Articles by id. Storing the same article twice changes nothing."""

    def __init__(self, db: Database[Doc]) -> None:
        self._articles = db.articles
        self._revisions = db.revisions
        self._lists = db.lists

    def save(
        self, articles: Iterable[Article], *, captures: dict[str, Doc], now: datetime
    ) -> Saved:
        """Store a batch; *captures* maps capture ids to the pointers stored with the article.

        A new content digest makes a revision: the document as it was goes to ``revisions``. A
        difference outside the content (a neighbour that appeared) updates the document in place; so
        does another reading of the same bytes: not the site has changed. The same article under
        another address (its item key and title say so) gives that address to the first, and nothing
        else: the copies differ in their breadcrumb, and would change it for ever.
        """
        plan = self.plan(articles, captures=captures, now=now)
        self.write(plan)
        return plan.saved

    def plan(
        self,
        articles: Iterable[Article],
        *,
        captures: dict[str, Doc],
        now: datetime,
        first_seen: Mapping[str, datetime] | None = None,
    ) -> Plan:
        """What ``save`` would do. With *first_seen* the batch was read again from the archive.

        *first_seen* says of capture ids when their address was first captured. A new article is
        then as old as its captures, and another reading of the same bytes makes a revision too.
        """
        # Within a batch the last of equal ids (and page numbers) counts.
        latest: dict[str, dict[int | None, Article]] = {}
        urls: dict[str, list[str]] = {}
        for article in articles:
            key = article_id(article.site, article.doc_key)
            latest.setdefault(key, {})[article.page_number] = article
            if article.url not in (known := urls.setdefault(key, [])):
                known.append(article.url)
        cause = CRAWL if first_seen is None else REPROCESS
        stored = {d["_id"]: d for d in self._articles.find({"_id": {"$in": list(latest)}})}
        plan = Plan()
        saved, writes = plan.saved, plan.writes
        news = [next(iter(read.values())) for key, read in latest.items() if key not in stored]
        for key, first in self._twins(news, among=latest).items():
            saved.twins += 1
            del latest[key]
            if first in latest:
                urls[first] += urls[key]
            else:
                more = {"$addToSet": {"urls": {"$each": urls[key]}}}
                writes.append(UpdateOne({"_id": first}, more))
        listed_in = self._listed_in(news)
        for key, read in latest.items():
            old = stored.get(key)
            fresh = fresh_document(read, old)
            fresh["capture"] = captures.get(fresh.pop("capture_id") or "")
            said = fresh
            if old is None:
                saved.new += 1
                fresh |= {"_id": key, "urls": urls[key], "revision": 1}
                fresh |= ages(read.values(), captures, first_seen or {}, now=now)
                fresh |= {"listed_in": listed_in.get(fresh["item_key"], [])}
                # An upsert: the batch may be written again after a lost connection.
                writes.append(ReplaceOne({"_id": key}, fresh, upsert=True))
                plan.differences.append(told(key, "new", {}, fresh))
            elif is_changed(old, fresh, cause=cause):
                saved.changed += 1
                plan.revisions.append(revision(old, fresh, cause=cause, now=now))
                writes.append(UpdateOne({"_id": key}, replacement(old, fresh, urls[key], now)))
                plan.differences.append(told(key, "changed", old, fresh))
            elif update := difference(old, fresh, urls[key], cause=cause):
                saved.touched += 1
                writes.append(UpdateOne({"_id": key}, update))
                plan.differences.append(told(key, "touched", old, fresh))
                said = old | update.get("$set", {})
            else:
                saved.unchanged += 1
                said = old
            if digest := said.get("text_digest"):
                plan.texts[digest] = said["body_text"]
            if old is not None and "gone_at" in old and cause == CRAWL:
                saved.back += 1
                writes.append(UpdateOne({"_id": key}, {"$unset": dict.fromkeys(TOMBSTONE, "")}))
                plan.differences.append(told(key, "back", old, fresh))
        return plan

    def write(self, plan: Plan) -> None:
        """Write *plan*. Safe to repeat."""
        # What was must be safe before what is overwrites it.
        if plan.revisions:
            self._revisions.bulk_write(plan.revisions, ordered=False)
        if plan.writes:
            self._articles.bulk_write(plan.writes, ordered=False)

    def _twins(
        self, news: list[Article], *, among: Mapping[str, Mapping[int | None, Article]]
    ) -> dict[str, str]:
        """Id → the id of the article that it is another address of, for such in *news*.

        *among* are all articles of the batch: their titles may be about to change.
        """
        numbered = [article for article in news if article.item_key not in {"", article.doc_key}]
        if not numbered:
            return {}
        known = self._articles.find(
            {
                "site": numbered[0].site,
                "item_key": {"$in": [article.item_key for article in numbered]},
            },
            {"item_key": 1, "title": 1},
        )
        first: dict[tuple[str, str], str] = {}
        for found in known:
            key = str(found["_id"])
            titles = {article.title for article in among.get(key, {}).values()}
            for title in titles or {found["title"]}:
                first[found["item_key"], title] = key
        twins: dict[str, str] = {}
        for article in numbered:
            key = article_id(article.site, article.doc_key)
            other = first.setdefault((article.item_key, article.title), key)
            if other != key:
                twins[key] = other
        return twins

    def _listed_in(self, news: list[Article]) -> dict[str, list[str]]:
        """Item key → the ids of the lists that have a row for it."""
        if not news:
            return {}
        wanted = {article.item_key for article in news}
        query = {"site": news[0].site, "keys": {"$in": sorted(wanted)}}
        found: dict[str, list[str]] = {}
        for page in self._lists.find(query, {"keys": 1, "column": 1}):
            for key in wanted.intersection(page["keys"]):
                if page["column"] not in (columns := found.setdefault(key, [])):
                    columns.append(page["column"])
        return found

    def raw(self, site: str, ids: Iterable[str], *, item_keys: Iterable[str]) -> tuple[bytes, ...]:
        """The articles of *site* with one of *ids* or *item_keys*, as BSON."""
        keys = {"site": site, "item_key": {"$in": list(item_keys)}}
        return find_raw(self._articles, {"$or": [{"_id": {"$in": list(ids)}}, keys]})

    def find_one(self, name: str, *, revision: int | None = None) -> Doc | None:
        """The article with the id or the address *name*; as it was in *revision*, where given."""
        by_id = self._articles.find_one({"_id": name})
        found = by_id or self._by_url(name) if "://" in name else by_id
        if found is None or revision in {None, found["revision"]}:
            return found
        return self._revisions.find_one({"article": found["_id"], "revision": revision})

    def _by_url(self, url: str) -> Doc | None:
        sites = self._articles.distinct("site")
        ids = [article_id(site, document_key(url)) for site in sites]
        if (own := self._articles.find_one({"_id": {"$in": ids}})) is not None:
            return own
        # Another address of it may have been first, or it is a further page.
        of_item = {"site": {"$in": sites}, "item_key": item_key(url), "urls": url}
        return self._articles.find_one(of_item) or self._articles.find_one({"urls": url})

    def find(self, *, site: str | None = None) -> Iterator[Doc]:
        """Articles, newest first; of one site or of all."""
        query = {"site": site} if site else {}
        order = [("published", DESCENDING), ("_id", ASCENDING)]
        yield from self._articles.find(query, sort=order, allow_disk_use=True)

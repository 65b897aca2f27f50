"""The collections ``articles`` (one document an article) and ``revisions`` (what it was before)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeAlias

from pymongo import ASCENDING, DESCENDING, ReplaceOne, UpdateOne
from pymongo.database import Database

from portalcrawl.items import Article
from portalcrawl.store.article_pages import is_page_changed, join_pages
from portalcrawl.store.documents import document

Doc: TypeAlias = dict[str, Any]
# What a visit sees afresh each time: a difference here alone changes nothing in the store.
VOLATILE = frozenset(
    {"views", "views_seen_at", "capture", "capture_id", "first_seen_at", "changed_at", "revision"}
    | {"urls", "listed_in", "_id", "url"}
)
# How an article was read: kept with what it says, but no reason to write it anew.
READING = frozenset({"provenance", "candidates", "info_line"})


@dataclass(slots=True)
class Saved:
    """How many articles of a batch were new, changed in content, changed beside it, unchanged."""

    new: int = 0
    changed: int = 0
    touched: int = 0
    unchanged: int = 0
    twins: int = 0
    """Known articles under another address."""


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
        # Within a batch the last of equal ids (and page numbers) counts.
        latest: dict[str, dict[int | None, Article]] = {}
        urls: dict[str, list[str]] = {}
        for article in articles:
            key = article_id(article.site, article.doc_key)
            latest.setdefault(key, {})[article.page_number] = article
            if article.url not in (known := urls.setdefault(key, [])):
                known.append(article.url)
        stored = {d["_id"]: d for d in self._articles.find({"_id": {"$in": list(latest)}})}
        saved = Saved()
        writes: list[ReplaceOne[Doc] | UpdateOne] = []
        revisions: list[ReplaceOne[Doc]] = []
        news = [next(iter(read.values())) for key, read in latest.items() if key not in stored]
        for key, first in self._twins(news).items():
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
            fresh = _fresh(read, old)
            fresh["capture"] = captures.get(fresh.pop("capture_id") or "")
            if old is None:
                saved.new += 1
                fresh |= {"_id": key, "urls": urls[key], "revision": 1}
                fresh |= {"first_seen_at": now, "changed_at": now}
                fresh |= {"listed_in": listed_in.get(fresh["item_key"], [])}
                # An upsert: the batch may be written again after a lost connection.
                writes.append(ReplaceOne({"_id": key}, fresh, upsert=True))
            elif _is_changed(old, fresh):
                saved.changed += 1
                revisions.append(_revision(old))
                writes.append(UpdateOne({"_id": key}, _replacement(old, fresh, urls[key], now)))
            elif update := _difference(old, fresh, urls[key]):
                saved.touched += 1
                writes.append(UpdateOne({"_id": key}, update))
            else:
                saved.unchanged += 1
        # What was must be safe before what is overwrites it.
        if revisions:
            self._revisions.bulk_write(revisions, ordered=False)
        if writes:
            self._articles.bulk_write(writes, ordered=False)
        return saved

    def _twins(self, news: list[Article]) -> dict[str, str]:
        """Id → the id of the article that it is another address of, for such in *news*."""
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
        first = {(d["item_key"], d["title"]): str(d["_id"]) for d in known}
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

    def find(self, *, site: str | None = None) -> Iterator[Doc]:
        """Articles, newest first; of one site or of all."""
        query = {"site": site} if site else {}
        order = [("published", DESCENDING), ("_id", ASCENDING)]
        yield from self._articles.find(query, sort=order, allow_disk_use=True)


def article_id(site: str, doc_key: str) -> str:
    """24 hex digits that stay the same as long as the article keeps its document key."""
    return blake2b(f"{site}\n{doc_key}".encode(), digest_size=12).hexdigest()


def _fresh(read: dict[int | None, Article], old: Doc | None) -> Doc:
    """The document of what was read: of the whole article where it has several pages."""
    if (single := read.get(None)) is not None:
        whole: Doc = document(single)
        return whole
    article, pages = join_pages(read.values(), old=old)
    return {**document(article), "pages": pages}


def _is_changed(old: Doc, fresh: Doc) -> bool:
    if old["content_digest"] == fresh["content_digest"]:
        return False
    if "pages" in fresh:
        return is_page_changed(old, fresh)
    return not _is_same_page(old, fresh)


def _is_same_page(old: Doc, fresh: Doc) -> bool:
    """Whether both were read from the same bytes."""
    before, now = old.get("capture") or {}, fresh.get("capture") or {}
    digest = before.get("payload_digest")
    return digest is not None and digest == now.get("payload_digest")


def _replacement(old: Doc, fresh: Doc, urls: list[str], now: datetime) -> Doc:
    revision = old["revision"] + 1
    values = {**fresh, "revision": revision, "changed_at": now}
    return {"$set": values, "$addToSet": {"urls": {"$each": urls}}}


def _difference(old: Doc, fresh: Doc, urls: list[str]) -> Doc:
    """The update that brings *old* in line with *fresh*, volatile fields apart; {} for none."""
    values = {k: v for k, v in fresh.items() if k not in VOLATILE and old.get(k) != v}
    update: Doc = {"$set": values} if values.keys() - READING else {}
    if new := [url for url in urls if url not in old["urls"]]:
        update["$addToSet"] = {"urls": {"$each": new}}
    return update


def _revision(old: Doc) -> ReplaceOne[Doc]:
    """The write that keeps *old*, safe to repeat: its id is the article's and the number."""
    number = old["revision"]
    kept = {**old, "_id": f"{old['_id']}:{number}", "article": old["_id"], "cause": "crawl"}
    return ReplaceOne({"_id": kept["_id"]}, kept, upsert=True)

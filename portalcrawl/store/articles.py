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
    | {"urls", "_id", "url"}
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


class Articles:
    """Articles by id. Storing the same article twice changes nothing."""

    def __init__(self, db: Database[Doc]) -> None:
        self._articles = db.articles
        self._revisions = db.revisions

    def save(
        self, articles: Iterable[Article], *, captures: dict[str, Doc], now: datetime
    ) -> Saved:
        """Store a batch; *captures* maps capture ids to the pointers stored with the article.

        A new content digest makes a revision: the document as it was goes to ``revisions``. A
        difference outside the content (a neighbour that appeared) updates the document in place; so
        does another reading of the same bytes: not the site has changed.
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
        for key, read in latest.items():
            old = stored.get(key)
            fresh = _fresh(read, old)
            fresh["capture"] = captures.get(fresh.pop("capture_id") or "")
            if old is None:
                saved.new += 1
                fresh |= {"_id": key, "urls": urls[key], "revision": 1}
                fresh |= {"first_seen_at": now, "changed_at": now}
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

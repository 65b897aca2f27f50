"""What an article is in the store, and what another reading of it changes there.

>>> from dataclasses import replace
>>> one = Article(site="a", url="http://a.cn/1.html", title="题", doc_key="a.cn/1.html")
>>> key = article_id("a", one.doc_key)
>>> old = {"_id": key, "urls": [one.url], **fresh_document({None: one}, None)}
>>> says_the_same(one, [old], capture={})
True
>>> says_the_same(replace(one, keywords=["植树"]), [old], capture={})
False
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeAlias

from pymongo import ReplaceOne

from portalcrawl.dedup.digests import ASSETS, TEXTS, changed_content, document_digest
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
# What follows from other fields: it says nothing more of a change.
DERIVED = frozenset(
    {"content_digest", "text_digest", "pages", "body_html", "published_raw", "published_precision"}
)
# Why a revision was made: the site has changed, or what is read of the same bytes.
CRAWL, REPROCESS = "crawl", "reprocess"


@dataclass(frozen=True, slots=True)
class Difference:
    """What saving an article does to it: *kind* is the name of a count of Saved.

    *fields* are those that differ, each as it is stored and as it was read now.
    """

    id: str
    url: str
    title: str
    kind: str
    fields: dict[str, tuple[Any, Any]]
    column: str = ""
    """The innermost column of its breadcrumb."""
    published: str | None = None


def article_id(site: str, doc_key: str) -> str:
    """24 hex digits that stay the same as long as the article keeps its document key."""
    return blake2b(f"{site}\n{doc_key}".encode(), digest_size=12).hexdigest()


def fresh_document(read: Mapping[int | None, Article], old: Doc | None) -> Doc:
    """The document of what was read: of the whole article where it has several pages."""
    if (single := read.get(None)) is not None:
        whole: Doc = document(single)
        return whole
    article, pages = join_pages(read.values(), old=old)
    return {**document(article), "pages": pages}


def ages(
    read: Iterable[Article],
    captures: Mapping[str, Doc],
    first_seen: Mapping[str, datetime],
    *,
    now: datetime,
) -> Doc:
    """When a new article was first seen and last changed: *now*, or when its pages came."""
    ids = [article.capture_id or "" for article in read]
    came = [captures[key]["fetched_at"] for key in ids if key in captures and key in first_seen]
    seen = [first_seen[key] for key in ids if key in first_seen]
    return {"first_seen_at": min(seen, default=now), "changed_at": max(came, default=now)}


def says_the_same(article: Article, stored: Iterable[Doc], *, capture: Doc) -> bool:
    """Whether saving *article*, read again from *capture*, would write nothing.

    *stored* are the documents that it may be: those with its id or its item key. A page of a longer
    article is never sure.
    """
    if article.page_number is not None:
        return False
    key = article_id(article.site, article.doc_key)
    documents = {old["_id"]: old for old in stored}
    if (old := documents.get(key)) is not None:
        fresh = {**fresh_document({None: article}, old), "capture": capture}
        if is_changed(old, fresh, cause=REPROCESS):
            return False
        return not difference(old, fresh, [article.url], cause=REPROCESS)
    return article.item_key not in {"", article.doc_key} and any(
        (old["item_key"], old["title"]) == (article.item_key, article.title)
        and article.url in old["urls"]
        for old in documents.values()
    )


def is_changed(old: Doc, fresh: Doc, *, cause: str) -> bool:
    """Whether *fresh* says what *old* does not: a reason for a revision."""
    if old["content_digest"] == fresh["content_digest"]:
        return False
    if "pages" in fresh:
        return is_page_changed(old, fresh)
    # Digests of other rules differ where nothing has changed: those of today decide.
    if document_digest(old) == fresh["content_digest"]:
        return False
    # Of the same bytes: not the site has changed.
    return cause == REPROCESS or not _is_same_page(old, fresh)


def _is_same_page(old: Doc, fresh: Doc) -> bool:
    """Whether both were read from the same bytes."""
    before, now = old.get("capture") or {}, fresh.get("capture") or {}
    digest = before.get("payload_digest")
    return digest is not None and digest == now.get("payload_digest")


def replacement(old: Doc, fresh: Doc, urls: list[str], now: datetime) -> Doc:
    """The update that puts *fresh* in the place of *old*."""
    revision = old["revision"] + 1
    values = {**fresh, "revision": revision, "changed_at": now}
    return {"$set": values, "$addToSet": {"urls": {"$each": urls}}}


def difference(old: Doc, fresh: Doc, urls: list[str], *, cause: str) -> Doc:
    """The update that brings *old* in line with *fresh*, volatile fields apart; {} for none."""
    values = _differing(old, fresh, cause=cause)
    update: Doc = {"$set": values} if values.keys() - READING else {}
    if new := [url for url in urls if url not in old["urls"]]:
        update["$addToSet"] = {"urls": {"$each": new}}
    return update


def _differing(old: Doc, fresh: Doc, *, cause: str) -> Doc:
    """The fields of *fresh* that are not those of *old*."""
    # Of one capture the number of readers is what was printed: another one is another reading.
    is_reread = cause == REPROCESS and _capture_id(old) == _capture_id(fresh) is not None
    volatile = VOLATILE - {"views", "views_seen_at"} if is_reread else VOLATILE
    return {k: v for k, v in fresh.items() if k not in volatile and old.get(k) != v}


def _capture_id(document: Doc) -> str | None:
    capture: Doc = document.get("capture") or {}
    return capture.get("id")


def told(key: str, kind: str, old: Doc, fresh: Doc) -> Difference:
    """What is done to the article *key*, for a person; of a new one no fields."""
    # A label of the info line that no rule knows may be all that changed.
    hidden = READING - {"info_line"} if kind == "changed" else READING
    names = _differing(old, fresh, cause=REPROCESS).keys() - hidden if old else set()
    if kind == "changed":
        # A counter in the text, a token in a file's address: no change, and beside one none either.
        names -= {*TEXTS, *ASSETS} - set(changed_content(old, fresh))
    fields = {name: (old.get(name), fresh[name]) for name in sorted(names)}
    path = fresh["column_path"]
    column = path[-1]["title"] if path else ""
    return Difference(key, fresh["url"], fresh["title"], kind, fields, column, fresh["published"])


def changed_fields(old: Doc, fresh: Doc) -> list[str]:
    """The names of the fields in which *fresh* says something else, those of the content first."""
    content = changed_content(old, fresh)
    told_by_content = DERIVED.union(TEXTS, ASSETS)
    differing = _differing(old, fresh, cause=CRAWL).keys() - READING - told_by_content
    return content + sorted(differing)


def revision(old: Doc, fresh: Doc, *, cause: str, now: datetime) -> ReplaceOne[Doc]:
    """The write that keeps *old*, safe to repeat: its id is the article's and the number.

    It says what put *fresh* in its place: ``cause``, when, and which fields differ.
    """
    number = old["revision"]
    kept = {**old, "_id": f"{old['_id']}:{number}", "article": old["_id"], "cause": cause}
    kept |= {"replaced_at": now, "changed_fields": changed_fields(old, fresh)}
    return ReplaceOne({"_id": kept["_id"]}, kept, upsert=True)

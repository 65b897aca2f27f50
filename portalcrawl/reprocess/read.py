"""Read a chunk of pages again: what a worker does, wherever it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from portalcrawl.dedup.keys import with_keys
from portalcrawl.errors import ArchiveError
from portalcrawl.extract.reading import Answer, Reading, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.extract.text import clean_article
from portalcrawl.frontier.entry import Entry
from portalcrawl.items import Article
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.page.state import PageState
from portalcrawl.recrawl.follow import follow_list
from portalcrawl.recrawl.trails import Trails
from portalcrawl.reprocess.answers import asked_again
from portalcrawl.reprocess.choose import best_first
from portalcrawl.reprocess.chunk import Chunk, ChunkReading, FoundArticle, Knowledge, LostArticle
from portalcrawl.sites.identity import document_key
from portalcrawl.store.archived_pages import Address
from portalcrawl.store.article_changes import article_id, says_the_same
from portalcrawl.store.captures import capture_pointer
from portalcrawl.store.lists import is_as_stored
from portalcrawl.store.raw_documents import decoded
from portalcrawl.urls.absolute import host_of

Doc: TypeAlias = dict[str, Any]
# How many earlier pages are looked at where the newest answer is no page.
MAX_PAYLOADS = 8


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was read from *capture*; *seen* is the last one with the same bytes."""

    capture: Doc
    seen: Doc
    answer: Answer
    entry: Entry
    reading: Reading


def read_chunk(knowledge: Knowledge, chunk: Chunk) -> ChunkReading:
    """What the pages of *chunk* say. One that can't be read does not stop the others.

    Each chunk has a reader of its own: what is read does not depend on who reads what when.
    """
    reader = PageReader(knowledge.site, knowledge.templates)
    by_address: dict[str, list[Doc]] = {}
    for capture in decoded(chunk.captures):
        by_address.setdefault(capture["fingerprint"], []).append(capture)
    articles, lists = decoded(chunk.articles), {d["_id"]: d for d in decoded(chunk.lists)}
    done = ChunkReading()
    for address in chunk.addresses:
        captures = by_address.get(address.fingerprint, [])
        list_url = chunk.list_urls.get(address.column, "")
        data = {key: decoded(found) for key, found in chunk.data.items()}
        try:
            page = _read_first(captures, knowledge, reader, list_url=list_url, data=data)
            if page is not None:
                _take_in(page, address, done, articles=articles, lists=lists)
        except ArchiveError as error:
            done.unreadable[address.url] = str(error)
        except Exception as error:  # noqa: BLE001 - a rule that breaks on one page: counted and named
            done.unreadable[address.url] = f"{type(error).__name__}: {error}"
    return done


def _read_first(
    captures: list[Doc],
    knowledge: Knowledge,
    reader: PageReader,
    *,
    list_url: str,
    data: dict[str, list[Doc]],
) -> _Page | None:
    """The newest of *captures* that is a page; where none is, the newest. Raises ArchiveError."""
    first = None
    for capture in best_first(captures)[:MAX_PAYLOADS]:
        same = (one for one in captures if one["payload_digest"] == capture["payload_digest"])
        seen = max(same, key=lambda one: one["fetched_at"])
        answer, entry = asked_again(
            knowledge.folder,
            # The bytes as they came first, and what was known when they came last.
            {**capture, "found": seen["found"]},
            site=knowledge.site,
            home=knowledge.home,
            list_url=list_url,
            data=data.get(capture["_id"], ()),
        )
        known = knowledge.missing.get(host_of(answer.url)) or NotFoundPages(knowledge.home)
        reading = read_answer(answer, reader=reader, known=known)
        page = _Page(capture, seen, answer, entry, reading)
        if reading.judgement.state is PageState.OK:
            return page
        first = first or page
    return first


def _take_in(
    page: _Page,
    address: Address,
    done: ChunkReading,
    *,
    articles: list[Doc],
    lists: dict[str, Doc],
) -> None:
    """Add what *page* says to *done*, compared with what is stored."""
    reading = page.reading
    done.kinds[reading.kind] += 1
    if reading.record is not None:
        done.record = reading.record
    if reading.listing is not None:
        _take_list(page, done, lists)
    if reading.article is not None:
        _take_article(page, reading.article, address, done, articles)
    elif (lost := _lost(page, articles)) is not None:
        done.lost.append(lost)


def _take_article(
    page: _Page, article: Article, address: Address, done: ChunkReading, stored: list[Doc]
) -> None:
    article.capture_id = page.capture["_id"]
    article = with_keys(clean_article(article))
    pointer = capture_pointer(page.capture)
    near = [old for old in stored if _may_be(old, article)]
    if says_the_same(article, near, capture=pointer):
        done.same += 1
        return
    found = FoundArticle(article=article, capture=pointer, first_at=address.first_at)
    done.articles.append(found)


def _may_be(old: Doc, article: Article) -> bool:
    ids = (article_id(article.site, article.doc_key), article.item_key)
    return old["_id"] == ids[0] or old.get("item_key") == ids[1]


def _take_list(page: _Page, done: ChunkReading, stored: dict[str, Doc]) -> None:
    listing = page.reading.listing
    assert listing is not None
    followed = follow_list(
        listing,
        page.reading.links,
        entry=page.entry,
        name=page.reading.name,
        # What other pages say of the list is put to it where all of them are known.
        trails=Trails(),
        read_at=page.seen["fetched_at"],
    )
    if not is_as_stored(followed.page, stored):
        done.lists.append((followed.page, page.seen["run"]))


def _lost(page: _Page, stored: list[Doc]) -> LostArticle | None:
    """The stored article that was read from these very bytes, and is none now."""
    site, url = page.entry.site, page.answer.url
    key = article_id(site, document_key(url))
    old = next((one for one in stored if one["_id"] == key), None)
    if old is None or old.get("pages"):
        return None
    capture = old.get("capture") or {}
    if capture.get("payload_digest") != page.capture["payload_digest"]:
        # Other bytes made it: it stays as the record of what the page once was.
        return None
    reading = page.reading
    return LostArticle(
        id=key, url=url, title=old["title"], kind=reading.kind, rule=reading.judgement.rule
    )

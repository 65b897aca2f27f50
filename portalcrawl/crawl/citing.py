"""The proof of an article, gathered from database and archive."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from pymongo.database import Database

from portalcrawl.archive.evidence import Evidence, read_evidence, read_warcinfo
from portalcrawl.archive.following import read_companions
from portalcrawl.errors import ArchiveError
from portalcrawl.report.citation import Citation, PageProof
from portalcrawl.reprocess.chunk import Knowledge
from portalcrawl.reprocess.one_article import PageCapture, content_digest_now
from portalcrawl.store.archived_pages import ArchivedPages

Doc: TypeAlias = dict[str, Any]


def cite(db: Database[Doc], article: Doc, *, knowledge: Knowledge) -> Citation:
    """The citation of *article*, a document of ``articles`` or ``revisions``.

    *knowledge* is that of its site: the pages are read again as a crawl would read them now.
    """
    captures = _captures(ArchivedPages(db, article["site"]), article)
    digest = None
    # Of a record that can't be read the proof of its page says so.
    with suppress(ArchiveError):
        digest = content_digest_now(knowledge, article, captures)
    pages = [_proof(knowledge.folder, page) for page in captures]
    return Citation(article=article, pages=pages, read_digest=digest)


def _captures(pages: ArchivedPages, article: Doc) -> list[PageCapture]:
    """Of each page of *article* the capture that it was read from, as far as that is known."""
    pointer: Doc = article.get("capture") or {}
    parts: dict[str, Doc] = article.get("pages") or {}
    if not parts:
        return [PageCapture(None, article["url"], pages.capture(pointer.get("id")) or pointer)]
    found = []
    for number, part in sorted(parts.items(), key=lambda item: int(item[0])):
        is_head = part["url"] == article["url"]
        own = pages.capture(pointer.get("id")) if is_head else pages.newest(part["url"])
        found.append(PageCapture(int(number), part["url"], own or {}))
    return found


def _proof(folder: Path, page: PageCapture) -> PageProof:
    capture = page.capture
    said: Doc = {"number": page.number, "url": page.url, "capture": capture}
    if "_id" not in capture:
        why = "its capture is not in the database: portalcrawl archive repair finds it again"
        return PageProof(**said, trouble=f"{page.url}: {why}")
    try:
        record = _evidence(folder, capture)
        if (original := capture.get("original")) is not None:
            said["original"] = _evidence(folder, original)
        said["warcinfo"] = read_warcinfo(folder, record)
        sent = read_companions(
            folder, file=record.file, offset=record.offset, record_id=record.record_id
        )
    except ArchiveError as error:
        return PageProof(**said, trouble=str(error))
    return PageProof(**said, record=record, request=tuple(sent.request_head.splitlines()))


def _evidence(folder: Path, pointer: Doc) -> Evidence:
    place = {name: pointer[name] for name in ("file", "offset", "length")}
    return read_evidence(folder, **place)

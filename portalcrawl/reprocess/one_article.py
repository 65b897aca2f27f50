"""What an article's pages say when they are read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from portalcrawl.dedup.digests import document_digest
from portalcrawl.dedup.keys import with_keys
from portalcrawl.extract.reading import read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.extract.text import clean_article
from portalcrawl.items import Article
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.reprocess.answers import asked_again
from portalcrawl.reprocess.chunk import Knowledge
from portalcrawl.store.article_changes import fresh_document
from portalcrawl.urls.absolute import host_of

Doc: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageCapture:
    """A page of an article (``number`` None: its only one) and its capture; {} where unknown."""

    number: int | None
    url: str
    capture: Doc


def content_digest_now(
    knowledge: Knowledge, article: Doc, pages: Sequence[PageCapture]
) -> str | None:
    """The content digest of *article* as *pages* are read now.

    None where a page is no article, or its capture is not known. Raises ArchiveError. What was read
    before a template of the site was known is read without one too: the stored digest counts. So it
    does where the same is read, and the rules of the digest were others.
    """
    readers = [PageReader(knowledge.site, knowledge.templates), PageReader(knowledge.site)]
    digests = [_digest(knowledge, article, pages, reader=reader) for reader in readers]
    stored = article["content_digest"]
    is_as_stored = not {stored, document_digest(article)}.isdisjoint(digests)
    return stored if is_as_stored else digests[0]


def _digest(
    knowledge: Knowledge, article: Doc, pages: Sequence[PageCapture], *, reader: PageReader
) -> str | None:
    read: dict[int | None, Article] = {}
    for page in pages:
        if "_id" not in page.capture:
            return None
        found = read_article(knowledge, page.capture, reader=reader)
        if found is None:
            return None
        read[found.page_number] = found
    return str(fresh_document(read, None if None in read else article)["content_digest"])


def read_article(knowledge: Knowledge, capture: Doc, *, reader: PageReader) -> Article | None:
    """The article that *capture* shows, as it would be stored. Raises ArchiveError."""
    answer, _ = asked_again(knowledge.folder, capture, site=knowledge.site, home=knowledge.home)
    known = knowledge.missing.get(host_of(answer.url)) or NotFoundPages(knowledge.home)
    reading = read_answer(answer, reader=reader, known=known)
    return with_keys(clean_article(reading.article)) if reading.article is not None else None

"""What an answer gives, as one function of its bytes: its kind, its links, its article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from portalcrawl.extract.article import extract_article
from portalcrawl.extract.kind import Kind, classify
from portalcrawl.extract.links import Link, css_links, find_links
from portalcrawl.extract.parts import Parts
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.items import Article, SiteRecord
from portalcrawl.page.decode import charset_of, decode_page
from portalcrawl.page.document import Page
from portalcrawl.urls.absolute import absolute_url

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
# Old servers send pages as plain text or as a download (spec: portals, "content lies").
_LYING_TYPES = frozenset({"", "text/plain", "application/octet-stream", "application/x-msdownload"})
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
REDIRECT_PRIORITY = 70


@dataclass(slots=True)
class Reading:
    """``kind`` is ``home``, a Kind of page, ``asset``, ``redirect`` or ``missing``."""

    kind: str
    links: list[Link] = field(default_factory=list)
    article: Article | None = None
    record: SiteRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response, its content encoding undone. ``is_home`` marks the answer to the seed."""

    url: str
    status: int
    body: bytes
    content_type: str | None
    location: str | None
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    is_home: bool = False


def read_answer(answer: Answer, *, site: str) -> Reading:
    """Read *answer*; the article's ``site`` is *site*."""
    if 300 <= answer.status < 400 and answer.location is not None:
        target = absolute_url(answer.location, base=answer.url)
        link = Link(target, hop="R", priority=REDIRECT_PRIORITY) if target else None
        return Reading("redirect", [link] if link else [])
    if not 200 <= answer.status < 300:
        return Reading("missing")
    mime = (answer.content_type or "").partition(";")[0].strip().lower()
    if is_html(answer.body, mime):
        return _read_page(answer, site)
    if mime == "text/css":
        text = decode_page(answer.body, http_charset=charset_of(answer.content_type)).text
        return Reading("asset", css_links(text, base=answer.url))
    return Reading("asset")


def is_html(body: bytes, mime: str) -> bool:
    """Whether *body* is a page, by its media type, or by its start where that type is a guess.

    >>> is_html(b"<!DOCTYPE html><p>", "text/plain"), is_html(b"%PDF-1.4", "text/html")
    (True, False)
    """
    if mime in _LYING_TYPES:
        return _HTML_START.match(body, 0, 2048) is not None
    return mime in _HTML_TYPES and not body.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    )


def _read_page(answer: Answer, site: str) -> Reading:
    page = Page.of_bytes(answer.body, url=answer.url, content_type=answer.content_type)
    links = find_links(page)
    if answer.is_home:
        return Reading("home", links, record=find_site_record(page.outline))
    parts = Parts.of_page(page)
    kind, _ = classify(page, parts)
    article = None
    if kind is Kind.ARTICLE:
        article = extract_article(page, parts, site=site, fetched_at=answer.fetched_at)
    return Reading(kind.value, links, article)

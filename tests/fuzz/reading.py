"""All that is read of a page, and what must hold of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from portalcrawl.extract.article import extract_article
from portalcrawl.extract.kind import classify
from portalcrawl.extract.links import find_links
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.extract.text import clean_article
from portalcrawl.page.css_urls import css_urls
from portalcrawl.page.document import Page
from portalcrawl.page.media_type import media_type
from portalcrawl.page.meta_refresh import parse_refresh, refresh_span
from portalcrawl.page.srcset import rewrite_srcset, srcset_urls
from tests.fuzz.sample import URL, Sample

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def read_page(sample: Sample) -> None:
    """Read *sample* as a crawl does, an article out of everything.

    Raises whatever the reading raises; UnicodeEncodeError or TypeError for an article that is no
    text or cannot be written as JSON.
    """
    media_type(sample.body, declared=sample.content_type)
    page = Page.of_bytes(sample.body, url=URL, content_type=sample.content_type)
    links = find_links(page)
    parts = read_parts(page)
    classify(page, parts)
    article = extract_article(page, parts, site="a", fetched_at=NOW, with_html=True)
    for link in links:
        link.url.encode("ascii")
    if article is None:
        return
    for text in (article.title, article.body_text, article.body_html):
        text.encode("utf-8")
    json.dumps(asdict(article), default=datetime.isoformat, ensure_ascii=False).encode("utf-8")
    clean_article(article)


def read_values(sample: Sample) -> None:
    """Read the whole text of *sample* as if it were one style sheet, ``srcset`` or refresh."""
    text = Page.of_bytes(sample.body, url=URL, content_type=sample.content_type).decoded.text
    for found in css_urls(text):
        assert 0 <= found.start <= found.end <= len(text)
    for span in srcset_urls(text):
        assert text[span.start : span.end] == span.url
    rewrite_srcset(text, replace=lambda url: f"m/{url}")
    parse_refresh(text)
    refresh_span(text)


TARGETS: dict[str, Callable[[Sample], None]] = {"page": read_page, "values": read_values}

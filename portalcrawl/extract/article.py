"""All fields of an article page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from portalcrawl.extract.body_assets import attachments_of, images_of
from portalcrawl.extract.breadcrumb import column_path
from portalcrawl.extract.candidates import Candidate, resolve
from portalcrawl.extract.clean_html import clean_html
from portalcrawl.extract.credits import credit_candidates
from portalcrawl.extract.dates import Date
from portalcrawl.extract.neighbours import Neighbour
from portalcrawl.extract.parts import NO_HINTS, Hints, Parts
from portalcrawl.extract.published import published_candidates
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.extract.title import fold
from portalcrawl.items import Article, LinkTo
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

# 12,345 too; more digits than these are no count (and no integer that BSON holds).
_VIEWS = re.compile(r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?!\d)")


def extract_article(
    page: Page,
    parts: Parts,
    *,
    site: str,
    fetched_at: datetime,
    hints: Hints = NO_HINTS,
    with_html: bool = True,
) -> Article | None:
    """The article that *page* shows; None for a page without a headline.

    ``body_html`` is left empty where it is not asked for: it costs as much as all other fields.
    """
    if parts.title is None:
        return None
    article = Article(site=site, url=page.url, title=parts.title.value)
    article.provenance["title"] = parts.title.rule
    article.encoding = page.decoded.encoding
    _set_body(article, page, parts)
    if with_html and parts.body is not None:
        node = page.outline.elements[parts.body.element].node
        article.body_html = clean_html(page, node, lines=parts.body.lines)
    chosen = field_candidates(page, parts, fetched_at=fetched_at, hints=hints)
    _set_fields(article, chosen, fetched_at)
    for crumb in column_path(parts.breadcrumb, title=article.title):
        url = page.absolute(crumb.href) if crumb.href else None
        article.column_path.append(LinkTo(crumb.name, url))
    article.previous = _neighbour(page, parts.previous)
    article.next = _neighbour(page, parts.next)
    keywords = page.meta("keywords") or ""
    article.keywords = [word for word in re.split(r"[\s,，;；、|]+", keywords) if word]
    article.site_record = find_site_record(page.outline)
    if parts.govinfo is not None:
        article.govinfo = parts.govinfo.values
    article.kicker = parts.marked.get("kicker")
    article.subtitle = parts.marked.get("subtitle")
    return article


def field_candidates(
    page: Page, parts: Parts, *, fetched_at: datetime, hints: Hints = NO_HINTS
) -> dict[str, list[Candidate]]:
    """What every rule says of each field that is resolved by agreement."""
    # A day of grace for servers whose clock is ahead; later ones are misprints.
    latest = (fetched_at + timedelta(days=1)).date().isoformat()
    metas = {"source": page.meta("contentsource", "source"), "author": page.meta("author")}
    found = credit_candidates(
        parts.info,
        metas={name: value for name, value in metas.items() if value},
        marked=parts.marked,
        seen=_text_around(page.outline, parts),
    )
    found["title"] = parts.titles
    found["published"] = published_candidates(
        page,
        info=parts.info,
        latest=latest,
        govinfo=parts.govinfo,
        near_title=parts.near_title,
        body_lines=parts.body.lines if parts.body else None,
        marked=parts.marked.get("published"),
        row_date=hints.row_date,
    )
    views = _VIEWS.search(parts.info.values.get("views", "")) if parts.info else None
    count = [int(views[0].replace(",", ""))] if views else []
    found["views"] = [Candidate("info_line", value, 9.0, views[0]) for value in count if views]
    return found


def _set_fields(
    article: Article, candidates: dict[str, list[Candidate]], fetched_at: datetime
) -> None:
    for name in ("source", "author", "editor", "views"):
        if (found := resolve(candidates[name], same=lambda value: fold(str(value)))) is not None:
            setattr(article, name, found.value)
            article.provenance[name] = found.rule
    if article.views is not None:
        article.views_seen_at = fetched_at
    published = resolve(candidates["published"], same=lambda date: date.iso[:10])
    if published is not None:
        date: Date = published.value
        article.published, article.published_raw = date.iso, date.raw
        article.published_precision = date.precision
        article.provenance["published"] = published.rule


def _text_around(outline: Outline, parts: Parts) -> str:
    """The text between headline and body and at the body's end, where names stand."""
    lines = [*parts.near_title, *(parts.body.lines[-4:] if parts.body else ())]
    return "\n".join(outline.lines[number].text for number in lines)


def _set_body(article: Article, page: Page, parts: Parts) -> None:
    body = parts.body
    if body is None:
        article.body_kind = "empty"
        return
    texts = (page.outline.lines[number].text for number in body.lines)
    article.body_text = "\n".join(filter(None, texts))
    article.images = images_of(page, body)
    article.attachments = attachments_of(page, body)
    article.body_kind = _kind(article)
    article.provenance["body"] = parts.body_rule


def _kind(article: Article) -> str:
    if len(article.body_text) >= 10:
        return "text"
    if article.images:
        return "images"
    if article.attachments:
        return "attachment"
    return "text" if article.body_text else "empty"


def _neighbour(page: Page, neighbour: Neighbour | None) -> LinkTo | None:
    if neighbour is None or neighbour.title is None:
        return None
    return LinkTo(neighbour.title, page.absolute(neighbour.href) if neighbour.href else None)

"""All fields of an article page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from portalcrawl.extract.assets import attachment_of, embedded_file, image_of
from portalcrawl.extract.body import Body
from portalcrawl.extract.breadcrumb import column_path
from portalcrawl.extract.clean_html import clean_html
from portalcrawl.extract.dates import Date, find_compact_date, find_date
from portalcrawl.extract.neighbours import Neighbour
from portalcrawl.extract.parts import Parts
from portalcrawl.extract.phrases import END_OF_BODY_CREDIT
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.items import Article, Attachment, Image, LinkTo
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

# 12,345 too; more digits than these are no count (and no integer that BSON holds).
_VIEWS = re.compile(r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?!\d)")


def extract_article(page: Page, parts: Parts, *, site: str, fetched_at: datetime) -> Article | None:
    """The article that *page* shows; None for a page without a headline."""
    if parts.title is None:
        return None
    article = Article(site=site, url=page.url, title=parts.title.text)
    article.provenance["title"] = parts.title.rule
    article.encoding = page.decoded.encoding
    _set_info(article, page, parts, fetched_at)
    _set_body(article, page, parts)
    for crumb in column_path(parts.breadcrumb, title=article.title):
        url = page.absolute(crumb.href) if crumb.href else None
        article.column_path.append(LinkTo(crumb.name, url))
    article.previous = _neighbour(page, parts.previous)
    article.next = _neighbour(page, parts.next)
    keywords = page.meta("keywords") or ""
    article.keywords = [word for word in re.split(r"[\s,，;；、|]+", keywords) if word]
    article.site_record = find_site_record(page.outline)
    return article


def _set_info(article: Article, page: Page, parts: Parts, fetched_at: datetime) -> None:
    values = parts.info.values if parts.info else {}
    for name in ("source", "author", "editor"):
        value = values.get(name)
        if value and (found := find_date(value)):
            # "来源：新华社 2020-2-5": the date is no part of the name.
            value = value.partition(found.raw)[0].strip() or None
        if value:
            setattr(article, name, value)
            article.provenance[name] = "info_line"
    if article.source is None and (meta := page.meta("contentsource")):
        article.source, article.provenance["source"] = meta, "meta_contentsource"
    views = _VIEWS.search(values.get("views", ""))
    if views:
        count = int(views[0].replace(",", ""))
        article.views, article.views_seen_at = count, fetched_at
        article.provenance["views"] = "info_line"
    _set_published(article, page, parts, fetched_at)


def _set_published(article: Article, page: Page, parts: Parts, fetched_at: datetime) -> None:
    # A day of grace for servers whose clock is ahead; later ones are misprints.
    latest = (fetched_at + timedelta(days=1)).date().isoformat()
    candidates: list[tuple[str, Date | None]] = [
        ("info_line", parts.info.published if parts.info else None),
        ("meta_pubdate", find_date(page.meta("pubdate", "publishdate") or "")),
        ("url", find_compact_date(page.url) or find_date(page.url)),
    ]
    for rule, found in candidates:
        if found is not None and found.iso[:10] <= latest:
            article.published = found.iso
            article.published_raw = found.raw
            article.published_precision = found.precision
            article.provenance["published"] = rule
            return


def _set_body(article: Article, page: Page, parts: Parts) -> None:
    outline = page.outline
    body = parts.body(outline)
    if body is None:
        article.body_kind = "empty"
        return
    lines = [outline.lines[number] for number in body.lines]
    texts = []
    for line in lines:
        if END_OF_BODY_CREDIT.match(line.text) and len(line.text) < 60:
            continue
        if line.text:
            texts.append(line.text)
        for node in line.media:
            if node.tag == "img":
                if (image := image_of(page, node)) is not None:
                    article.images.append(image)
            elif (attachment := embedded_file(page, node)) is not None:
                article.attachments.append(attachment)
        for anchor in line.links:
            if (attachment := attachment_of(page, anchor)) is not None:
                article.attachments.append(attachment)
    article.images = _distinct_images(article.images)
    article.attachments = _distinct_attachments(article.attachments)
    article.body_text = "\n".join(texts)
    article.body_html = clean_html(
        page, outline.elements[body.element].node, keep=_kept(outline, body)
    )
    article.body_kind = _kind(article)
    article.provenance["body"] = "density"


def _kept(outline: Outline, body: Body) -> set[int]:
    """The blocks of the body's lines and those around them, by node identity."""
    elements: set[int] = set()
    for number in body.lines:
        element = outline.lines[number].element
        while element >= 0 and element not in elements:
            elements.add(element)
            element = outline.elements[element].parent
    return {outline.elements[element].node.mem_id for element in elements}


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


def _distinct_images(images: list[Image]) -> list[Image]:
    return list({image.url or image.raw: image for image in images}.values())


def _distinct_attachments(attachments: list[Attachment]) -> list[Attachment]:
    first: dict[str, Attachment] = {}
    for attachment in attachments:
        first.setdefault(attachment.url, attachment)
    return list(first.values())

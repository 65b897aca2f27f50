"""All fields of an article page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from portalcrawl.extract.article_pages import find_place
from portalcrawl.extract.body import Body
from portalcrawl.extract.body_assets import attachments_of, images_of
from portalcrawl.extract.breadcrumb import column_path
from portalcrawl.extract.candidates import Candidate, resolve
from portalcrawl.extract.clean_html import clean_html
from portalcrawl.extract.credits import PLACEHOLDERS, credit_candidates
from portalcrawl.extract.dates import Date
from portalcrawl.extract.neighbours import Neighbour
from portalcrawl.extract.parts import NO_HINTS, Hints, Parts
from portalcrawl.extract.published import published_candidates
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.extract.title import fold
from portalcrawl.items import Article, FoundValue, LinkTo, SiteRecord
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

MAX_CANDIDATES = 12
MAX_RAW_CHARS = 300
# How far below the body the editor is named.
LINES_BELOW = 6
# 12,345 too; more digits than these are no count (and no integer that BSON holds).
_VIEWS = re.compile(r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?!\d)")
_COUNTED_VIEWS = re.compile(
    r"(?<![\d.])(\d{1,9})\s?(?:次|人次|人)\s?(?:浏览|阅读|点击|访问|查看|看过|关注)"
)


def extract_article(
    page: Page,
    parts: Parts,
    *,
    site: str,
    fetched_at: datetime,
    hints: Hints = NO_HINTS,
    with_html: bool = True,
    record: SiteRecord | None = None,
) -> Article | None:
    """The article that *page* shows; None for a page without a headline.

    ``body_html`` is left empty where it is not asked for: it costs as much as all other fields.
    *record* is the site record where it is known; else it is read at the foot of the page.
    """
    if parts.title is None:
        return None
    article = Article(site=site, url=page.url, title=parts.title.value)
    article.encoding = page.decoded.encoding
    _set_body(article, page, parts)
    if with_html and parts.body is not None:
        node = page.outline.elements[parts.body.element].node
        article.body_html = clean_html(page, node, lines=parts.body.lines)
    _set_fields(article, field_candidates(page, parts, fetched_at=fetched_at, hints=hints))
    if article.views is not None:
        article.views_seen_at = fetched_at
    if parts.info is not None:
        article.info_line = page.outline.text(parts.info.lines)
    article.breadcrumb = (
        [crumb.name for crumb in parts.breadcrumb.crumbs] if parts.breadcrumb else []
    )
    for crumb in column_path(parts.breadcrumb, title=article.title):
        url = page.absolute(crumb.href) if crumb.href else None
        article.column_path.append(LinkTo(crumb.name, url))
    article.previous = _neighbour(page, parts.previous)
    article.next = _neighbour(page, parts.next)
    keywords = page.meta("keywords") or ""
    article.keywords = [word for word in re.split(r"[\s,，;；、|]+", keywords) if word]
    article.site_record = find_site_record(page.outline) if record is None else record
    if parts.govinfo is not None:
        article.govinfo = parts.govinfo.values
    article.kicker = _line(page, parts.kicker) or parts.marked.get("kicker")
    article.subtitle = _line(page, parts.subtitle) or parts.marked.get("subtitle")
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
        near_title=page.outline.texts(parts.near_title),
        first_lines=page.outline.texts(parts.body.lines[:2] if parts.body else ()),
        at_end=_lines_at_end(page.outline, parts),
    )
    found["title"] = parts.titles
    found["published"] = published_candidates(
        page,
        info=parts.info,
        latest=latest,
        govinfo=parts.govinfo,
        near_title=parts.near_title,
        around_title=parts.around_title(),
        body_lines=parts.body.lines if parts.body else None,
        marked=parts.marked.get("published"),
        row_date=hints.row_date,
    )
    found["views"] = list(_view_counts(page.outline, parts))
    return found


def _view_counts(outline: Outline, parts: Parts) -> Iterator[Candidate]:
    if parts.info is None:
        return
    if match := _VIEWS.match(parts.info.values.get("views", "").lstrip(" [【(（共约")):
        yield Candidate("info_line", int(match[0].replace(",", "")), 9.0, match[0])
    for number in parts.info.lines:
        # The other way round: 已有 208 人浏览.
        if match := _COUNTED_VIEWS.search(outline.lines[number].text):
            yield Candidate("counted", int(match[1]), 5.0, match[0])


def _set_fields(article: Article, candidates: dict[str, list[Candidate]]) -> None:
    """Take the value that wins of each field, and keep what all rules said."""
    for name, found in candidates.items():
        chosen = resolve(found, same=sameness(name))
        if chosen is None:
            continue
        article.provenance[name] = chosen.rule
        article.candidates[name] = _found_values(chosen, found)
        if name == "published":
            date = _most_precise(chosen.value, found)
            article.published, article.published_raw = date.iso, date.raw
            article.published_precision = date.precision
            continue
        setattr(article, name, chosen.value)
        if fold(str(chosen.value)) in PLACEHOLDERS:
            article.placeholders.append(name)


def _most_precise(date: Date, found: list[Candidate]) -> Date:
    """*date* with the time of day that another rule knows of the same day."""
    if date.precision != "day":
        return date
    same = (c for c in found if c.value.iso[:10] == date.iso[:10] and c.value.precision != "day")
    best = max(same, key=lambda candidate: candidate.weight, default=None)
    return date if best is None else best.value


def sameness(name: str) -> Callable[[Any], str]:
    """What two values of the field *name* that agree have in common."""
    return (lambda date: date.iso[:10]) if name == "published" else (lambda v: fold(str(v)))


def _found_values(chosen: Candidate, found: list[Candidate]) -> list[FoundValue]:
    """*chosen* and then the others by weight, each rule and value once."""
    ordered = [chosen]
    if len(found) > 1:
        ordered += sorted(found, key=lambda candidate: -candidate.weight)
    distinct: dict[tuple[str, str], FoundValue] = {}
    for candidate in ordered:
        key = (candidate.rule, _text(candidate.value))
        if key not in distinct:
            distinct[key] = FoundValue(*key, candidate.raw[:MAX_RAW_CHARS])
    return list(distinct.values())[:MAX_CANDIDATES]


def _text(value: Any) -> str:  # noqa: ANN401 - the value of any field
    return value.iso if isinstance(value, Date) else str(value)


def _line(page: Page, number: int | None) -> str | None:
    return None if number is None else page.outline.lines[number].text


def _text_around(outline: Outline, parts: Parts) -> str:
    """The text between headline and body and at the body's end, where names stand."""
    lines = [*parts.near_title, *(parts.body.lines[-4:] if parts.body else ())]
    return outline.text(lines)


def _lines_at_end(outline: Outline, parts: Parts) -> list[str]:
    """The last lines of the body, and the first below it."""
    if parts.body is None or not parts.body.lines:
        return []
    stop = parts.body.lines[-1] + 1
    below = range(stop, min(stop + LINES_BELOW, len(outline.lines)))
    return outline.texts((*parts.body.lines[-4:], *below))


def _set_body(article: Article, page: Page, parts: Parts) -> None:
    body = parts.body
    if body is None:
        article.body_kind = "empty"
        return
    article.body_text = page.outline.text(body.lines)
    if (place := find_place(page, body)) is not None:
        article.page_number, article.first_url = place.number, place.first
    article.images = images_of(page, body)
    article.attachments = attachments_of(page, body)
    article.body_kind = _kind(article, page.outline, body)
    article.provenance["body"] = parts.body_rule


def _kind(article: Article, outline: Outline, body: Body) -> str:
    if len(article.body_text) >= 10:
        return "text"
    if any(not image.is_icon for image in article.images):
        return "images"
    if article.attachments:
        return "attachment"
    if _has_player(outline, body):
        return "embed"
    return "text" if article.body_text else "empty"


def _has_player(outline: Outline, body: Body) -> bool:
    """Whether a player or a frame is in the body."""
    return any(node.tag != "img" for n in body.lines for node in outline.lines[n].media)


def _neighbour(page: Page, neighbour: Neighbour | None) -> LinkTo | None:
    if neighbour is None or neighbour.title is None:
        return None
    return LinkTo(neighbour.title, page.absolute(neighbour.href) if neighbour.href else None)

"""What stands around body and headline: breadcrumb, neighbours, the rest of the info line."""

from __future__ import annotations

from portalcrawl.extract.body import after_head, body_of_lines, end_of_body
from portalcrawl.extract.breadcrumb import find_breadcrumb
from portalcrawl.extract.candidates import Candidate
from portalcrawl.extract.head_part import (
    MAX_HEAD_LINES,
    SURE_INFO_SCORE,
    SURE_TITLE_WEIGHT,
    is_headline_named,
)
from portalcrawl.extract.infoline import best_info_line, dated_headline
from portalcrawl.extract.lead import with_lead_pictures
from portalcrawl.extract.neighbours import find_neighbours
from portalcrawl.extract.parts import Parts
from portalcrawl.extract.subtitle import find_kicker, find_subtitle
from portalcrawl.extract.title import heading_end

# How far below the body the info line is looked for.
LINES_BELOW = 12
# Less text than this is no proof that the body is here.
MIN_BODY_WEIGHT = 60
# Between headline and body one label is enough.
LEAST_NEAR_SCORE = 1.0
DATED_HEADLINE_WEIGHT = 4.0
MAX_AROUND = 20


def find_surroundings(parts: Parts) -> None:
    """Breadcrumb, previous and next; and which lines are between headline and body."""
    outline = parts.outline
    first_text = parts.first_text()
    parts.breadcrumb = find_breadcrumb(outline, before=first_text)
    # Not among the lines of a body that is known to hold no label.
    is_exact = parts.is_body_exact and parts.body is not None
    below = outline.elements[parts.body.element].end_line if is_exact and parts.body else first_text
    parts.previous, parts.next = find_neighbours(outline, after=below)
    line = parts.title_line()
    if line is not None and parts.body is not None:
        inside = outline.elements[parts.body.element].lines
        stop = first_text if line in inside else min(first_text, inside.start)
        parts.near_title = range(line + 1, max(line + 1, min(stop, line + MAX_HEAD_LINES)))


def find_info(parts: Parts) -> None:
    """What the head did not tell: lines between headline and body, lines below the body."""
    outline = parts.outline
    if parts.body is not None and parts.body.lines:
        table = parts.govinfo.lines if parts.govinfo else range(0)
        last = parts.body.lines[-1]
        further = [n for n in parts.near_title if n not in table]
        if parts.info is None or parts.info.published is None:
            further += range(last + 1, min(last + LINES_BELOW, len(outline.lines)))
        parts.info = best_info_line(
            outline, within=further, least=LEAST_NEAR_SCORE, known=parts.info
        )
    if parts.known is None and parts.body_rule in {"density", ""}:
        weight = parts.weights.total(parts.body.lines) if parts.body else 0
        if weight < MIN_BODY_WEIGHT:
            _anchor_on_info(parts)


def _anchor_on_info(parts: Parts) -> None:
    """Where the text is no proof, a sure info line tells where the body is: below it."""
    outline = parts.outline
    table = parts.govinfo.lines if parts.govinfo else range(0)
    everywhere = (n for n in range(len(outline.lines)) if n not in table)
    info = parts.info or best_info_line(outline, within=everywhere)
    line = parts.title_line() if is_headline_named(parts) else None
    is_below_headline = info is not None and line is not None and 0 < info.first - line <= 2
    if info is None or (info.score < SURE_INFO_SCORE and not is_below_headline):
        return
    stop = end_of_body(outline, info.last + 1)
    for element in outline.ancestors(outline.lines[info.last].element, limit=MAX_AROUND):
        lines = range(info.last + 1, min(stop, outline.elements[element].end_line))
        body = body_of_lines(outline, list(lines), element, parts.weights)
        if body.lines or outline.elements[element].end_line > stop:
            parts.info = info
            parts.set_body(body, "below_info_line")
            return


def find_dated_headline(parts: Parts) -> None:
    """Where neither was found: headline and date in one line below the breadcrumb."""
    outline = parts.outline
    if parts.info is not None or parts.breadcrumb is None:
        return
    if found := dated_headline(outline, start=parts.breadcrumb.line + 1):
        headline, info = found
        is_other = parts.title is not None and parts.title.line != info.first
        if parts.title is not None and is_other and parts.title.weight >= SURE_TITLE_WEIGHT:
            return
        parts.info = info
        line = parts.info.first
        raw = outline.lines[line].text
        parts.title = Candidate("dated_headline", headline, DATED_HEADLINE_WEIGHT, raw, line)
        parts.titles.append(parts.title)


def find_subtitles(parts: Parts) -> None:
    """The lines of 肩题 and 副标题."""
    outline = parts.outline
    if (line := parts.title_line()) is not None:
        info = parts.info.lines if parts.info else range(0)
        columns = {crumb.name for crumb in parts.breadcrumb.crumbs} if parts.breadcrumb else set()
        parts.kicker = find_kicker(outline, title=line, columns=columns)
        parts.subtitle = find_subtitle(outline, title=line, info=info)


def cut_head(parts: Parts) -> None:
    """Take from the body what belongs to the head, and add the pictures over it."""
    outline = parts.outline
    if parts.body is None:
        return
    heads: set[int] = set()
    if parts.breadcrumb is not None:
        heads.add(parts.breadcrumb.line)
    if (line := parts.title_line()) is not None:
        heads.update(range(line, heading_end(outline, line) + 1))
    if parts.info is not None:
        heads.update(parts.info.lines)
    if parts.govinfo is not None:
        heads.update(parts.govinfo.lines)
    heads.update(number for number in (parts.kicker, parts.subtitle) if number is not None)
    # In a body that starts below them, the same words are text.
    heads &= set(parts.head)
    parts.body = after_head(outline, parts.body, heads)
    if heads and parts.body_rule != "below_info_line":
        parts.body = with_lead_pictures(outline, parts.body, after=max(heads))

"""The head of an article: headline and info line, above the body or at its top."""

from __future__ import annotations

from collections.abc import Iterator

from portalcrawl.extract.candidates import Candidate, resolve
from portalcrawl.extract.govinfo import find_govinfo
from portalcrawl.extract.infoline import best_info_line, read_line
from portalcrawl.extract.parts import Hints, Parts
from portalcrawl.extract.selectors import select_blocks
from portalcrawl.extract.title import MAX_TITLE_CHARS, fold, segments, title_candidates
from portalcrawl.page.document import Page

# How far above the body headline and info line are looked for.
LINES_ABOVE = 30
MAX_HEAD_LINES = 8
NAMED_HEAD_LINES = 3
# So sure is an info line that it is the article's, whatever stands around it.
SURE_INFO_SCORE = 5.0
MIN_SURE_LABELS = 2
SURE_TITLE_WEIGHT = 4.0
MIN_NAME_CHARS = 6
TEMPLATE_HEADLINE_WEIGHT = 9.0
FAMILY_HEADLINE_WEIGHT = 8.0
MARKED_HEADLINE_WEIGHT = 8.0


def find_head(parts: Parts, page: Page, hints: Hints) -> None:
    """Headline and info line: above the body's element, or at its top if it holds them too."""
    outline = parts.outline
    if parts.body is None or not parts.body.lines:
        _read_head(parts, page, hints, range(len(outline.lines)))
        return
    start = outline.elements[parts.body.element].first_line
    if parts.body_rule.startswith("marker"):
        start = parts.body.lines[0]
    above = range(max(0, start - LINES_ABOVE), start)
    _read_head(parts, page, hints, above)
    if parts.is_body_exact and not read_line(outline.lines[parts.body.lines[0]]):
        return
    sure = parts.info is not None and parts.info.score >= SURE_INFO_SCORE
    sure |= (
        parts.title is not None
        and parts.title.line in above
        and parts.title.weight >= SURE_TITLE_WEIGHT
    )
    inside = range(start, parts.first_text() + 1)
    least = max(SURE_INFO_SCORE, parts.info.score if parts.info else 0)
    if best_info_line(outline, within=inside, least=least) is not None:
        # What stands above is the head of something else (a teaser), where this is complete.
        _read_head(parts, page, hints, inside)
        sure = parts.title is not None and parts.title.line in inside and is_headline_named(parts)
    if not sure or parts.is_body_exact:
        _read_head(parts, page, hints, range(above.start, inside.stop))
    _find_by_name(parts, page, hints)
    _find_by_info(parts, page, hints)


def _find_by_name(parts: Parts, page: Page, hints: Hints) -> None:
    """Where <title> starts with a line further down in the body: that is the headline.

    What stands above it there is a column of its own, in a layout that names nothing.
    """
    if parts.info is not None or parts.body is None or parts.known is not None:
        return
    name = fold(segments(page.title)[0])
    if len(name) < MIN_NAME_CHARS or (parts.title and fold(parts.title.value) == name):
        return
    outline = parts.outline
    # A site's own name may come first there too, and stand under its notices.
    left = total = parts.weights.total(parts.body.lines)
    for number in parts.body.lines:
        line = outline.lines[number]
        left -= parts.weights.of_lines[number]
        if left < total / 2:
            return
        if len(line.text) >= len(name) and not line.link_chars and fold(line.text) == name:
            stop = min(number + NAMED_HEAD_LINES, len(outline.lines))
            _read_head(parts, page, hints, range(max(0, number - 3), stop))
            return


def _find_by_info(parts: Parts, page: Page, hints: Hints) -> None:
    """Where a layout names nothing: the head at a sure info line further down in the body.

    What stands above it is a column with a sentence in it: a notice, a word of welcome.
    """
    if parts.info is not None or parts.body is None or parts.body_rule != "density":
        return
    left = total = parts.weights.total(parts.body.lines)
    upper: list[int] = []
    for number in parts.body.lines:
        left -= parts.weights.of_lines[number]
        if left < total / 2:
            break
        upper.append(number)
    info = best_info_line(page.outline, within=upper, least=SURE_INFO_SCORE)
    if info is None or len(info.fields) < MIN_SURE_LABELS:
        return
    _read_head(parts, page, hints, range(max(0, info.first - MAX_HEAD_LINES), info.last + 1))


def is_headline_named(parts: Parts) -> bool:
    """Whether more than its place says that it is the headline."""
    return parts.title is not None and not parts.title.rule.startswith("near_")


def _read_head(parts: Parts, page: Page, hints: Hints, around: range) -> None:
    outline = parts.outline
    parts.head = around
    parts.govinfo = find_govinfo(outline, around)
    table = parts.govinfo.lines if parts.govinfo else range(0)
    parts.info = best_info_line(outline, within=[n for n in around if n not in table])
    parts.titles = list(_known_titles(parts))
    # Where the template has a headline, no other line is one.
    known = [range(found.line, found.line + 1) for found in parts.titles if found.line is not None]
    parts.titles += title_candidates(
        outline,
        around=known[0] if known else around,
        info=parts.info.lines if parts.info else range(0),
        title_tag=page.title,
        article_title=page.meta("articletitle"),
        anchor=hints.anchor,
    )
    parts.titles += _family_titles(parts)
    parts.title = resolve(parts.titles, same=fold)


def _known_titles(parts: Parts) -> Iterator[Candidate]:
    """What stands where the template has its headline."""
    outline = parts.outline
    if parts.known is not None and parts.known.headline is not None:
        lines = outline.elements[parts.known.headline].lines
        if len(lines) == 1 and (text := outline.lines[lines[0]].text):
            yield Candidate(parts.known.rule, text, TEMPLATE_HEADLINE_WEIGHT, text, lines[0])


def _family_titles(parts: Parts) -> Iterator[Candidate]:
    """What the containers and comments of the page's families say is the headline."""
    outline = parts.outline
    for family, _ in parts.families:
        for selector, element in select_blocks(outline, family.headline):
            lines = outline.elements[element].lines
            text = outline.lines[lines[0]].text if len(lines) == 1 else ""
            if 0 < len(text) <= MAX_TITLE_CHARS:
                rule = f"family_{family.name}:{selector}"
                yield Candidate(rule, text, FAMILY_HEADLINE_WEIGHT, text, lines[0])
    if title := parts.marked.get("title"):
        yield Candidate("marker", title, MARKED_HEADLINE_WEIGHT, title)

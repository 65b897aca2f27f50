"""The body of a page: by its template, by the marks of its CMS family, by where the text is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from portalcrawl.extract.body import (
    Body,
    body_of_element,
    body_of_lines,
    find_body,
    whole_element,
)
from portalcrawl.extract.body_assets import attachments_of
from portalcrawl.extract.markers import marked_lines, properties
from portalcrawl.extract.parts import Parts
from portalcrawl.extract.phrases import SENTENCE
from portalcrawl.extract.selectors import select_blocks
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline
from portalcrawl.sites.families import Family, families, families_of

# What a family's container must hold of the densest one's text.
MIN_FAMILY_SHARE = 0.4
MAX_FAMILY_BODIES = 12


def find_families(parts: Parts, url: str) -> list[tuple[Family, int]]:
    """The CMS families of the page at *url*: those of the template, or those that it shows."""
    if parts.known is not None:
        return [(family, 0) for family in families() if family.name in parts.known.families]
    comments = "\n".join([comment.text for comment in parts.outline.comments])
    return families_of(url, names=parts.weights.names(), comments=comments)


def read_marks(parts: Parts) -> None:
    """What the comments of the page's families tell."""
    outline = parts.outline
    for family, _ in parts.families:
        parts.marked.update(properties(outline, family.property))
        for marker in family.markers:
            if marker.field == "title" and (lines := marked_lines(outline, marker)):
                text = " ".join(outline.lines[n].text for n in lines)
                parts.marked.setdefault("title", text)


def find_body_part(parts: Parts, page: Page) -> None:
    """Set the body and the rule that found it."""
    outline = parts.outline
    if (known := parts.known) is not None:
        parts.body_rule = known.rule
        if known.is_body_exact:
            parts.body = whole_element(outline, known.body)
        else:
            parts.body = body_of_element(outline, known.body, parts.weights)
        return
    densest = find_body(outline, weights=parts.weights)
    # Pictures and menus beside a short notice are no rival to the family's container.
    lines = densest.lines if densest else []
    sentences = [number for number in lines if SENTENCE.search(outline.lines[number].text)]
    least = MIN_FAMILY_SHARE * parts.weights.total(sentences)
    empty: tuple[str, Body] | None = None
    # A family's containers are one or two; more are a page that nests them to be slow.
    for rule, body in islice(_family_bodies(parts), MAX_FAMILY_BODIES):
        if body.lines and parts.weights.total(body.lines) >= max(least, 1):
            parts.body, parts.body_rule = body, rule
            return
        if not sentences and not body.lines and empty is None and attachments_of(page, body):
            empty = (rule, body)
    if empty is not None:
        # A notice that is a file and nothing else.
        parts.set_body(empty[1], empty[0])
        return
    parts.body, parts.body_rule = densest, "density" if densest else ""


def _family_bodies(parts: Parts) -> Iterator[tuple[str, Body]]:
    """What the comments and containers of the page's families hold, the surest first."""
    outline = parts.outline
    for family, _ in parts.families:
        for marker in family.markers:
            if marker.field == "body" and (lines := marked_lines(outline, marker)):
                element = _smallest_around(outline, lines)
                body = body_of_lines(outline, list(lines), element, parts.weights)
                yield f"marker_{family.name}", body
        for selector, element in select_blocks(outline, family.body):
            body = body_of_element(outline, element, parts.weights)
            yield f"family_{family.name}:{selector}", body


def _smallest_around(outline: Outline, lines: range) -> int:
    """The smallest element with all of *lines* in it."""
    for element in outline.ancestors(outline.lines[lines[0]].element):
        found = outline.elements[element].lines
        if found.start <= lines.start and lines.stop <= found.stop:
            return element
    return 0

"""Where a pager stands: the lines of its buttons and counters, and the element around them.

>>> from portalcrawl.page.outline import Outline
>>> html = "<p>第一页的文章<ul><li>共2页<li>1<li><a href=2.html>下一页</a></ul><p>版权所有"
>>> zone = find_zone(Outline.of_html(html))
>>> zone.first, zone.end
(1, 4)
"""

from __future__ import annotations

from dataclasses import dataclass

from portalcrawl.extract.lists.pager_words import has_counter, label_of
from portalcrawl.page.outline import Line, Outline

# Buttons in lines of their own, with a separator or an empty form between them.
MAX_GAP_LINES = 2
# Some show the numbers of all their pages.
MAX_LINE_CHARS = 4000
# Numbers alone are no pager: calendars and slides have them too.
_SURE, _MAYBE, _NO = 2, 1, 0
_TURNS = frozenset({"next", "previous", "last", "more"})


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines ``first`` up to ``end`` (exclusive), all in ``element`` of the outline.

    ``is_sure`` is False where there are only numbers.
    """

    first: int
    end: int
    element: int
    is_sure: bool


def find_zone(outline: Outline) -> Zone | None:
    """The pager of the page: the last one that has words, else the last row of numbers."""
    zones = find_zones(outline)
    return zones[-1] if zones else None


def find_zones(outline: Outline) -> list[Zone]:
    """All of them in the order of the page; those that are not sure only where none is."""
    zones = _zones(outline)
    return [zone for zone in zones if zone.is_sure] or zones


def _zones(outline: Outline) -> list[Zone]:
    found: list[Zone] = []
    run: list[tuple[int, int]] = []
    for number, line in enumerate(outline.lines):
        if not line.text:
            continue
        kind = _kind(line)
        # Other links end it: rows may be few between two pagers, or below a breadcrumb.
        if run and ((kind == _NO and line.links) or number - run[-1][0] > MAX_GAP_LINES + 1):
            found += _zone(outline, run)
            run = []
        if kind != _NO:
            run.append((number, kind))
    return found + _zone(outline, run)


def _kind(line: Line) -> int:
    """Whether the line is of a pager: surely, maybe (numbers, arrows), or not."""
    text = line.text
    if len(text) > MAX_LINE_CHARS:
        return _NO
    maybe = bool(line.links)
    for link in line.links:
        label = label_of(link.text) if link.text else None
        if label in _TURNS and not _is_arrow(link.text):
            return _SURE
        if label is None:
            maybe = False
    if not maybe and not line.links and len(text) <= 16:
        label = label_of(text)
        if label in _TURNS and not _is_arrow(text):
            return _SURE
        maybe = label is not None
    if ("页" in text or "条" in text or "/" in text or "记录" in text or "age" in text) and (
        line.link_chars < len(text) and has_counter(line.text_beside_links())
    ):
        return _SURE
    return _MAYBE if maybe else _NO


def _is_arrow(text: str) -> bool:
    return not any(char.isalpha() for char in text)


def _zone(outline: Outline, run: list[tuple[int, int]]) -> list[Zone]:
    """The zone of the lines in *run*, if they are a pager's."""
    is_sure = any(kind == _SURE for _, kind in run)
    if not is_sure and sum(max(1, len(outline.lines[number].links)) for number, _ in run) < 2:
        return []
    first, end = run[0][0], run[-1][0] + 1
    element = outline.lines[first].element
    while element >= 0 and outline.elements[element].end_line < end:
        element = outline.elements[element].parent
    return [Zone(first, end, element, is_sure)]

"""What completes a block of rows: short titles, dates in cells of their own, its other parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from portalcrawl.extract.lists.block import Block, Counts, Unit, element_shape
from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.row_date import is_date_piece
from portalcrawl.extract.lists.row_titles import is_no_title
from portalcrawl.extract.phrases import HOME_CRUMB, is_footer
from portalcrawl.page.outline import Outline

MAX_LINKS_BESIDE = 3
MAX_GAP_LINES = 4
MAX_SHORT_LINES = 8


def add_short(outline: Outline, counts: Counts, block: Block, zone: Zone | None) -> None:
    """Add the rows whose titles are short (公示): elements like the others, with a link."""
    taken = {unit.first for unit in block.units}
    max_lines = max(unit.end - unit.first for unit in block.units) + 1
    max_links = max(len(outline.lines[unit.line].links) for unit in block.units) + 1
    pager = range(zone.first, zone.end) if zone is not None else range(0)
    added = [
        unit
        for first, end in _likes(outline, counts, block)
        if first not in taken
        and end - first <= min(max_lines, MAX_SHORT_LINES)
        and not (first < pager.stop and pager.start < end)
        and (unit := _short(outline, first, end, max_links)) is not None
    ]
    if added:
        units = [*block.units, *added]
        block.units = sorted(units, key=lambda unit: (unit.first, unit.title.start))


def _short(outline: Outline, first: int, end: int, max_links: int) -> Unit | None:
    """A row in these lines: its title is the longest of a few links."""
    links = [(link, n) for n in range(first, end) for link in outline.lines[n].links]
    if len(links) > min(max_links, MAX_LINKS_BESIDE):
        return None
    if any(is_footer(outline.lines[n].text) or HOME_CRUMB.match(link.text) for link, n in links):
        return None
    titles = [(link, n) for link, n in links if _may_be_short(link.text)]
    best = max(titles, key=lambda found: len(found[0].text), default=None)
    return Unit(best[0], best[1], first, end) if best is not None else None


def _likes(outline: Outline, counts: Counts, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of each element in the block that has the shape of its rows, and no title."""
    if block.element < 0:
        return
    elements = outline.elements
    around = elements[block.element]
    if block.shape == ("", "br"):
        for number in range(block.first, around.end_line):
            if outline.lines[number].element == block.element:
                yield number, number + 1
        return
    child = block.element + 1
    while child < around.end_element:
        found = elements[child]
        is_like = found.tag == block.shape[0] and element_shape(outline, child) == block.shape
        if is_like and found.lines and not counts.titles(found):
            yield found.first_line, found.end_line
        child = max(found.end_element, child + 1)


def _may_be_short(text: str) -> bool:
    return len(text) >= 2 and not is_no_title(text) and not is_date_piece(text)


def stretch(outline: Outline, block: Block, zone: Zone | None) -> None:
    """Give what stands between two rows to one of them: a date in a cell of its own."""
    units = block.units
    if units[0].span is not None:
        return
    around = outline.elements[block.element]
    end = around.end_line
    if zone is not None and units[-1].end <= zone.first < end:
        end = zone.first
    before = range(max(around.first_line, units[0].first - 2), units[0].first)
    after = range(units[-1].end, min(end, units[-1].end + MAX_GAP_LINES))
    leads = _has_piece(outline, before) and not _has_piece(outline, after)
    if leads:
        units[0].first = before[0]
        for unit, following in pairwise(units):
            if following.first - unit.end <= MAX_GAP_LINES:
                following.first = unit.end
        return
    for unit, following in pairwise(units):
        if following.first - unit.end <= MAX_GAP_LINES:
            unit.end = following.first
    if _has_piece(outline, after[:2]):
        units[-1].end = after[:2][-1] + 1


def _has_piece(outline: Outline, numbers: range) -> bool:
    return any(is_date_piece(outline.lines[number].text) for number in numbers)


def joined(outline: Outline, blocks: list[Block]) -> list[Block]:
    """Lists that are cut into several of one shape (a group of five, a row of cells) are one."""
    found: list[Block] = []
    for block in blocks:
        if found and _continues(outline, found[-1], block):
            if block.element != found[-1].element:
                found[-1].element = outline.elements[block.element].parent
            found[-1].units += block.units
        else:
            found.append(block)
    return found


def _continues(outline: Outline, block: Block, following: Block) -> bool:
    parent = outline.elements[following.element].parent
    if block.shape != following.shape or parent < 0:
        return False
    if parent not in {block.element, outline.elements[block.element].parent}:
        return False
    gap = range(block.end, following.first)
    if len(gap) > MAX_GAP_LINES:
        return False
    return all(
        not outline.lines[number].text or is_date_piece(outline.lines[number].text)
        for number in gap
    )

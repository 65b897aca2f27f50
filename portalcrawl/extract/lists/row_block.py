"""The blocks of a page that are made of rows: elements of one shape with a title that links.

>>> from portalcrawl.page.outline import Outline
>>> html = "<ul><li><a href=1>县里召开植树动员会</a><li><a href=2>县里部署防汛抗旱工作</a></ul>"
>>> [
...     (unit.title.href, unit.first, unit.end)
...     for unit in find_blocks(Outline.of_html(html))[0].units
... ]
[('1', 0, 1), ('2', 1, 2)]

A row is the widest element with one title in it; what stands in one element with it are its block.
Where rows are lines (``<br>``) or bare links of one element, the row is a line or a part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.row_date import is_date_piece
from portalcrawl.extract.lists.row_titles import TitleLine, find_titles, is_no_title
from portalcrawl.page.outline import Anchor, Element, Outline

MAX_LINKS_BESIDE = 3
MAX_GAP_LINES = 4
# A picture, a title, an abstract in paragraphs, a source and a date.
MAX_UNIT_LINES = 16
MAX_LINKED_LINES = 3
_LISTS = frozenset({"ul", "ol", "table", "tbody"})
_ROWS = frozenset({"li", "tr", "dt", "dd", "p", "article"})
_GENERAL = frozenset({"div", "section", "table", "ul"})


@dataclass(slots=True)
class Unit:
    """A row: its title's link and line, and the lines ``first`` up to ``end`` that are its own.

    ``span`` are the offsets of its part of the line, where a line holds several rows; ``child`` is
    its element, -1 where it is a line or a part of one.
    """

    title: Anchor
    line: int
    first: int
    end: int
    span: tuple[int, int] | None = None
    child: int = -1


@dataclass(slots=True)
class Block:
    """Rows of one shape in the order of the page. ``element`` is the block element around them."""

    element: int
    shape: tuple[str, str]
    units: list[Unit] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Its first line."""
        return self.units[0].first

    @property
    def end(self) -> int:
        """The line after its last."""
        return self.units[-1].end


def find_blocks(
    outline: Outline, zone: Zone | None = None, *, within: range | None = None
) -> list[Block]:
    """All blocks of rows in the order of the page; the lines of *zone*, the pager, are no rows.

    Links are titles by their length, or by a date beside them. Of the lines *within* every link is
    one, and of the others none.
    """
    titles = find_titles(outline, zone, within=within)
    if not titles:
        return []
    counts = _Counts(outline, titles)
    placed = [found for title in titles for found in _units(outline, counts, title)]
    blocks: dict[tuple[int, str, str], Block] = {}
    for unit, element in _narrowed(outline, placed):
        shape = _shape(outline, unit)
        block = blocks.get((element, *shape))
        if block is None:
            block = blocks[(element, *shape)] = Block(element, shape)
        block.units.append(unit)
    for block in blocks.values():
        _add_short(outline, counts, block, zone)
        _stretch(outline, block, zone)
    return _joined(outline, sorted(blocks.values(), key=lambda block: block.first))


class _Counts:
    """How many titles, and how many lines with links, stand in a range of lines."""

    def __init__(self, outline: Outline, titles: list[TitleLine]) -> None:
        here = [0] * (len(outline.lines) + 1)
        for title in titles:
            here[title.line + 1] = len(title.links)
        self._titles = list(accumulate(here))
        has_link = [0, *(bool(line.links and line.text) for line in outline.lines)]
        self._linked = list(accumulate(has_link))

    def titles(self, element: Element) -> int:
        return self._titles[element.end_line] - self._titles[element.first_line]

    def linked(self, element: Element) -> int:
        return self._linked[element.end_line] - self._linked[element.first_line]


def _units(outline: Outline, counts: _Counts, title: TitleLine) -> Iterator[tuple[Unit, int]]:
    """The rows of a line, each with the element around it."""
    elements = outline.elements
    number, links = title.line, title.links
    line = outline.lines[number]
    element = line.element
    if len(links) > 1:
        for place, link in enumerate(links):
            start = link.start if place else 0
            end = links[place + 1].start if place + 1 < len(links) else len(line.text)
            yield Unit(link, number, number, number + 1, (start, end)), element
        return
    child = -1
    # Each element with one title is climbed once, whatever the number of titles.
    while element >= 0:
        around = elements[element]
        if counts.titles(around) > 1 or around.end_line - around.first_line > MAX_UNIT_LINES:
            break
        if around.tag in _LISTS and counts.linked(around) > MAX_LINKED_LINES:
            # Its other rows have titles that are too short to be seen as such.
            break
        child, element = element, around.parent
    if child < 0:
        yield Unit(links[0], number, number, number + 1), element
        return
    unit = elements[child]
    yield Unit(links[0], number, unit.first_line, unit.end_line, child=child), element


def _narrowed(outline: Outline, placed: list[tuple[Unit, int]]) -> Iterator[tuple[Unit, int]]:
    """The rows; one that is the only one of a list beside lists of several is a row of its list."""
    lists = set()
    for element in {element for unit, element in placed}:
        for around in outline.ancestors(element, limit=3):
            lists.add((outline.elements[around].parent, *_element_shape(outline, around)))
    for unit, element in placed:
        if unit.child >= 0 and (element, *_element_shape(outline, unit.child)) in lists:
            yield _narrow(outline, unit)
        else:
            yield unit, element


def _narrow(outline: Outline, unit: Unit) -> tuple[Unit, int]:
    """The row element in *unit*, a list, and the element around it."""
    elements = outline.elements
    inner = outline.lines[unit.line].element
    child = inner
    while inner != unit.child:
        child = inner if elements[inner].tag in _ROWS else child
        inner = elements[inner].parent
    found = elements[child]
    narrow = Unit(unit.title, unit.line, found.first_line, found.end_line, child=child)
    return narrow, found.parent


def _shape(outline: Outline, unit: Unit) -> tuple[str, str]:
    """What the rows of a block have in common: how they are marked."""
    if unit.span is not None:
        return "", "a"
    return _element_shape(outline, unit.child) if unit.child >= 0 else ("", "br")


def _element_shape(outline: Outline, element: int) -> tuple[str, str]:
    """The tag; of general elements also the first class, since a page's parts differ in it."""
    found = outline.elements[element]
    if found.tag not in _GENERAL:
        return found.tag, ""
    classes = (found.node.attributes.get("class") or "")[:200].split()
    return found.tag, classes[0].rstrip("0123456789") if classes else ""


def _add_short(outline: Outline, counts: _Counts, block: Block, zone: Zone | None) -> None:
    """Add the rows whose titles are short (公示): elements like the others, with a link."""
    taken = {unit.first for unit in block.units}
    skip = range(zone.first, zone.end) if zone is not None else range(0)
    added = []
    for first, end in _likes(outline, counts, block):
        if first in taken or end - first > 8:
            continue
        best: tuple[Anchor, int] | None = None
        count = 0
        for number in range(first, end):
            if number in skip:
                count = 99
                break
            for link in outline.lines[number].links:
                count += 1
                if (best is None or len(link.text) > len(best[0].text)) and _may_be_short(
                    link.text
                ):
                    best = link, number
        if best is not None and count <= MAX_LINKS_BESIDE:
            added.append(Unit(best[0], best[1], first, end))
    if added:
        block.units = sorted(
            [*block.units, *added], key=lambda unit: (unit.first, unit.title.start)
        )


def _likes(outline: Outline, counts: _Counts, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of each element in the block that has the shape of its rows, and no title."""
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
        is_like = found.tag == block.shape[0] and _element_shape(outline, child) == block.shape
        if is_like and found.lines and not counts.titles(found):
            yield found.first_line, found.end_line
        child = max(found.end_element, child + 1)


def _may_be_short(text: str) -> bool:
    return len(text) >= 2 and not is_no_title(text) and not is_date_piece(text)


def _stretch(outline: Outline, block: Block, zone: Zone | None) -> None:
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


def _joined(outline: Outline, blocks: list[Block]) -> list[Block]:
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

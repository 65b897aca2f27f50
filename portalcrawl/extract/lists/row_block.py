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

from portalcrawl.extract.lists.block import Block, Counts, Unit, element_shape
from portalcrawl.extract.lists.block_parts import add_short, joined, stretch
from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.row_titles import TitleLine, find_titles
from portalcrawl.page.outline import Outline

# A picture, a title, an abstract in paragraphs, a source and a date.
MAX_UNIT_LINES = 16
MAX_LINKED_LINES = 3
_LISTS = frozenset({"ul", "ol", "table", "tbody"})
_ROWS = frozenset({"li", "tr", "dt", "dd", "p", "article"})


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
    counts = Counts(outline, titles)
    placed = [found for title in titles for found in _units(outline, counts, title)]
    blocks: dict[tuple[int, str, str], Block] = {}
    for unit, element in _narrowed(outline, placed):
        shape = _shape(outline, unit)
        block = blocks.get((element, *shape))
        if block is None:
            block = blocks[(element, *shape)] = Block(element, shape)
        block.units.append(unit)
    for block in blocks.values():
        add_short(outline, counts, block, zone)
        stretch(outline, block, zone)
    return joined(outline, sorted(blocks.values(), key=lambda block: block.first))


def _units(outline: Outline, counts: Counts, title: TitleLine) -> Iterator[tuple[Unit, int]]:
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
            lists.add((outline.elements[around].parent, *element_shape(outline, around)))
    for unit, element in placed:
        if unit.child >= 0 and (element, *element_shape(outline, unit.child)) in lists:
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
    return element_shape(outline, unit.child) if unit.child >= 0 else ("", "br")

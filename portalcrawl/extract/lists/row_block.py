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
from portalcrawl.extract.lists.words import WORDS
from portalcrawl.extract.phrases import is_footer
from portalcrawl.page.outline import Anchor, Line, Outline

# Shorter link texts are titles only beside a date, or among rows that are known.
MIN_TITLE_CHARS = 8
MAX_TITLE_CHARS = 300
MAX_LINKS_BESIDE = 3
MAX_LINE_LINKS = 200
MIN_LINK_SHARE = 0.5
# Before a title in its line stand a date, a column's name, a number.
MAX_CHARS_BEFORE = 40
MAX_GAP_LINES = 4
_NO_TITLES = frozenset(WORDS["no_titles"]["words"])
_MARKS = " \t　<>＜＞«»[]【】()（）.…+→"
_TITLE_NAMES = ("tit", "title", "name", "bt", "subject", "tt")


@dataclass(slots=True)
class Unit:
    """A row: its title's link and line, and the lines ``first`` up to ``end`` that are its own.

    ``span`` are the offsets of its part of the line, where a line holds several rows.
    """

    title: Anchor
    line: int
    first: int
    end: int
    span: tuple[int, int] | None = None


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


def find_blocks(outline: Outline, zone: Zone | None = None) -> list[Block]:
    """All blocks of rows in the order of the page; the lines of *zone*, the pager, are no rows."""
    titles = _titles(outline, zone)
    if not titles:
        return []
    counts = _counts(outline, titles)
    blocks: dict[tuple[int, str, str], Block] = {}
    for line, links in titles:
        for unit, element, shape in _units(outline, counts, line, links):
            block = blocks.get((element, *shape))
            if block is None:
                block = blocks[(element, *shape)] = Block(element, shape)
            block.units.append(unit)
    for block in blocks.values():
        _add_short(outline, block, zone)
        _stretch(outline, block, zone)
    return _joined(outline, sorted(blocks.values(), key=lambda block: block.first))


def _titles(outline: Outline, zone: Zone | None) -> list[tuple[int, list[Anchor]]]:
    """The lines with titles, and their titles; one of several links to one address in a row."""
    found: list[tuple[int, list[Anchor]]] = []
    last_href = ""
    skip = range(zone.first, zone.end) if zone is not None else range(0)
    for number, line in enumerate(outline.lines):
        if not line.links or number in skip:
            continue
        links = [link for link in line.links[:MAX_LINE_LINKS] if _is_title(link, line)]
        if not links:
            continue
        if len(links) > 1:
            links = _one_an_address(links)
        href = links[0].href
        if len(links) == 1 and href == last_href and is_address(href):
            # A card: picture, title and abstract lead to one page.
            if _is_better(outline, number, found[-1][0]):
                found[-1] = (number, links)
            continue
        found.append((number, links))
        last_href = links[-1].href
    return found


def _is_title(link: Anchor, line: Line) -> bool:
    text = link.text
    if len(text) < MIN_TITLE_CHARS:
        # A date beside a link makes a row of it; most short links are menus, and stand alone.
        if not text or line.link_chars >= len(line.text) - 3 or is_no_title(text):
            return False
        if not _has_date_beside(line):
            return False
    elif len(text) > MAX_TITLE_CHARS or is_no_title(text) or is_date_piece(text):
        return False
    if line.link_chars < MIN_LINK_SHARE * len(line.text) and link.start > MAX_CHARS_BEFORE:
        return False
    return not is_footer(line.text)


def is_no_title(text: str) -> bool:
    """Whether a link says ``详情`` or ``更多``."""
    return len(text) <= 12 and "".join(text.split()).strip(_MARKS).lower() in _NO_TITLES


def is_address(href: str) -> bool:
    """Whether *href* names something: not ``javascript:;``, not empty."""
    return bool(href) and href[0] != "#" and not href[:11].lower().lstrip().startswith("javascript")


def _has_date_beside(line: Line) -> bool:
    beside = line.text_beside_links().strip()
    return is_date_piece(beside) and any(char.isdigit() for char in beside) and len(beside) >= 4


def _one_an_address(links: list[Anchor]) -> list[Anchor]:
    """A title a row: of links to one address the longest, and no column's name before a title."""
    longest: dict[str, Anchor] = {}
    for number, link in enumerate(links):
        key = link.href if is_address(link.href) else str(number)
        if key not in longest or len(link.text) > len(longest[key].text):
            longest[key] = link
    return sorted(longest.values(), key=lambda link: link.start)


def _is_better(outline: Outline, line: int, other: int) -> bool:
    """Whether *line* looks more like a title than *other*, a line with a link to the same page."""
    return _title_rank(outline, line) > _title_rank(outline, other)


def _title_rank(outline: Outline, number: int) -> int:
    line = outline.lines[number]
    if line.heading:
        return 3
    names = outline.elements[line.element].names
    if any(f" {name}" in names or f"{name} " in names for name in _TITLE_NAMES):
        return 2
    return 1 if any(link.title for link in line.links) else 0


def _counts(outline: Outline, titles: list[tuple[int, list[Anchor]]]) -> list[int]:
    """How many titles stand above each line, and in all."""
    here = [0] * (len(outline.lines) + 1)
    for line, links in titles:
        here[line + 1] = len(links)
    return list(accumulate(here))


def _units(
    outline: Outline, counts: list[int], number: int, links: list[Anchor]
) -> Iterator[tuple[Unit, int, tuple[str, str]]]:
    """The rows of a line, each with the element around it and its shape."""
    elements = outline.elements
    line = outline.lines[number]
    element = line.element
    if len(links) > 1:
        for place, link in enumerate(links):
            start = link.start if place else 0
            end = links[place + 1].start if place + 1 < len(links) else len(line.text)
            yield Unit(link, number, number, number + 1, (start, end)), element, ("", "a")
        return
    child = -1
    # Each element with one title is climbed once, whatever the number of titles.
    while element >= 0:
        around = elements[element]
        if counts[around.end_line] - counts[around.first_line] > 1:
            break
        child, element = element, around.parent
    if child < 0:
        yield Unit(links[0], number, number, number + 1), element, ("", "br")
        return
    unit = elements[child]
    yield Unit(links[0], number, unit.first_line, unit.end_line), element, _shape(outline, child)


def _shape(outline: Outline, element: int) -> tuple[str, str]:
    """The tag; of general elements also the first class, since a page's parts differ in it."""
    found = outline.elements[element]
    if found.tag not in {"div", "table", "section", "ul"}:
        return found.tag, ""
    classes = (found.node.attributes.get("class") or "")[:200].split()
    return found.tag, classes[0].rstrip("0123456789") if classes else ""


def _add_short(outline: Outline, block: Block, zone: Zone | None) -> None:
    """Add the rows whose titles are short (公示): elements like the others, with a link."""
    taken = {unit.first for unit in block.units}
    skip = range(zone.first, zone.end) if zone is not None else range(0)
    added = []
    for first, end in _likes(outline, block):
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


def _likes(outline: Outline, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of each element in the block that has the shape of its rows."""
    elements = outline.elements
    around = elements[block.element]
    if block.shape == ("", "br"):
        for number in range(block.first, block.units[-1].end):
            if outline.lines[number].element == block.element:
                yield number, number + 1
        return
    child = block.element + 1
    while child < around.end_element:
        found = elements[child]
        is_like = found.tag == block.shape[0] and _shape(outline, child) == block.shape
        if is_like and found.lines:
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

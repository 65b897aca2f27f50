"""Which blocks of rows are the page's list: not a menu, not what is read most, not the foot.

A pager stands below the list that it pages. Without one it is the block with the most rows that
have a date or a long title; a hub has several of them, each with a link to more.
"""

from __future__ import annotations

import re

from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.row_block import Block, Unit
from portalcrawl.extract.lists.row_date import is_date_piece
from portalcrawl.extract.lists.words import pattern
from portalcrawl.extract.phrases import BREADCRUMB
from portalcrawl.page.outline import Outline

_ASIDE = pattern("aside_names")
_ASIDE_HEAD = pattern("aside_heads")
_MORE = pattern("more")
_EMPTY = pattern("empty")
_DATE = re.compile(r"\d{1,4}\s?[-/.年月]\s?\d{1,2}")
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "marquee"})
# The most names that a page of a list of them has.
MAX_NAMES = 300
MAX_NAMES_LEVELS = 12
MAX_HEAD_CHARS = 16
MAX_HEAD_LINES = 3
ASIDE_COST = 0.15
DATED_WORTH = 3.0
# How far into a row its date is looked for.
MAX_DATED_LINES = 8
# What rows beside buttons without a number must be worth of the best to be paged by them.
SLIDES_SHARE = 0.5
# A block of this share of the best is part of a hub too.
HUB_SHARE = 0.15


def main_blocks(outline: Outline, blocks: list[Block], zone: Zone | None) -> list[Block]:
    """The blocks that are the list, in the order of the page; none of a list that is empty."""
    if not blocks:
        return []
    start = _end_of_breadcrumb(outline)
    worth = {id(block): _worth(outline, block, start) for block in blocks}
    best = max(blocks, key=lambda block: worth[id(block)])
    if zone is not None:
        paged = _paged(outline, blocks, zone, worth)
        # Slides have buttons for the next page too.
        least = 0.0 if _has_numbers(outline, zone) else worth[id(best)] * SLIDES_SHARE
        if paged is not None and sum(worth[id(block)] for block in paged) >= least:
            return paged
    with_more = [block for block in blocks if _has_more(outline, block)]
    is_hub = len(with_more) >= 2 and (best in with_more)
    if not is_hub:
        if _says_empty(outline, best):
            return []
        return _whole(outline, blocks, best)
    least = HUB_SHARE * worth[id(best)]
    asides = {id(block) for block in blocks if _is_aside(outline, block)}
    return [
        b for b in blocks if b in with_more and worth[id(b)] >= least and id(b) not in asides
    ] or [best]


def _worth(outline: Outline, block: Block, start: int) -> float:
    """How much speaks for the block: its rows, their dates and titles, and where it stands."""
    worth = 0.0
    homes = 0
    for unit in block.units:
        chars = len(unit.title.text or unit.title.title)
        worth += min(chars, 30) / 15 if chars >= 8 else 0.3
        if _is_dated(outline, unit):
            worth += DATED_WORTH
        homes += _leads_home(unit.title.href)
    if homes > len(block.units) / 2:
        worth *= ASIDE_COST
    if block.end <= start:
        worth *= ASIDE_COST
    if _is_aside(outline, block):
        worth *= ASIDE_COST
    return worth


def _is_dated(outline: Outline, unit: Unit) -> bool:
    if unit.span is not None:
        start, end = unit.span
        return _DATE.search(outline.lines[unit.line].text, start, end) is not None
    numbers = range(unit.first, min(unit.end, unit.first + MAX_DATED_LINES))
    return any(_has_date(outline, number) for number in numbers)


def _has_date(outline: Outline, number: int) -> bool:
    line = outline.lines[number]
    text = line.text
    if len(text) < 4:
        return False
    if line.link_chars >= len(text) - 2:
        return is_date_piece(text)
    beside = line.text_beside_links()
    return any(char.isdigit() for char in beside) and _DATE.search(beside) is not None


def _leads_home(href: str) -> bool:
    """Whether *href* is the home page of another site: lists of friends have them."""
    if "//" not in href[:10]:
        return False
    _, _, rest = href.partition("//")
    _, slash, path = rest.partition("/")
    return not slash or path in {
        "",
        "index.html",
        "index.htm",
        "index.jsp",
        "main.htm",
        "index.php",
    }


def _is_aside(outline: Outline, block: Block) -> bool:
    if _is_aside_element(outline, block.element):
        return True
    return any(_ASIDE_HEAD.match(text) for text in _heads(outline, block))


def _is_aside_element(outline: Outline, element: int) -> bool:
    for around in outline.ancestors(element, limit=MAX_NAMES_LEVELS):
        found = outline.elements[around]
        if found.tag in _ASIDE_TAGS or _ASIDE.search(found.names.rstrip()):
            return True
    return False


def _heads(outline: Outline, block: Block) -> list[str]:
    """The short lines right above the block."""
    above = range(max(0, block.first - MAX_HEAD_LINES), block.first)
    texts = [outline.lines[number].text for number in above]
    return [text for text in texts if text and len(text) <= MAX_HEAD_CHARS]


def _has_more(outline: Outline, block: Block) -> bool:
    """Whether a link to more stands right above the block or right below."""
    lines = outline.lines
    near = (*range(max(0, block.first - 2), block.first), *range(block.end, block.end + 1))
    return any(
        _is_more(link.text, link.title)
        for number in near
        if number < len(lines)
        for link in lines[number].links
    )


def _is_more(text: str, title: str) -> bool:
    if len(text) > 12:
        return False
    text = text or title
    return bool(text.strip()) and _MORE.match(text) is not None


def _paged(
    outline: Outline, blocks: list[Block], zone: Zone, worth: dict[int, float]
) -> list[Block] | None:
    """The blocks that the pager belongs to: in the smallest element that has it and rows.

    None where no element has both.
    """
    element = zone.element
    while element >= 0:
        around = outline.elements[element]
        inside = [
            block
            for block in blocks
            if around.first_line <= block.first and block.end <= around.end_line
        ]
        if inside:
            break
        element = around.parent
    else:
        return None
    above = [block for block in inside if block.end <= zone.first + 1] or inside
    nearest = max(above, key=lambda block: (worth[id(block)] > 0, block.end))
    best = max(above, key=lambda block: worth[id(block)])
    if best is not nearest and worth[id(nearest)] < worth[id(best)] / 4:
        nearest = best
    if _says_empty(outline, nearest):
        return []
    found = _whole(outline, above, nearest)
    leading = [block for block in above if block not in found and block.end <= nearest.first]
    if nearest.element >= 0 and element in outline.ancestors(nearest.element, limit=3):
        found = [b for b in leading if _leads(outline, b, nearest)] + found
    return found


def _leads(outline: Outline, block: Block, following: Block) -> bool:
    """Whether *block* shows the first rows of the list in another form (with pictures)."""
    if _is_aside(outline, block):
        return False
    if any(_is_dated(outline, unit) for unit in following.units):
        return all(_is_dated(outline, unit) for unit in block.units)
    return len(block.units) > 1


def _has_numbers(outline: Outline, zone: Zone) -> bool:
    texts = outline.texts(range(zone.first, zone.end))
    return any(char.isdigit() for text in texts for char in text)


def _whole(outline: Outline, blocks: list[Block], best: Block) -> list[Block]:
    """*best* with its other parts: blocks of the same shape, marked alike and near by (tabs)."""
    mark, place = _mark(outline, best), _place(outline, best)
    kin = [
        block
        for block in blocks
        if block is best
        or (
            block.shape == best.shape
            and _mark(outline, block) == mark
            and not place.isdisjoint(_place(outline, block))
            and not _is_aside(outline, block)
        )
    ]
    return sorted(kin, key=lambda block: block.first)


def _mark(outline: Outline, block: Block) -> str:
    """How the element around the block is marked."""
    if block.element < 0:
        return ""
    element = outline.elements[block.element]
    classes = (element.node.attributes.get("class") or "")[:200].split()
    return f"{element.tag} {classes[0].rstrip('0123456789') if classes else ''}"


def _place(outline: Outline, block: Block) -> set[int]:
    """The elements that the block stands in: its own, and two around that."""
    return set(outline.ancestors(block.element, limit=3))


def lines_above(outline: Outline, zone: Zone, blocks: list[Block]) -> range | None:
    """The lines with links in the smallest element that has *zone* and others.

    None where *blocks* has one there: the list is known.
    """
    element = zone.element
    while element >= 0:
        around = outline.elements[element]
        inside = range(around.first_line, around.end_line)
        if any(b.first in inside and b.end - 1 in inside for b in blocks):
            return None
        above = range(around.first_line, zone.first)
        linked = sum(1 for number in above if outline.lines[number].links)
        if linked:
            aside = around.tag in {"body", "html"} or linked > MAX_NAMES
            return None if aside or _is_aside_element(outline, element) else above
        element = around.parent
    return None


def _says_empty(outline: Outline, best: Block) -> bool:
    """Whether the page says that its list is empty, and *best* is beside it."""
    for number, line in enumerate(outline.lines):
        if len(line.text) <= 30 and line.text and not line.links and _EMPTY.match(line.text):
            return not best.first <= number < best.end
    return False


def _end_of_breadcrumb(outline: Outline) -> int:
    """The line after the breadcrumb: what stands above it are menus. 0: it has none."""
    for number, line in enumerate(outline.lines):
        if "位置" in line.text and len(line.text) <= 200 and BREADCRUMB.search(line.text):
            return number + 1
    return 0

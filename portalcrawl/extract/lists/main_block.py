"""Which blocks of rows are the page's list: not a menu, not what is read most, not the foot.

A pager stands below the list that it pages. Without one it is the block with the most rows that
have a date or a long title; a hub has several of them, each with a link to more.
"""

from __future__ import annotations

from portalcrawl.extract.lists.block import Block
from portalcrawl.extract.lists.block_worth import end_of_breadcrumb, is_aside, is_dated, worth_of
from portalcrawl.extract.lists.pager_words import read_counts
from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.words import pattern
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

_MORE = pattern("more")
_EMPTY = pattern("empty")
MAX_MORE_CHARS = 12
MAX_NOTE_CHARS = 30
# What rows beside buttons without a number must be worth of the best to be paged by them.
SLIDES_SHARE = 0.5
# What the block nearest to the pager must be worth of the best above it.
NEAREST_SHARE = 0.25
# A block of this share of the best is part of a hub too.
HUB_SHARE = 0.15


def main_blocks(page: Page, blocks: list[Block], zone: Zone | None) -> list[Block]:
    """The blocks that are the list, in the order of the page; none of a list that is empty."""
    outline = page.outline
    if not blocks or (zone is not None and _counts_nothing(outline, zone)):
        return []
    start = end_of_breadcrumb(outline)
    worth = {id(block): worth_of(page, block, start) for block in blocks}
    found = _paged(outline, blocks, zone, worth) if zone is not None else None
    found = found if found is not None else _unpaged(outline, blocks, worth)
    if all(is_aside(outline, b) and not any(is_dated(outline, u) for u in b.units) for b in found):
        # Menus are all there is: a script writes the list.
        return []
    return found


def _counts_nothing(outline: Outline, zone: Zone) -> bool:
    text = " ".join(outline.texts(range(zone.first, zone.end)))
    return "0" in text and read_counts(text).items == 0


def _unpaged(outline: Outline, blocks: list[Block], worth: dict[int, float]) -> list[Block]:
    """The blocks of a page without a pager: the best, or those of a hub."""
    best = max(blocks, key=lambda block: worth[id(block)])
    with_more = [block for block in blocks if _has_more(outline, block)]
    if len(with_more) >= 2 and best in with_more:
        least = HUB_SHARE * worth[id(best)]
        rich = [block for block in with_more if worth[id(block)] >= least]
        return [block for block in rich if not is_aside(outline, block)] or [best]
    return [] if _says_empty(outline, best) else _whole(outline, blocks, best)


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
    if len(text) > MAX_MORE_CHARS:
        return False
    text = text or title
    return bool(text.strip()) and _MORE.match(text) is not None


def _paged(
    outline: Outline, blocks: list[Block], zone: Zone, worth: dict[int, float]
) -> list[Block] | None:
    """The blocks that the pager belongs to: in the smallest element that has it and rows.

    None where no element has both, or the buttons are those of slides.
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
    if worth[id(nearest)] < worth[id(best)] * NEAREST_SHARE:
        nearest = best
    if not _has_numbers(outline, zone):
        most = max(worth.values())
        if worth[id(nearest)] < most * SLIDES_SHARE:
            return None
    if _says_empty(outline, nearest):
        return []
    found = _whole(outline, above, nearest)
    leading = [block for block in above if block not in found and block.end <= nearest.first]
    if nearest.element >= 0 and element in outline.ancestors(nearest.element, limit=3):
        found = [b for b in leading if _leads(outline, b, nearest)] + found
    return found


def _leads(outline: Outline, block: Block, following: Block) -> bool:
    """Whether *block* shows the first rows of the list in another form (with pictures)."""
    if is_aside(outline, block):
        return False
    if any(is_dated(outline, unit) for unit in following.units):
        return all(is_dated(outline, unit) for unit in block.units)
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
            and not is_aside(outline, block)
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


def _says_empty(outline: Outline, best: Block) -> bool:
    """Whether the page says that its list is empty, and *best* is beside it."""
    for number, line in enumerate(outline.lines):
        if (
            len(line.text) <= MAX_NOTE_CHARS
            and line.text
            and not line.links
            and _EMPTY.match(line.text)
        ):
            return not best.first <= number < best.end
    return False

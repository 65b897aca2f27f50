"""The body: which lines of the page, and the element that holds them.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html(
...     "<div><h1>题</h1><p>时间:2020-2-5<div><p>甲。<p>乙。</div>上一篇:没有了</div>"
... )
>>> body = find_body(page, start=2, stop=len(page.lines))
>>> [page.lines[n].text for n in body.lines], page.elements[body.element].tag
(['甲。', '乙。'], 'div')

The start is known (after title and info line), the stop too where the page has neighbours or a
footer; between them the text weighs and links do not, and the element is the smallest one that
holds nearly all of the weight.
"""

from __future__ import annotations

from dataclasses import dataclass

from portalcrawl.extract.phrases import AFTER_BODY, CONTROLS, FOOTER, NEXT, PREVIOUS
from portalcrawl.page.outline import Line, Outline

# An image in a body weighs as much as a short paragraph: bodies of pictures only are normal.
IMAGE_WEIGHT = 40.0
# A child that holds this share of its parent's weight is the body, the parent is layout.
CHILD_SHARE = 0.85
MAX_END_MARK_CHARS = 40


@dataclass(frozen=True, slots=True)
class Body:
    """Numbers of the body's lines in order, and the index of the element around them."""

    lines: list[int]
    element: int


def find_body(outline: Outline, *, start: int, stop: int) -> Body | None:
    """The body among lines *start* to *stop* (exclusive); None where nothing has weight."""
    stop = _stop(outline, start, stop)
    weights = _element_weights(outline, start, stop)
    if not weights:
        return None
    element = _smallest_holder(outline, weights)
    within = _elements_within(outline, element)
    inside = [n for n in range(start, stop) if outline.lines[n].element in within]
    return Body(_trim(outline, inside), element)


def _stop(outline: Outline, start: int, stop: int) -> int:
    """The first line from *start* on that can't belong to a body."""
    for number in range(start, stop):
        text = outline.lines[number].text
        if not text:
            continue
        if FOOTER.search(text) and len(text) <= 200:
            return number
        if PREVIOUS.match(text) or NEXT.match(text):
            return number
        if len(text) <= MAX_END_MARK_CHARS and AFTER_BODY.match(text):
            return number
    return stop


def line_weight(line: Line) -> float:
    """How much the line speaks for its element being the body."""
    text = len(line.text) - line.link_chars
    if CONTROLS.match(line.text):
        text = 0
    images = sum(1 for node in line.media if node.tag != "iframe" and not _is_icon(node.attributes))
    return max(text, 0) + IMAGE_WEIGHT * images


def _is_icon(attributes: dict[str, str | None]) -> bool:
    for name in ("width", "height"):
        value = (attributes.get(name) or "").removesuffix("px")
        if value.isdigit() and int(value) <= 40:
            return True
    return False


def _element_weights(outline: Outline, start: int, stop: int) -> dict[int, float]:
    """The weight of each element that has any, in document order."""
    weights = [0.0] * len(outline.elements)
    for line in outline.lines[start:stop]:
        if line.element >= 0:
            weights[line.element] += line_weight(line)
    # A parent stands before its children.
    for element in range(len(weights) - 1, -1, -1):
        if (parent := outline.elements[element].parent) >= 0:
            weights[parent] += weights[element]
    return {element: weight for element, weight in enumerate(weights) if weight}


def _elements_within(outline: Outline, element: int) -> set[int]:
    """*element* and all below it."""
    within = {element}
    for number in range(element + 1, len(outline.elements)):
        if outline.elements[number].parent in within:
            within.add(number)
    return within


def _smallest_holder(outline: Outline, weights: dict[int, float]) -> int:
    """Go down from the root as long as one child holds nearly all of the weight."""
    children: dict[int, list[int]] = {}
    for element in weights:
        children.setdefault(outline.elements[element].parent, []).append(element)
    current = -1
    while below := children.get(current):
        heaviest = max(below, key=weights.__getitem__)
        if current >= 0 and weights[heaviest] < CHILD_SHARE * weights[current]:
            break
        current = heaviest
    return _out_of_paragraph(outline, current)


def _out_of_paragraph(outline: Outline, element: int) -> int:
    """A single paragraph is not the body but a part of it: the block around it is."""
    while outline.elements[element].tag in {"p", "h1", "h2", "h3", "h4", "center", "blockquote"}:
        if outline.elements[element].parent < 0:
            break
        element = outline.elements[element].parent
    return element


def _trim(outline: Outline, numbers: list[int]) -> list[int]:
    """Without buttons (打印, 关闭) at both ends."""

    def is_button(number: int) -> bool:
        line = outline.lines[number]
        return bool(line.text) and not line.media and CONTROLS.match(line.text) is not None

    while numbers and is_button(numbers[0]):
        numbers = numbers[1:]
    while numbers and is_button(numbers[-1]):
        numbers = numbers[:-1]
    return numbers

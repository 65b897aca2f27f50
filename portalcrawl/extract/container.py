"""The element that holds the body: the smallest one with nearly all of the page's text.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<div id=x><h1>题</h1><div id=y><p>甲乙丙丁。<p>戊己庚辛。</div></div>")
>>> element = find_container(page, [0.0, 5.0, 5.0])
>>> page.elements[element].names
' y '
"""

from __future__ import annotations

import re

from portalcrawl.extract.phrases import AFTER_BODY, END_OF_BODY_CREDIT, SENTENCE
from portalcrawl.page.outline import Element, Outline

# A child that holds this share of its parent's weight is the body, the parent is layout.
CHILD_SHARE = 0.85
# With less than that it still is, where it is named as one and nothing beside it reads like text.
NAMED_SHARE = 0.5
# So much where it has no name, and nothing at all beside it does.
UNNAMED_SHARE = 0.7
MIN_UNNAMED_WEIGHT = 120.0
# What text stands in, in a body without blocks of its own.
PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote", "li", "ul", "ol", "dl", "dt"}
    | {"dd", "table", "tbody", "thead", "tr", "caption", "pre", "figure", "figcaption"}
)
_FLOW = PARAGRAPHS - {"table", "tbody", "thead", "tr", "ul", "ol", "dl", "li", "dd", "dt"}
MIN_STRAY_CHARS = 8
# The names that CMS families and template authors give to the element around a body (spec: the
# containers of TRS, UCAP, VSB, Sudy, Founder, JEECMS ... and what home-made templates use).
NAMED = re.compile(
    r"""[ ](?:[\w-]*trs_(?:editor|ueditor)[\w-]*|custom_unionstyle|v_news_content|vsb_content[\w-]*
    |wp_articlecontent|ucap-content|zoom|zoomcon|fontzoom|ozoom|artibody|endtext|the_content
    |ivs_content|rm_txt_con|xxgkcont|contxt|nr-003|article|main-?te?xt
    |(?:news|arti|article|art|info|show|detail|page|pages|text|main|post|entry|view|wz|nr|txt|rich|c
      |bt|pub-det|con)?
      [-_]?(?:content|contents|conter|cont|con|text|txt|body|neirong|nr|detail)s?
      (?:[-_]?(?:body|text|txt|con|main|box|wrap|view|\d))?)[ ]""",
    re.VERBOSE,
)


def find_container(outline: Outline, weights: list[float]) -> int | None:
    """The index of the body's element; None where no line has weight."""
    sums = _element_sums(outline, weights)
    tree = _Tree(outline, weights, sums)
    current = -1
    while below := tree.children.get(current):
        heaviest = max(below, key=sums.__getitem__)
        if current >= 0 and not tree.is_layout(current, heaviest):
            break
        current = heaviest
    return _out_of_paragraph(outline, current) if current >= 0 else None


def _element_sums(outline: Outline, weights: list[float]) -> list[float]:
    sums = [0.0] * len(outline.elements)
    for line, weight in zip(outline.lines, weights, strict=True):
        if line.element >= 0:
            sums[line.element] += weight
    # A parent stands before its children.
    for number in range(len(sums) - 1, -1, -1):
        if (parent := outline.elements[number].parent) >= 0:
            sums[parent] += sums[number]
    return sums


class _Tree:
    """The elements that have weight: their children, and the lines right in them."""

    def __init__(self, outline: Outline, weights: list[float], sums: list[float]) -> None:
        self._outline = outline
        self._weights = weights
        self._sums = sums
        self.children: dict[int, list[int]] = {}
        for number, total in enumerate(sums):
            if total:
                self.children.setdefault(outline.elements[number].parent, []).append(number)
        self._lines: dict[int, list[int]] = {}
        for number, weight in enumerate(weights):
            if weight >= MIN_STRAY_CHARS:
                self._lines.setdefault(outline.lines[number].element, []).append(number)

    def is_layout(self, parent: int, child: int) -> bool:
        """Whether *parent* only arranges blocks, of which *child* is the one with the body."""
        share = self._sums[child] / self._sums[parent]
        element = self._outline.elements[child]
        if share < NAMED_SHARE or element.tag in _FLOW:
            return share >= CHILD_SHARE
        if share < CHILD_SHARE and not NAMED.search(element.names):
            is_text = share >= UNNAMED_SHARE and self._sums[child] >= MIN_UNNAMED_WEIGHT
            return is_text and self._is_furniture_beside(parent, child)
        return not self._has_stray_text(parent, child)

    def _is_furniture_beside(self, parent: int, child: int) -> bool:
        """Whether nothing in *parent* beside *child* reads like text: no sentence, no picture."""
        lines, inside = self._outline.lines, self._outline.elements[child]
        for number in self._outline.elements[parent].lines:
            if inside.first_line <= number < inside.end_line:
                continue
            line, is_below = lines[number], number >= inside.end_line
            if is_below and (AFTER_BODY.match(line.text) or END_OF_BODY_CREDIT.match(line.text)):
                return True
            if self._weights[number] and not line.heading and SENTENCE.search(line.text):
                return False
            if is_below and line.media and self._weights[number]:
                return False
        return True

    def _has_stray_text(self, parent: int, child: int) -> bool:
        """Whether paragraphs of *parent* beside *child* read like text of the same body."""
        end = self._outline.elements[child].end_line
        for number in sorted(self._paragraphs(parent, child)):
            line = self._outline.lines[number]
            text = line.text
            if number >= end and (AFTER_BODY.match(text) or END_OF_BODY_CREDIT.match(text)):
                return False
            # Before the body a line may be the headline: only a sentence is text.
            if SENTENCE.search(text) and not line.heading:
                return True
        return False

    def _paragraphs(self, parent: int, child: int) -> list[int]:
        """The lines right in *parent* and in its paragraphs, without those of *child*."""
        found = list(self._lines.get(parent, ()))
        flow = [parent]
        while flow:
            for below in self.children.get(flow.pop(), ()):
                if below != child and self._outline.elements[below].tag in _FLOW:
                    found += self._lines.get(below, ())
                    flow.append(below)
        return found


def _out_of_paragraph(outline: Outline, element: int) -> int:
    """A single paragraph is not the body but a part of it: the block around it is."""
    found: Element = outline.elements[element]
    while found.tag in PARAGRAPHS and found.parent >= 0:
        element = found.parent
        found = outline.elements[element]
    return element

"""What blocks of rows are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from portalcrawl.extract.lists.row_titles import TitleLine
from portalcrawl.page.outline import Anchor, Element, Outline

# Elements that stand for anything: only their class tells one part of a page from another.
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


class Counts:
    """How many titles, and how many lines with links, stand in a range of lines."""

    def __init__(self, outline: Outline, titles: list[TitleLine]) -> None:
        here = [0] * (len(outline.lines) + 1)
        for title in titles:
            here[title.line + 1] = len(title.links)
        self._titles = list(accumulate(here))
        has_link = [0, *(bool(line.links and line.text) for line in outline.lines)]
        self._linked = list(accumulate(has_link))

    def titles(self, element: Element) -> int:
        """The titles in *element*."""
        return self._titles[element.end_line] - self._titles[element.first_line]

    def linked(self, element: Element) -> int:
        """The lines with links in *element*."""
        return self._linked[element.end_line] - self._linked[element.first_line]


def element_shape(outline: Outline, element: int) -> tuple[str, str]:
    """The tag; of general elements also the first class, since a page's parts differ in it."""
    found = outline.elements[element]
    if found.tag not in _GENERAL:
        return found.tag, ""
    classes = (found.node.attributes.get("class") or "")[:200].split()
    return found.tag, classes[0].rstrip("0123456789") if classes else ""

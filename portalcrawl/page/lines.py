"""What an outline is made of: lines with their links, blocks, comments.

>>> line = Line("a b", 0, 0, [Anchor("x", "b", "", 2, 3)], (), 1, None)
>>> line.text_beside_links()
'a  '
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

# Blocks whose names tell nothing of what is in them.
UNNAMED = frozenset(
    {"html", "p", "li", "tr", "tbody", "thead", "center", "br", "hr", "option", "dt"}
)
# Longer ones are no names that anyone gave.
MAX_NAMES_CHARS = 500


@dataclass(slots=True)
class Anchor:
    """An ``<a href>`` inside a line; ``start`` and ``end`` are offsets into the line's text."""

    href: str
    text: str
    title: str
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """Text between two line breaks, white space collapsed.

    ``element`` is the index of the innermost block around it in ``Outline.elements``; ``heading``
    its level (0: none); ``media`` the images, players and frames in it; ``link_chars`` how many of
    its characters are link text; ``start`` the node that it starts with.
    """

    text: str
    element: int
    heading: int
    links: Sequence[Anchor]
    media: Sequence[LexborNode]
    link_chars: int
    start: LexborNode

    def text_beside_links(self) -> str:
        """The text with a blank in place of each link."""
        rest = self.text
        for link in reversed(self.links):
            rest = f"{rest[: link.start]} {rest[link.end :]}"
        return rest


class Element:
    """A block element: its node, the index of the block around it (-1: none), its tag.

    ``heading`` is the level of the heading that it is or stands in (0: none). ``first_line`` to
    ``end_line`` (exclusive) are the lines in it and all below it, and up to ``end_element``
    (exclusive) go the elements below it.
    """

    __slots__ = (
        *("_names", "end_element", "end_line", "first_line"),
        *("heading", "node", "parent", "tag"),
    )

    # The walk sets them where the element ends.
    end_element: int
    end_line: int

    def __init__(
        self, node: LexborNode, parent: int, tag: str, heading: int, first_line: int
    ) -> None:
        self.node = node
        self.parent = parent
        self.tag = tag
        self.heading = heading
        self.first_line = first_line
        self._names: str | None = None

    @property
    def lines(self) -> range:
        """The numbers of the lines in it and all below it."""
        return range(self.first_line, self.end_line)

    @property
    def names(self) -> str:
        """Its id and its classes in lower case, each between blanks: ``" zoom trs_editor "``."""
        if self._names is None:
            attributes = self.node.attributes
            identity, classes = attributes.get("id") or "", attributes.get("class") or ""
            self._names = _names(identity[:MAX_NAMES_CHARS], classes[:MAX_NAMES_CHARS])
        return self._names


# The same few come on every page of a site.
@lru_cache(maxsize=4096)
def _names(identity: str, classes: str) -> str:
    names = f"{identity} {classes}"[:MAX_NAMES_CHARS]
    return f" {' '.join(names.lower().split())} "


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment; ``line`` is the number of the first line that ends after it."""

    text: str
    line: int

"""A page as a person reads it: lines of text in order, each with its links and its place.

>>> outline = Outline.of_html("<h1>T</h1><p>a <a href='x'>b</a><br>c")
>>> [(line.text, line.heading) for line in outline.lines]
[('T', 1), ('a b', 0), ('c', 0)]
>>> outline.lines[1].links[0].href
'x'

One walk over the tree makes what all fields share. A line ends where a block element or a ``<br>``
does. Text of scripts, styles and elements hidden by an inline style is no line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Elements that start and end a line.
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li"}
    | {"main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody"}
    | {"td", "tfoot", "th", "thead", "tr", "ul"}
)
# What a page shows in a frame of its own: an item of the line it stands in, not text to read.
MEDIA = frozenset({"img", "iframe", "embed", "object", "video", "audio"})
# Elements whose content is not text to read.
SKIPPED = MEDIA | frozenset(
    {"script", "style", "noscript", "template", "select", "textarea", "button", "svg", "math"}
    | {"head", "noframes", "canvas", "map"}
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[\s\u3000\u200b\ufeff\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


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
    its level (0: none); ``media`` the images, players and frames in it.
    """

    text: str
    element: int
    heading: int
    links: list[Anchor] = field(default_factory=list)
    media: list[LexborNode] = field(default_factory=list)

    @property
    def link_chars(self) -> int:
        """How many of the line's characters are link text."""
        return sum(link.end - link.start for link in self.links)


@dataclass(slots=True)
class Element:
    """A block element: its node, the index of the block around it (-1: none), its tag."""

    node: LexborNode
    parent: int
    tag: str


@dataclass(slots=True)
class Outline:
    """The lines of a page and the block elements they stand in."""

    lines: list[Line]
    elements: list[Element]

    @classmethod
    def of_html(cls, html: str) -> Outline:
        """The outline of a document's text."""
        return cls.of_tree(LexborHTMLParser(html))

    @classmethod
    def of_tree(cls, tree: LexborHTMLParser) -> Outline:
        """The outline of a parsed document."""
        walker = _Walker()
        if (root := tree.root) is not None:
            walker.walk(root)
        return cls(lines=walker.lines, elements=walker.elements)

    def ancestors(self, element: int) -> list[int]:
        """*element* and the blocks around it, innermost first."""
        chain = []
        while element >= 0:
            chain.append(element)
            element = self.elements[element].parent
        return chain


class _Walker:
    """The state of the one walk: the line being built, and the blocks that are open."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.elements: list[Element] = []
        self._block = -1
        self._heading = 0
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Anchor] = []
        self._media: list[LexborNode] = []
        # Href, title, and where its text starts: offset into the line, number of the part.
        self._anchor: tuple[str, str, int, int] | None = None

    def walk(self, root: LexborNode) -> None:
        """Visit *root* and all below it in document order, without recursion."""
        stack: list[tuple[LexborNode, tuple[int, int] | None, bool]] = []
        node: LexborNode | None = root
        while node is not None or stack:
            if node is None:
                parent, outer, is_anchor = stack.pop()
                self._leave(outer, is_anchor=is_anchor)
                node = parent.next
                continue
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content or "")
                node = node.next
                continue
            if tag in MEDIA:
                self._media.append(node)
            if tag is None or tag in SKIPPED or tag[0] in "-!" or is_hidden(node):
                node = node.next
                continue
            if tag == "br":
                self._break()
                node = node.next
                continue
            child = node.first_child
            if child is None:
                if tag in BLOCKS:
                    self._break()
                node = node.next
                continue
            stack.append((node, *self._enter(node, tag)))
            node = child
        self._break()

    def _enter(self, node: LexborNode, tag: str) -> tuple[tuple[int, int] | None, bool]:
        if tag in BLOCKS:
            self._break()
            outer = (self._block, self._heading)
            self.elements.append(Element(node, self._block, tag))
            self._block = len(self.elements) - 1
            self._heading = HEADINGS.get(tag, self._heading)
            return outer, False
        if tag == "a" and (attributes := node.attributes).get("href") is not None:
            title = attributes.get("title") or ""
            self._anchor = (str(attributes["href"]), title, self._length, len(self._parts))
            return None, True
        return None, False

    def _leave(self, outer: tuple[int, int] | None, *, is_anchor: bool) -> None:
        if outer is not None:
            self._break()
            self._block, self._heading = outer
        elif is_anchor:
            self._end_anchor()
            self._anchor = None

    def _text(self, raw: str) -> None:
        text = _SPACES.sub(" ", raw)
        if not self._parts or self._parts[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _end_anchor(self) -> None:
        if self._anchor is None:
            return
        href, title, start, part = self._anchor
        raw = "".join(self._parts[part:])
        text = raw.strip()
        start += len(raw) - len(raw.lstrip())
        self._links.append(Anchor(href, text, title, start, start + len(text)))

    def _break(self) -> None:
        if self._anchor is not None:
            # A link around blocks: each line in it is a link to the same place.
            self._end_anchor()
            self._anchor = (*self._anchor[:2], 0, 0)
        text = "".join(self._parts).rstrip(" ")
        if text or self._media:
            line = Line(text, self._block, self._heading, self._links, self._media)
            self.lines.append(line)
        self._parts, self._length, self._links, self._media = [], 0, [], []


def is_hidden(node: LexborNode) -> bool:
    """Whether the element is hidden by an inline style."""
    style: Any = node.attributes.get("style")
    return bool(style) and _HIDDEN.search(style) is not None

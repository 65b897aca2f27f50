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
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portalcrawl.page.tame import tame

# Elements that start and end a line.
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li"}
    | {
        "main",
        "marquee",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
    }
    | {"td", "tfoot", "th", "thead", "tr", "ul"}
    # What two CMS families (UCAP, Founder) put around a headline and a body.
    | {"ucaptitle", "ucapcontent", "founder-content"}
)
# What a page shows in a frame of its own: an item of the line it stands in, not text to read.
MEDIA = frozenset({"img", "iframe", "embed", "object", "video", "audio"})
# Elements whose content is not text to read.
SKIPPED = MEDIA | frozenset(
    {"script", "style", "noscript", "template", "select", "textarea", "button", "svg", "math"}
    | {"head", "noframes", "canvas", "map"}
)
# Blocks whose names tell nothing of what is in them.
UNNAMED = frozenset(
    {"html", "p", "li", "tr", "tbody", "thead", "center", "br", "hr", "option", "dt"}
)
# Longer ones are no names that anyone gave.
MAX_NAMES_CHARS = 500
# A line that is longer is broken: to add to it costs as much as it is long.
MAX_LINE_CHARS = 10_000
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Not ``visibility: hidden``: WeChat serves its articles with it, and a script lifts it.
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAY_BE_HIDDEN = '[style*="display" i]'
# What to do with a node, by its tag; everything else is inline. The children of the first three are
# looked at.
_INLINE, _BLOCK, _ANCHOR, _TEXT, _BREAK, _MEDIA, _COMMENT, _SKIP = range(8)
_ACTIONS: Final = (
    dict.fromkeys(BLOCKS, _BLOCK)
    | dict.fromkeys(SKIPPED, _SKIP)
    | dict.fromkeys(MEDIA, _MEDIA)
    | {"-text": _TEXT, "-comment": _COMMENT, "br": _BREAK, "a": _ANCHOR, "!doctype": _SKIP}
)


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
    its characters are link text; ``start`` the ``mem_id`` of the node that it starts with.
    """

    text: str
    element: int
    heading: int
    links: list[Anchor] = field(default_factory=list)
    media: list[LexborNode] = field(default_factory=list)
    link_chars: int = 0
    start: int = 0

    def text_beside_links(self) -> str:
        """The text with a blank in place of each link."""
        rest = self.text
        for link in reversed(self.links):
            rest = f"{rest[: link.start]} {rest[link.end :]}"
        return rest


class Element:
    """A block element: its node, the index of the block around it (-1: none), its tag.

    ``first_line`` to ``end_line`` (exclusive) are the lines in it and all below it, and up to
    ``end_element`` (exclusive) go the elements below it.
    """

    __slots__ = ("_names", "end_element", "end_line", "first_line", "node", "parent", "tag")

    def __init__(self, node: LexborNode, parent: int, tag: str, first_line: int) -> None:
        self.node = node
        self.parent = parent
        self.tag = tag
        self.first_line = self.end_line = first_line
        self.end_element = 0
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
            names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
            self._names = f" {' '.join(names[:MAX_NAMES_CHARS].lower().split())} "
        return self._names


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment; ``line`` is the number of the first line that ends after it."""

    text: str
    line: int


@dataclass(slots=True)
class Outline:
    """The lines of a page, the block elements they stand in, the comments between them.

    ``hidden`` holds the ``mem_id`` of each element that an inline style hides.
    """

    lines: list[Line]
    elements: list[Element]
    comments: list[Comment] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    @classmethod
    def of_html(cls, html: str) -> Outline:
        """The outline of a document's text."""
        return cls.of_tree(parse(html))

    @classmethod
    def of_tree(cls, tree: LexborHTMLParser) -> Outline:
        """The outline of a parsed document."""
        return cls.of_nodes([tree.root] if tree.root is not None else [])

    @classmethod
    def of_nodes(
        cls, nodes: list[LexborNode], *, without: Iterable[int] = (), shown: Iterable[int] = ()
    ) -> Outline:
        """The outline of parts of a document: *nodes* and all below them, in the order given.

        Elements whose ``mem_id`` is in *without* are left out like hidden ones; those in *shown*
        are not hidden, whatever their style says: a script shows them.
        """
        walker = _Walker(without, shown)
        for node in nodes:
            walker.walk(node)
        return cls(walker.lines, walker.elements, walker.comments, walker.hidden)

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """The texts of the lines *numbers*."""
        return [self.lines[number].text for number in numbers]

    def text(self, numbers: Iterable[int]) -> str:
        """The lines *numbers* that have text, one below the other."""
        return "\n".join(filter(None, self.texts(numbers)))

    def ancestors(self, element: int, *, limit: int = 10_000) -> list[int]:
        """*element* and the blocks around it, innermost first; at most *limit*."""
        chain: list[int] = []
        while element >= 0 and len(chain) < limit:
            chain.append(element)
            element = self.elements[element].parent
        return chain


def parse(html: str) -> LexborHTMLParser:
    """The tree of a document's text, without the characters that no reader sees.

    A NUL would end the document for the parser; zero-width blanks stand inside words.
    """
    for invisible in ("\0", "\u200b", "\ufeff"):
        # To look costs less than to replace, and most pages have none.
        if invisible in html:
            html = html.replace(invisible, "")
    return LexborHTMLParser(tame(html))


class _Walker:
    """The state of the one walk: the line being built, and the blocks that are open."""

    def __init__(self, without: Iterable[int], shown: Iterable[int]) -> None:
        self.lines: list[Line] = []
        self.elements: list[Element] = []
        self.comments: list[Comment] = []
        self.hidden: set[int] = set(without)
        self._shown = frozenset(shown)
        self._block = -1
        self._heading = 0
        self._text = ""
        self._start = 0
        self._links: list[Anchor] = []
        self._media: list[LexborNode] = []
        # Href, title, and where its text starts in the line.
        self._anchor: tuple[str, str, int] | None = None

    def walk(self, root: LexborNode) -> None:  # noqa: C901, PLR0912, PLR0915 - the hot loop of reading
        """Visit *root* and all below it in document order, without recursion."""
        hidden = self.hidden
        shown = self._shown
        for styled in root.css(_MAY_BE_HIDDEN):
            if is_hidden(styled) and styled.mem_id not in shown:
                hidden.add(styled.mem_id)
        # The open elements: the node, and for a block what was around it, for a link None.
        stack: list[tuple[LexborNode, tuple[int, int] | bool]] = []
        action_of = _ACTIONS.get
        lines, elements = self.lines, self.elements
        node: LexborNode | None = root
        while True:
            if node is None:
                if not stack:
                    break
                node, outer = stack.pop()
                if outer is not False:
                    if outer is True:
                        self._end_anchor()
                        self._anchor = None
                    else:
                        if self._text or self._media or self._links or self._anchor is not None:
                            self._end_line()
                        element = elements[self._block]
                        element.end_line = len(lines)
                        element.end_element = len(elements)
                        self._block, self._heading = outer
                node = node.next if stack else None
                continue
            tag = node.tag or ""
            action = action_of(tag, _INLINE)
            if action == _TEXT:
                # Most texts of a page are the indentation between two elements: the parser knows.
                raw = " " if node.is_empty_text_node else node.text_content or ""
                if raw.isspace():
                    if (line := self._text) and line[-1] != " ":
                        self._text = f"{line} "
                elif raw:
                    if not self._text and not self._media:
                        self._start = node.mem_id
                    self._add_text(raw)
            elif action <= _ANCHOR:
                if not (hidden and node.mem_id in hidden):
                    child = node.first_child
                    if child is not None:
                        if action == _INLINE:
                            stack.append((node, False))
                        elif action == _BLOCK:
                            stack.append((node, self._enter_block(node, tag)))
                        else:
                            stack.append((node, self._enter_anchor(node)))
                        node = child
                        continue
                    if action == _BLOCK:
                        self._end_line()
            elif action == _BREAK:
                self._end_line()
            elif action == _MEDIA:
                if not self._text and not self._media:
                    self._start = node.mem_id
                self._media.append(node)
            elif action == _COMMENT:
                self._add_comment(node.comment_content or "")
            node = node.next if stack else None
        self._end_line()

    def _enter_block(self, node: LexborNode, tag: str) -> tuple[int, int]:
        """Open a block; the block and the heading around it."""
        if self._text or self._media or self._links or self._anchor is not None:
            self._end_line()
        outer = (self._block, self._heading)
        self._block = len(self.elements)
        self.elements.append(Element(node, outer[0], tag, len(self.lines)))
        if tag in HEADINGS:
            self._heading = HEADINGS[tag]
        return outer

    def _enter_anchor(self, node: LexborNode) -> bool:
        """Start a link; whether it is one."""
        attributes = node.attributes
        if (href := attributes.get("href")) is None:
            return False
        self._anchor = (href, attributes.get("title") or "", len(self._text))
        return True

    def _add_text(self, raw: str) -> None:
        """Append *raw* with each run of white space as one blank, none at a line's start."""
        if len(self._text) > MAX_LINE_CHARS:
            self._end_line()
        line = self._text
        text = " ".join(raw.split())
        before = " " if raw[0].isspace() and line and line[-1] != " " else ""
        self._text = f"{line}{before}{text}{' ' if raw[-1].isspace() else ''}"

    def _add_comment(self, text: str) -> None:
        # White space before it is no line.
        line = len(self.lines) + bool(self._text or self._media)
        self.comments.append(Comment(text, line))

    def _end_anchor(self) -> None:
        if self._anchor is None:
            return
        href, title, start = self._anchor
        raw = text = self._text[start:]
        if raw[:1] == " " or raw[-1:] == " ":
            text = raw.strip()
            start += len(raw) - len(raw.lstrip())
        self._links.append(Anchor(href, text, title, start, start + len(text)))

    def _end_line(self) -> None:
        if self._anchor is not None:
            # A link around blocks: each line in it is a link to the same place.
            self._end_anchor()
            self._anchor = (*self._anchor[:2], 0)
        if self._text or self._media:
            chars = 0
            for link in self._links:
                chars += len(link.text)
            text = self._text.rstrip(" ")
            self.lines.append(
                Line(text, self._block, self._heading, self._links, self._media, chars, self._start)
            )
            self._text, self._links, self._media = "", [], []
        elif self._links:
            self._links = []


def is_hidden(node: LexborNode) -> bool:
    """Whether the element is hidden by an inline style."""
    style = node.attributes.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None

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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portalcrawl.page.select import select
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
# looked at. The last is no node: a block ends.
_INLINE, _ANCHOR, _BLOCK, _TEXT, _BREAK, _MEDIA, _COMMENT, _SKIP, _END = range(9)
_ACTIONS: Final = (
    dict.fromkeys(BLOCKS, _BLOCK)
    | dict.fromkeys(SKIPPED, _SKIP)
    | dict.fromkeys(MEDIA, _MEDIA)
    | {"-text": _TEXT, "-comment": _COMMENT, "br": _BREAK, "a": _ANCHOR}
    | dict.fromkeys(("span", "b", "strong", "i", "em", "u", "font", "label", "input"), _INLINE)
)
# What a name of its own has for a number is its address.
_MAX_TAG_ID = 10_000


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
    def of_nodes(cls, nodes: list[LexborNode], *, without: Iterable[int] = ()) -> Outline:
        """The outline of parts of a document: *nodes* and all below them, in the order given.

        Elements whose ``mem_id`` is in *without* are left out like hidden ones.
        """
        outline = cls([], [], [], set(without))
        for node in nodes:
            _walk(node, outline)
        return outline

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
    # To look costs less than to replace, and most pages have none.
    for invisible in ("\u200b", "\ufeff"):
        if invisible in html:
            html = html.replace(invisible, "")
    # Most characters of a Chinese text have a zero among their bytes in memory, none has in UTF-8.
    data = html.encode("utf-8", "ignore")
    if b"\0" in data:
        html = html.replace("\0", "")
        data = html.encode("utf-8", "ignore")
    tamed = tame(html)
    return LexborHTMLParser(data if tamed is html else tamed)


def _step_by_name(node: LexborNode) -> tuple[int, str]:
    """What to do with *node*, and its tag."""
    tag = node.tag or ""
    return _ACTIONS.get(tag, _INLINE), tag


def _steps_by_id() -> dict[int, tuple[int, str]]:
    """The same by the parser's number of a tag, which costs half as much to ask for."""
    made = LexborHTMLParser("<p>text<!-- comment -->")
    nodes = [made.create_node(name) for name in _ACTIONS if name[0] != "-"]
    nodes += [node for around in made.css("p") for node in around.iter(include_text=True)]
    return {node.tag_id: _step_by_name(node) for node in nodes if node.tag_id < _MAX_TAG_ID}


_STEPS: Final = _steps_by_id()


def _walk(root: LexborNode, outline: Outline) -> None:  # noqa: C901, PLR0912, PLR0915 - the hot loop
    """Add *root* and all below it to *outline*: in document order, without recursion."""
    hidden = outline.hidden
    hidden.update([node.mem_id for node in select(root, _MAY_BE_HIDDEN) if is_hidden(node)])
    lines, elements, step_of = outline.lines, outline.elements, _STEPS.get
    # The open elements, each with what is to be done at its end, and the innermost block.
    stack: list[tuple[LexborNode, int]] = []
    block, heading = -1, 0
    # The line being built, and the link that is open in it.
    text, start = "", root
    links: list[Anchor] = []
    media: list[LexborNode] = []
    href: str | None = None
    title, link_start = "", 0
    node: LexborNode | None = root
    while True:
        if node is None:
            action = _BREAK
            if stack:
                node, action = stack.pop()
                if action != _END:
                    if action == _ANCHOR and href is not None:
                        links.append(_link(text, link_start, href, title))
                        href = None
                    node = node.next if stack else None
                    continue
        else:
            action, tag = step_of(node.tag_id) or _step_by_name(node)
            if action == _TEXT:
                # Most texts of a page are the indentation between two elements: the parser knows.
                if node.is_empty_text_node or not (
                    words := (raw := node.text_content or "").split()
                ):
                    if text and text[-1] != " ":
                        text += " "
                    node = node.next if stack else None
                    continue
                if len(text) <= MAX_LINE_CHARS:
                    if not text and not media:
                        start = node
                    added = " ".join(words)
                    if len(added) != len(raw):
                        if raw[0].isspace() and text and text[-1] != " ":
                            text += " "
                        if raw[-1].isspace():
                            added += " "
                    text += added
                    node = node.next if stack else None
                    continue
            elif action <= _BLOCK:
                if hidden and node.mem_id in hidden:
                    node = node.next if stack else None
                    continue
                child = node.first_child
                if action != _BLOCK:
                    if child is not None:
                        if action == _ANCHOR:
                            attributes = node.attributes
                            if (address := attributes.get("href")) is None:
                                action = _INLINE
                            else:
                                href, link_start = address, len(text)
                                title = attributes.get("title") or ""
                        stack.append((node, action))
                        node = child
                    else:
                        node = node.next if stack else None
                    continue
            elif action != _BREAK:
                if action == _MEDIA:
                    if not text and not media:
                        start = node
                    media.append(node)
                elif action == _COMMENT:
                    # White space before it is no line.
                    line = len(lines) + bool(text or media)
                    outline.comments.append(Comment(node.comment_content or "", line))
                node = node.next if stack else None
                continue
        # Here a line ends.
        if href is not None:
            # A link around blocks: each line in it is a link to the same place.
            links.append(_link(text, link_start, href, title))
            link_start = 0
        if text or media:
            chars = 0
            for link in links:
                chars += len(link.text)
            text = text.rstrip(" ")
            lines.append(Line(text, block, heading, links or (), media or (), chars, start))
            text = ""
            if media:
                media = []
        if links:
            links = []
        if node is None:
            return
        if action == _TEXT:
            # It was too long already for what comes now.
            continue
        if action == _END:
            element = elements[block]
            element.end_line, element.end_element = len(lines), len(elements)
            block = element.parent
            heading = elements[block].heading if block >= 0 else 0
        elif action == _BLOCK and child is not None:
            stack.append((node, _END))
            heading = HEADINGS.get(tag, heading)
            elements.append(Element(node, block, tag, heading, len(lines)))
            block = len(elements) - 1
            node = child
            continue
        node = node.next if stack else None


def _link(line: str, start: int, href: str, title: str) -> Anchor:
    """The link whose text is that of *line* from *start* on."""
    text = line[start:]
    if text[:1] == " " or text[-1:] == " ":
        start += len(text) - len(text.lstrip(" "))
        text = text.strip(" ")
    return Anchor(href, text, title, start, start + len(text))


def is_hidden(node: LexborNode) -> bool:
    """Whether the element is hidden by an inline style."""
    style = node.attributes.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None

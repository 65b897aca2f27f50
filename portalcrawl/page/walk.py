"""The one walk over a tree that makes an outline: which elements break lines, which are no text.

>>> from portalcrawl.page.outline import Outline
>>> outline = Outline.of_html("<div>a<i>b</i><p hidden>c<script>d</script></div>")
>>> [line.text for line in outline.lines], [element.tag for element in outline.elements]
(['ab', 'c'], ['html', 'body', 'div', 'p'])
"""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portalcrawl.page.lines import Anchor, Comment, Element, Line
from portalcrawl.page.select import select

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


def walk(  # noqa: C901, PLR0912, PLR0915 - the hot loop of reading
    root: LexborNode,
    *,
    lines: list[Line],
    elements: list[Element],
    comments: list[Comment],
    hidden: set[int],
) -> None:
    """Add *root* and all below it, in document order, without recursion.

    *hidden* are the ``mem_id`` of elements that are left out; those that an inline style hides are
    added to it.
    """
    step_of = _STEPS.get
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
                    comments.append(Comment(node.comment_content or "", line))
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


def hidden_in(root: LexborNode) -> list[int]:
    """The ``mem_id`` of each element below *root* that an inline style hides."""
    return [node.mem_id for node in select(root, _MAY_BE_HIDDEN) if is_hidden(node)]


def is_hidden(node: LexborNode) -> bool:
    """Whether the element is hidden by an inline style."""
    style = node.attributes.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None

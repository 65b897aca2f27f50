"""The body as clean HTML: what carries meaning stays, what Word and editors added goes.

>>> from portalcrawl.page.document import Page
>>> html = (
...     "<p style='mso-x:1'><o:p></o:p><font><B>a</B></font> <script>x</script><img src=b.png></p>"
... )
>>> page = Page.of_bytes(f"<div>{html}</div>".encode(), url="http://a.cn/x/")
>>> clean_html(page, page.tree.css_first("div"))
'<p><b>a</b> <img src="http://a.cn/x/b.png"></p>'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from selectolax.lexbor import LexborNode

from portalcrawl.extract.images import image_of
from portalcrawl.page.document import Page
from portalcrawl.page.outline import SKIPPED

# Kept with their own name; every other element gives only its content.
KEPT = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"}
    | {"pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure"}
    | {"figcaption", "b", "strong", "i", "em", "u", "sub", "sup", "code"}
)
# Blocks without meaning of their own: a paragraph when they hold no other block.
PARAGRAPHS = frozenset({"div", "center", "section", "article"})
CELLS = frozenset({"td", "th"})
CELL_ATTRIBUTES = ("colspan", "rowspan")
MAX_DEPTH = 200
_LEAVES = frozenset({"-text", "img", "br"})
# What is left out whole where no line in it was asked for.
_BLOCKS = PARAGRAPHS | {"p", "table", "tr", "ul", "ol", "dl", "h1", "h2", "h3", "h4"}
_BLOCK = re.compile(r"<(?:p|h[1-6]|ul|ol|dl|table|blockquote|pre|figure)\b")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_PARAGRAPH_TAG = re.compile(r"(</?p>)")
_CELL_START = re.compile(r"\s*(?:<tbody>\s*)?<tr>\s*<td>")
_CELL_END = re.compile(r"</td>\s*</tr>\s*(?:</tbody>\s*)?")
_CELL_TAG = re.compile(r"</?t[dhr]\b")
_BREAKS_AT_ENDS = re.compile(r"^(?:<br>\s*)+|(?:\s*<br>)+$")
_EMPTY = re.compile(r"<(p|b|strong|i|em|u|sub|sup|h[1-6]|li|blockquote|figure)>\s*</\1>")


def clean_html(page: Page, node: LexborNode, *, lines: Iterable[int] | None = None) -> str:
    """The content of *node*: of the page's *lines* in it (None: all of it)."""
    html = "".join(_Cleaner(page, lines).children(node, depth=0)).strip()
    while True:
        # Emptied elements go from the inside out.
        html, count = _EMPTY.subn("", html)
        if not count:
            return _without_blanks_at_paragraphs(_BREAKS_AT_ENDS.sub("", html))


def _without_blanks_at_paragraphs(html: str) -> str:
    """*html* without white space before and after the tags of paragraphs."""
    texts_and_tags = _PARAGRAPH_TAG.split(html)
    if len(texts_and_tags) > 1:
        texts_and_tags[0] = texts_and_tags[0].rstrip()
        texts_and_tags[-1] = texts_and_tags[-1].lstrip()
        texts_and_tags[1:-1] = map(str.strip, texts_and_tags[1:-1])
    return "".join(texts_and_tags)


def _collapsed(text: str) -> str:
    """*text* with each run of white space as one blank."""
    if "\u200b" in text or "\ufeff" in text:
        return _SPACES.sub(" ", text)
    words = " ".join(text.split())
    if len(words) == len(text):
        return words
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


class _Cleaner:
    """Walks the tree in the order of the page's lines, and knows which of them it is in."""

    def __init__(self, page: Page, lines: Iterable[int] | None) -> None:
        self._page = page
        self._hidden = page.outline.hidden
        self._taking = True
        # Where a line starts: whether it is to be taken. And the blocks with any that is.
        self._starts: dict[int, bool] = {}
        self._blocks: set[int] | None = None
        if lines is not None:
            self._choose(set(lines))

    def _choose(self, lines: set[int]) -> None:
        outline = self._page.outline
        blocks: set[int] = set()
        for number, line in enumerate(outline.lines):
            self._starts[line.start.mem_id] = number in lines
            element = line.element if number in lines else -1
            while element >= 0 and element not in blocks:
                blocks.add(element)
                element = outline.elements[element].parent
        self._blocks = {outline.elements[element].node.mem_id for element in blocks}

    def children(self, node: LexborNode, *, depth: int) -> list[str]:
        """What the children of *node* give."""
        parts: list[str] = []
        child = node.first_child
        while child is not None:
            tag = child.tag or ""
            if tag in _LEAVES:
                if self._starts:
                    self._taking = self._starts.get(child.mem_id, self._taking)
                if self._taking:
                    parts.append(self._leaf(child, tag))
            # The depth bound holds for hostile nesting only; real bodies stay below 40.
            elif depth <= MAX_DEPTH and not self._is_left_out(child, tag):
                inner = self.children(child, depth=depth + 1)
                parts += self._element(child, tag, inner)
            child = child.next
        return parts

    def _element(self, node: LexborNode, tag: str, inner: list[str]) -> list[str]:
        """What *node* gives, whose children gave *inner*."""
        if tag == "a":
            return self._link(node, inner)
        if tag in PARAGRAPHS:
            return inner if _BLOCK.search("".join(inner)) else ["<p>", *inner, "</p>"]
        if tag not in KEPT:
            return inner
        if tag == "table" and (only := _only_cell("".join(inner))) is not None:
            # A table of one cell is layout.
            return [only]
        attributes = _cell_attributes(node) if tag in CELLS else ""
        return [f"<{tag}{attributes}>", *inner, f"</{tag}>"]

    def _is_left_out(self, node: LexborNode, tag: str) -> bool:
        """What is no content, is hidden, or has no line that was asked for."""
        if not tag or tag in SKIPPED or tag[0] in "-!":
            return True
        if self._hidden and node.mem_id in self._hidden:
            return True
        return self._blocks is not None and tag in _BLOCKS and node.mem_id not in self._blocks

    def _leaf(self, node: LexborNode, tag: str) -> str:
        if tag == "-text":
            if node.is_empty_text_node:
                return " "
            return escape(_collapsed(node.text_content or ""), quote=False)
        if tag == "br":
            return "<br>"
        image = image_of(self._page, node)
        return _image(image.url, image.alt) if image and image.url else ""

    def _link(self, node: LexborNode, inner: list[str]) -> list[str]:
        href = node.attributes.get("href")
        url = self._page.absolute(href) if href else None
        return [f'<a href="{escape(url)}">', *inner, "</a>"] if url and any(inner) else inner


def _only_cell(rows: str) -> str | None:
    """What is in the one cell of a table; None where it has more."""
    if (start := _CELL_START.match(rows)) is None:
        return None
    end = rows.find("</td>", start.end())
    if end < 0 or not _CELL_END.fullmatch(rows, end) or _CELL_TAG.search(rows, start.end(), end):
        return None
    return rows[start.end() : end]


def _image(url: str, alt: str | None) -> str:
    label = f' alt="{escape(alt)}"' if alt else ""
    return f'<img src="{escape(url)}"{label}>'


def _cell_attributes(node: LexborNode) -> str:
    attributes = node.attributes
    values = ((name, attributes.get(name) or "") for name in CELL_ATTRIBUTES)
    return "".join(f' {name}="{value}"' for name, value in values if value.isdigit())

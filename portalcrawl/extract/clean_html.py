"""The body as clean HTML: what carries meaning stays, what Word and editors added goes.

>>> from portalcrawl.page.document import Page
>>> html = (
...     "<p style='mso-x:1'><o:p></o:p><font><B>a</B></font> <script>x</script><img src=b.png></p>"
... )
>>> page = Page.of_bytes(f"<div>{html}</div>".encode(), url="http://a.cn/x/")
>>> clean_html(page, page.tree.css_first("div"), keep=None)
'<p><b>a</b> <img src="http://a.cn/x/b.png"></p>'
"""

from __future__ import annotations

import re
from collections.abc import Container
from html import escape

from selectolax.lexbor import LexborNode

from portalcrawl.extract.assets import image_of
from portalcrawl.page.document import Page
from portalcrawl.page.outline import SKIPPED, is_hidden

# Kept with their own name; every other element gives only its content.
KEPT = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"}
    | {"pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure"}
    | {"figcaption", "b", "strong", "i", "em", "u", "sub", "sup", "code"}
)
# Blocks without meaning of their own: a paragraph when they hold no other block.
PARAGRAPHS = frozenset({"div", "center", "section", "article"})
CELL_ATTRIBUTES = ("colspan", "rowspan")
_BLOCK = re.compile(r"<(?:p|h[1-6]|ul|ol|dl|table|blockquote|pre|figure)\b")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_BLANK_IN_BLOCK = re.compile(r"(?<=<p>)\s+|\s+(?=</p>)|\s+(?=<p>)|(?<=</p>)\s+")
_EMPTY = re.compile(r"<(p|b|strong|i|em|u|sub|sup|h[1-6]|li|blockquote|figure)>\s*</\1>")


def clean_html(page: Page, node: LexborNode, *, keep: Container[int] | None) -> str:
    """The content of *node*. *keep* holds the ``mem_id`` of the blocks to take (None: all)."""
    html = "".join(_children(page, node, keep, depth=0)).strip()
    while True:
        # Emptied elements go from the inside out.
        html, count = _EMPTY.subn("", html)
        if not count:
            return _BLANK_IN_BLOCK.sub("", html)


def _children(
    page: Page, node: LexborNode, keep: Container[int] | None, *, depth: int
) -> list[str]:
    parts: list[str] = []
    child = node.first_child
    while child is not None:
        parts += _node(page, child, keep, depth=depth)
        child = child.next
    return parts


def _node(page: Page, node: LexborNode, keep: Container[int] | None, *, depth: int) -> list[str]:
    tag = node.tag or ""
    if tag in {"-text", "img", "br"}:
        return [_leaf(page, node, tag)]
    # The depth bound holds for hostile nesting only; real bodies stay below 40.
    if not tag or tag in SKIPPED or tag[0] in "-!" or depth > 200 or is_hidden(node):
        return []
    if keep is not None and node.mem_id not in keep and _is_block(tag):
        return []
    inner = _children(page, node, keep, depth=depth + 1)
    if tag == "a":
        return _link(page, node, inner)
    if tag in PARAGRAPHS:
        return inner if _BLOCK.search("".join(inner)) else ["<p>", *inner, "</p>"]
    return [f"<{tag}{_cell_attributes(node, tag)}>", *inner, f"</{tag}>"] if tag in KEPT else inner


def _leaf(page: Page, node: LexborNode, tag: str) -> str:
    if tag == "-text":
        return escape(_SPACES.sub(" ", node.text_content or ""), quote=False)
    if tag == "br":
        return "<br>"
    image = image_of(page, node)
    return _image(image.url, image.alt) if image and image.url else ""


def _is_block(tag: str) -> bool:
    return tag in PARAGRAPHS or tag in {"p", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4"}


def _image(url: str, alt: str | None) -> str:
    label = f' alt="{escape(alt)}"' if alt else ""
    return f'<img src="{escape(url)}"{label}>'


def _link(page: Page, node: LexborNode, inner: list[str]) -> list[str]:
    href = node.attributes.get("href")
    url = page.absolute(href) if href else None
    return [f'<a href="{escape(url)}">', *inner, "</a>"] if url and any(inner) else inner


def _cell_attributes(node: LexborNode, tag: str) -> str:
    if tag not in {"td", "th"}:
        return ""
    values = ((name, node.attributes.get(name) or "") for name in CELL_ATTRIBUTES)
    return "".join(f' {name}="{value}"' for name, value in values if value.isdigit())

"""The images and attachments of an article: those of its body's lines, and the files below it.

>>> from portalcrawl.extract.body import find_body
>>> html = "<div><p>今天上午开会。<p><a href=1.doc>附件</a></div><a href=2.doc>附件2</a>"
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/")
>>> [found.name for found in attachments_of(page, find_body(page.outline))]
['附件', '附件2']
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from portalcrawl.extract.attachments import attachment_of, embedded_file, hidden_files
from portalcrawl.extract.body import Body
from portalcrawl.extract.images import image_of
from portalcrawl.extract.phrases import NEIGHBOUR_INITIALS, NEXT, PREVIOUS, is_footer
from portalcrawl.extract.weights import least_pixels
from portalcrawl.items import Attachment, Image
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

MAX_LINES_BELOW = 15
MAX_RULE_PIXELS = 5


def images_of(page: Page, body: Body) -> list[Image]:
    """The images of *body*'s lines, once each."""
    found: dict[str, Image] = {}
    for number in body.lines:
        for node in page.outline.lines[number].media:
            if node.tag != "img" or is_rule(node):
                continue
            if (image := image_of(page, node, link=_link(node))) is not None:
                found.setdefault(image.url or image.raw, image)
    return list(found.values())


def is_rule(node: LexborNode) -> bool:
    """Whether an image is a line or a dot of the layout (the red line of a document's head)."""
    pixels = least_pixels(node)
    return pixels is not None and pixels <= MAX_RULE_PIXELS


def attachments_of(page: Page, body: Body) -> list[Attachment]:
    """The files that *body* links to, shows or opens, and those below it; once each."""
    first: dict[str, Attachment] = {}
    for found in _attachments(page, body):
        first.setdefault(found.url, found)
    return list(first.values())


def _attachments(page: Page, body: Body) -> Iterator[Attachment]:
    for number in body.lines:
        line = page.outline.lines[number]
        for node in line.media:
            if node.tag != "img" and (found := embedded_file(page, node)) is not None:
                yield found
        for anchor in line.links:
            if (found := attachment_of(page, anchor)) is not None:
                yield found
    yield from _below(page, body)
    yield from hidden_files(page, page.outline.elements[body.element].node)


def _below(page: Page, body: Body) -> Iterator[Attachment]:
    """The files that stand below the body, before anything else does."""
    for line in page.outline.lines[_end(page.outline, body) :][:MAX_LINES_BELOW]:
        text = line.text
        if text[:1] in NEIGHBOUR_INITIALS and (PREVIOUS.match(text) or NEXT.match(text)):
            return
        if is_footer(text):
            return
        for anchor in line.links:
            if (found := attachment_of(page, anchor)) is not None:
                yield found


def _end(outline: Outline, body: Body) -> int:
    """The first line below the body: an empty one ends where its element does."""
    return body.lines[-1] + 1 if body.lines else outline.elements[body.element].end_line


def _link(node: LexborNode) -> str | None:
    """The href of the link around an image."""
    around = node.parent
    for _ in range(2):
        if around is None or around.tag == "a":
            break
        around = around.parent
    return around.attributes.get("href") if around is not None and around.tag == "a" else None

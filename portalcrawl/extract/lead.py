"""The pictures over a body (题图): between info line and body, in a block of their own.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html(
...     "<p>时间：2020-2-5<table><tr><td><img src=183806.jpg><tr><td>图为会场</table>"
...     "<div id=content><p>今天上午开会。</div>"
... )
>>> with_lead_pictures(page, Body([3], 6), after=0).lines
[1, 2, 3]

Newspaper systems (Founder) and PHPCMS put them there, each with its caption in the next line.
"""

from __future__ import annotations

import re

from portalcrawl.extract.body import Body
from portalcrawl.extract.phrases import is_control
from portalcrawl.extract.weights import is_icon
from portalcrawl.page.outline import Line, Outline

MAX_LEAD_LINES = 12
MAX_CAPTION_CHARS = 120
MAX_SRC_CHARS = 300
# Uploads are named by date or number; what belongs to a template is named by a word (line.gif).
# What journals put above a paper, in a box.
_ABSTRACT = re.compile(r"[【\[]\s?(?:摘\s?要|内容提要|提\s?要|关键词|关键字)\s?[】\]]")
_UPLOAD = re.compile(
    r"(?:(?<!\d)\d{4}[^/]*|/\d{4}-?\d\d/\d\d/[^?#]*)\.(?:jpe?g|png|gif|webp|bmp)(?:$|[?#])",
    re.IGNORECASE,
)


def with_lead_pictures(outline: Outline, body: Body, *, after: int) -> Body:
    """*body* from the first picture (or abstract) on that stands right above it, below *after*."""
    if not body.lines:
        return body
    start = first = body.lines[0]
    for number in range(start - 1, max(after, start - MAX_LEAD_LINES), -1):
        line = outline.lines[number]
        if _is_picture(line) or _ABSTRACT.match(line.text):
            first = number
        elif not _is_caption(outline, number):
            break
    if first == start:
        return body
    element = outline.ancestors(body.element)
    around = next(e for e in element if first in outline.elements[e].lines)
    return Body([*range(first, start), *body.lines], around)


def _is_picture(line: Line) -> bool:
    images = [node for node in line.media if node.tag == "img" and not is_icon(node)]
    return not line.text and any(
        _UPLOAD.search((node.attributes.get("src") or "")[-MAX_SRC_CHARS:]) for node in images
    )


def _is_caption(outline: Outline, number: int) -> bool:
    """Whether line *number* is a few words under a picture."""
    line = outline.lines[number]
    is_short = 0 < len(line.text) <= MAX_CAPTION_CHARS and not line.links and not line.media
    return is_short and not is_control(line.text) and _is_picture(outline.lines[number - 1])

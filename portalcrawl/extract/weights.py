"""How much each line of a page speaks for being text of a body.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html(
...     "<p><a href=1>栏目</a><p>今天上午开会。<p>版权所有：县政府<p><img src=a.png>"
... )
>>> weigh(page).of_lines
[0.0, 7.0, 0.0, 40.0]
>>> weigh(Outline.of_html(f"<p>{'今天上午开会。' * 20}<p>栏目<p><img src=a.png>")).of_lines
[140.0, 0.8, 10.0]

Text weighs its length and links weigh nothing; so do buttons and the foot of the site. What stands
in an element whose name says that it is no body (``footer``, ``share``, ``related``) weighs little,
and where a page has sentences, what is none weighs less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import add

from selectolax.lexbor import LexborNode

from portalcrawl.extract.phrases import SENTENCE, is_control, is_footer
from portalcrawl.page.outline import UNNAMED, Line, Outline

# An image in a body weighs as much as a short paragraph: bodies of pictures only are normal.
IMAGE_WEIGHT = 40.0
# ... unless the page has this much text in sentences: then pictures and short lines are furniture
# as often as body, and count for this share.
MIN_SENTENCES = 120.0
PICTURE_SHARE = 0.25
SHORT_SHARE = 0.4
# A name is no proof: what is the only text of its page is still found.
UNLIKELY_SHARE = 0.1
ALL_UNLIKELY_SHARE = 0.9
MAX_CONTROL_CHARS = 60
MAX_FURNITURE_CHARS = 200
MIN_LONG_CHARS = 40
_FURNITURE, _SHORT, _LONG = range(3)
_UNLIKELY_TAGS = frozenset({"nav", "footer", "aside", "marquee"})
# Their names tell of the page as a whole ("has-sidebar", WordPress: "tag-..."), or of a paragraph.
_NAMED_FOR_OTHERS = UNNAMED | {"body", "main", "article"}
_ICON_PIXELS = 40
_STYLE_PIXELS = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d{1,5})px", re.IGNORECASE)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:$|\?)", re.IGNORECASE)
# Whole words of ids and classes, as template authors of all CMS families write them.
UNLIKELY = re.compile(
    r"(?<![a-z])(?:foot|footer|foots|copyright|banquan|nav|navbar|navigation|menu|sidebar|siderbar|aside"
    r"|related|relate|relevant|reldocuments|recommend|tuijian|xgxx|xgyd|xgwz|xgwd|comment|comments|pinglun"
    r"|share|sharebox|bdshare|bdsharebuttonbox|bshare|jiathis|fenxiang|topshare|crumb|crumbs|breadcrumb|bread"
    r"|location|position|weizhi|dqwz|login|hot|rank|ranking|paihang|toolbar|tools?|pager|pagination"
    r"|qrcode|ewm|erweima|qr|friendlinks?|yqlj|banner|keywords?|keyslist|statement|shengming"
    r"|disclaimer|vote|votearea|survey|prevnext|pagenav|navdocuments|attr)(?![a-z])"
    # Whole names only: frameworks call their root "__next", and their parts "article-next".
    r"|(?<![\w-])(?:prev|next)(?![\w-])"
)


class Weights:
    """The weight of each line, and which elements are no body by their names."""

    def __init__(self, outline: Outline) -> None:
        self._elements = outline.elements
        # Known answers; the root is around everything.
        self._unlikely: dict[int, bool] = {-1: False}
        self.of_lines = self._weigh(outline)

    def total(self, lines: Iterable[int]) -> float:
        """The weight of *lines* together."""
        return sum([self.of_lines[number] for number in lines])

    def is_unlikely(self, element: int) -> bool:
        """Whether the name of *element* or of one around it says that it is no body."""
        answers, elements = self._unlikely, self._elements
        if (known := answers.get(element)) is not None:
            return known
        # Mostly the block around it is known: its other children were asked for.
        if (known := answers.get(elements[element].parent)) is not None:
            known = answers[element] = known or self._has_unlikely_name(element)
            return known
        chain = []
        while (known := self._unlikely.get(element)) is None:
            chain.append(element)
            element = self._elements[element].parent
        for inner in reversed(chain):
            known = self._unlikely[inner] = known or self._has_unlikely_name(inner)
        return known

    def _has_unlikely_name(self, index: int) -> bool:
        element = self._elements[index]
        if element.tag in _UNLIKELY_TAGS:
            return True
        return element.tag not in _NAMED_FOR_OTHERS and has_unlikely_name(element.names)

    def names(self) -> set[str]:
        """The ids, classes and tags of the containers with text, ids also without their number."""
        found: set[str] = set()
        for index in self._unlikely:
            if index >= 0 and (element := self._elements[index]).tag not in UNNAMED:
                found.add(element.tag)
                # Most blocks of a layout have none.
                if len(element.names) > 2:
                    found.update(element.names.split())
        found |= {name.rstrip("0123456789").rstrip("_-") for name in found if name[-1].isdigit()}
        return found

    def _weigh(self, outline: Outline) -> list[float]:
        texts = [0.0] * len(outline.lines)
        pictures = list(texts)
        shorts = []
        known = self._unlikely
        all_chars = unlikely_chars = 0
        for number, line in enumerate(outline.lines):
            chars = len(line.text) - line.link_chars
            if chars <= 1 and not line.media:
                continue
            if (unlikely := known.get(line.element)) is None:
                unlikely = self.is_unlikely(line.element)
            share = UNLIKELY_SHARE if unlikely else 1.0
            if chars > 1:
                kind = _LONG if len(line.text) > MAX_FURNITURE_CHARS else _kind(line.text)
                if kind != _FURNITURE:
                    texts[number] = chars * share
                    if kind == _SHORT:
                        shorts.append(number)
                    else:
                        all_chars += chars
                        unlikely_chars += chars if unlikely else 0
            if line.media:
                pictures[number] = IMAGE_WEIGHT * _pictures(line) * share
        if unlikely_chars > max(ALL_UNLIKELY_SHARE * all_chars, MIN_SENTENCES):
            # A name around everything says nothing.
            self._unlikely = dict.fromkeys(range(-1, len(outline.elements)), False)
            return self._weigh(outline)
        if sum(texts) - sum([texts[number] for number in shorts]) >= MIN_SENTENCES:
            pictures = [PICTURE_SHARE * weight for weight in pictures]
            for number in shorts:
                texts[number] *= SHORT_SHARE
        return list(map(add, texts, pictures))


def weigh(outline: Outline) -> Weights:
    """The weights of a page's lines."""
    return Weights(outline)


# The same lines stand on every page of a site.
@lru_cache(maxsize=20_000)
def _kind(text: str) -> int:
    """Whether a line is buttons or the foot of the site, a few words, or text."""
    if len(text) <= MAX_CONTROL_CHARS and is_control(text):
        return _FURNITURE
    if is_footer(text):
        return _FURNITURE
    return _SHORT if len(text) < MIN_LONG_CHARS and not SENTENCE.search(text) else _LONG


@lru_cache(maxsize=20_000)
def has_unlikely_name(names: str) -> bool:
    """Whether an element with these *names* is no body. The same few come on every page."""
    return len(names) > 2 and UNLIKELY.search(names) is not None


def _pictures(line: Line) -> int:
    """How many of the line's media a reader came for: no icons, no pictures that are links."""
    if any(not link.text and not _IMAGE_FILE.search(link.href) for link in line.links):
        return 0
    return sum(1 for node in line.media if node.tag != "iframe" and not is_icon(node))


def is_icon(node: LexborNode) -> bool:
    """Whether an image says that it is as small as an icon."""
    pixels = least_pixels(node)
    return pixels is not None and pixels <= _ICON_PIXELS


def least_pixels(node: LexborNode) -> int | None:
    """The lesser of the width and height that an image gives itself; None: it says neither."""
    attributes = node.attributes
    found: list[int] = []
    for name in ("width", "height"):
        if raw := attributes.get(name):
            value = raw.strip().removesuffix("px")
            if value.isascii() and value.isdigit() and len(value) <= 5:
                found.append(int(value))
    if style := attributes.get("style"):
        found += map(int, _STYLE_PIXELS.findall(style))
    return min(found) if found else None

"""The lines above and below a headline that belong to it: 肩题 and 副标题.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html(
...     "<p class=yinti>人大代表风采<h1>田间的代表</h1><p>——记王某<p>时间：2020-2-5"
... )
>>> find_kicker(page, title=1), find_subtitle(page, title=1, info=range(3, 4))
(0, 2)

A subtitle is known by its dash or its class, a kicker by its class only: what stands above a
headline is a column's name more often.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from portalcrawl.extract.infoline import read_line
from portalcrawl.extract.title import is_subtitle
from portalcrawl.page.outline import Line, Outline

MAX_CHARS = 120
# As Founder, TRS, UCAP and home-made templates name them.
_KICKER = re.compile(
    r"(?<![a-z])(?:intro-?title|yin-?ti|jian-?ti|kicker|pre-?title|shoulder(?:-?title)?|ytitle|jtitle"
    r"|leader-?title|up-?title|headtitle2?|(?:detail_?)?small-?title|pre)(?![a-z])"
)
_SUBTITLE = re.compile(
    r"(?:sub-?_?title|sub-?_?tit(?![a-z])|fu-?_?(?:biao)?ti(?:tle)?(?![a-z])|(?<![a-z])ftitle(?![a-z]))"
)


def find_kicker(outline: Outline, *, title: int, columns: Collection[str] = ()) -> int | None:
    """The line of the 肩题 over line *title*; None: there is none. *columns* are no kickers."""
    number = title - 1
    if number < 0 or not _may_be_part(line := outline.lines[number]):
        return None
    if _is_named(outline, line, _KICKER):
        return number
    headline = outline.lines[title]
    # Two headings of one block, the smaller first: the head of a newspaper's article.
    is_small = line.heading > headline.heading > 0 and line.text not in columns
    if not is_small or line.element < 0 or headline.element < 0:
        return None
    elements = outline.elements
    return number if elements[line.element].parent == elements[headline.element].parent else None


def find_subtitle(outline: Outline, *, title: int, info: range) -> int | None:
    """The line of the 副标题 under line *title*; None: there is none. *info* is the info line."""
    number = title + 1
    if number >= len(outline.lines) or number in info:
        return None
    line = outline.lines[number]
    if not _may_be_part(line) or read_line(line):
        return None
    return number if is_subtitle(line.text) or _is_named(outline, line, _SUBTITLE) else None


def _may_be_part(line: Line) -> bool:
    return 2 <= len(line.text) <= MAX_CHARS and not line.links and not line.media


def _is_named(outline: Outline, line: Line, names: re.Pattern[str]) -> bool:
    return line.element >= 0 and names.search(outline.elements[line.element].names) is not None

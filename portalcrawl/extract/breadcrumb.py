"""The column path of a page from its breadcrumb (您当前的位置: 首页 > 基层党建).

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html(
...     "您当前的位置: <a href=/>首页</a> > <a href=/jc/>基层党建</a> > 基层党建"
... )
>>> [(crumb.name, crumb.href) for crumb in find_breadcrumb(page).crumbs]
[('首页', '/'), ('基层党建', '/jc/')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from portalcrawl.extract.phrases import BREADCRUMB, CRUMB_SEPARATOR, HOME_CRUMB, TAIL_CRUMB
from portalcrawl.page.outline import Line, Outline
from portalcrawl.page.placeholders import is_placeholder

MAX_CRUMB_CHARS = 40
MAX_BREADCRUMB_CHARS = 300
MAX_STEPS = 8
MAX_UNNAMED_CHARS = 80


_HOME_HREF = re.compile(
    r"(?=.)(?:(?:\.\./)*|\./|/|(?:https?:)?//[^/]+/?)(?:(?:index|default|main)\.\w{2,5})?",
    re.IGNORECASE,
)
_ARROW = re.compile("[>＞»›→]")
_HOME_ENDS = frozenset("页eE")
_PATH_INITIALS = frozenset("网本首")
_STARTS_PATH = re.compile(r"(?:网站|本站)?首\s?页\s*[>＞»›→]")
_PATH_NAME = re.compile(
    r"crumb|(?<![a-z])(?:bread|position|location|weizhi|(?:sitemap)?path|dqwz|where|route)"
)


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the path: its name, and the href of its link as written (None: text only)."""

    name: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """The outline's line that holds it, and its steps from the home page on."""

    line: int
    crumbs: list[Crumb]


def find_breadcrumb(outline: Outline, *, before: int | None = None) -> Breadcrumb | None:
    """The page's breadcrumb: a line that says so, else one that is a path from 首页.

    It stands above the text, that is before line *before*; only a page that has none there may have
    one below.
    """
    stop = len(outline.lines) if before is None else before
    found = _find(outline, range(stop))
    return found or _find(outline, range(stop, len(outline.lines)))


def _find(outline: Outline, numbers: range) -> Breadcrumb | None:
    unlabelled = None
    for number in numbers:
        line = outline.lines[number]
        text = line.text
        if not text or len(text) > MAX_BREADCRUMB_CHARS:
            continue
        # What every label has: most lines have neither.
        has_label = (
            "位置" in text or "您" in text or "你" in text or "当前" in text or "现在" in text
        )
        match = BREADCRUMB.search(text) if has_label else None
        if match and match.start() <= 12:
            crumbs = _crumbs(line, match.end())
            if not crumbs:
                crumbs = _crumbs_of_next_lines(outline, number + 1)
            if crumbs:
                return Breadcrumb(number, _distinct(crumbs))
        elif unlabelled is None and (crumbs := _unlabelled(outline, number)):
            unlabelled = Breadcrumb(number, _distinct(crumbs))
    return unlabelled


def column_path(breadcrumb: Breadcrumb | None, *, title: str | None) -> list[Crumb]:
    """The columns in *breadcrumb*: without the home page, 正文, the title and repeated names."""
    columns: list[Crumb] = []
    for position, crumb in enumerate(breadcrumb.crumbs if breadcrumb else []):
        # The first step is the home page, whatever its name: 清源县第一中学.
        is_home = position == 0 and crumb.href is not None and _HOME_HREF.fullmatch(crumb.href)
        if is_home or _is_no_column(crumb.name):
            continue
        if title and crumb.href is None and _same_title(crumb.name, title):
            continue
        if columns and columns[-1].name == crumb.name:
            continue
        columns.append(crumb)
    return columns


def _same_title(crumb: str, title: str) -> bool:
    stem = crumb.rstrip(".…").strip()
    return len(stem) >= 4 and title.replace(" ", "").startswith(stem.replace(" ", ""))


def _unlabelled(outline: Outline, number: int) -> list[Crumb]:
    """The steps of a path that no label introduces."""
    line = outline.lines[number]
    if not line.links:
        is_path = line.text[0] in _PATH_INITIALS and _STARTS_PATH.match(line.text)
        return _crumbs(line, 0) if is_path else []
    if line.link_chars >= len(line.text) and len(line.links) == 1:
        # An entry of a menu, or the first of a list of steps.
        return _crumbs_of_list(outline, number) if line.text[-1] in _HOME_ENDS else []
    if _is_path(outline, line) and len(crumbs := _crumbs(line, 0)) > 1:
        return crumbs
    if _ARROW.match(line.text[-1:]):
        return _crumbs_of_arrows(outline, number)
    return _crumbs_of_list(outline, number)


def _is_path(outline: Outline, line: Line) -> bool:
    """Whether a line without a label is a path: from the home page, between arrows."""
    first = line.links[0]
    if first.start > 2 or len(first.text) == len(line.text):
        return False
    after = line.links[1].start if len(line.links) > 1 else len(line.text)
    has_arrow = _ARROW.search(line.text, first.end, after) is not None
    # A colon of its own, and pictures between the links, are arrows too.
    has_arrow |= line.text[first.end : after].strip() in {":", "："}
    has_arrow |= 0 < len(line.links) - 1 <= len(line.media)
    if HOME_CRUMB.match(first.text.strip("[]【】 ")) is None:
        # A portal's name stands for its home page, 正文 for the end of a path.
        last = _ARROW.split(line.text)[-1].strip()
        is_whole = _HOME_HREF.fullmatch(first.href) or TAIL_CRUMB.match(last)
        has_sign = has_arrow or _is_named_path(outline, line)
        return has_sign and is_whole is not None and len(line.text) <= MAX_UNNAMED_CHARS
    # Between dots or blanks only a name tells a path from a menu.
    return has_arrow or (2 <= len(line.links) <= 6 and _is_named_path(outline, line))


def _is_named_path(outline: Outline, line: Line) -> bool:
    return any(
        _PATH_NAME.search(outline.elements[element].names)
        for element in outline.ancestors(line.element, limit=3)
    )


def _crumbs(line: Line, start: int) -> list[Crumb]:
    """The steps of *line* from offset *start*: links, and text between separators."""
    crumbs: list[Crumb] = []
    position = start
    for link in line.links:
        if link.start < start or not link.text:
            continue
        crumbs += _text_crumbs(line.text[position : link.start])
        crumbs.append(Crumb(link.text.strip(" >»›[]【】"), link.href))
        position = link.end
    crumbs += _text_crumbs(line.text[position:])
    return crumbs


def _distinct(crumbs: list[Crumb]) -> list[Crumb]:
    """*crumbs* once each and without sample names; none where no column is left but those."""
    printed = [crumb for crumb in crumbs if crumb.name]
    named = [crumb for crumb in printed if not is_placeholder(crumb.name)]
    if len(named) < len(printed) and all(_is_no_column(crumb.name) for crumb in named):
        return []
    pairs = zip([None, *named], named, strict=False)
    return [crumb for before, crumb in pairs if before is None or before.name != crumb.name]


def _is_no_column(name: str) -> bool:
    return len(name) <= MAX_CRUMB_CHARS and _is_end_of_path(name)


# All pages of a column have the same.
@lru_cache(maxsize=4096)
def _is_end_of_path(name: str) -> bool:
    return bool(HOME_CRUMB.match(name) or TAIL_CRUMB.match(name))


def _crumbs_of_next_lines(outline: Outline, number: int) -> list[Crumb]:
    """The steps where each stands in a block of its own: the short lines that follow."""
    crumbs: list[Crumb] = []
    for line in outline.lines[number : number + MAX_STEPS]:
        if len(line.text) > MAX_CRUMB_CHARS or (not line.links and crumbs and len(line.text) > 3):
            break
        crumbs += _crumbs(line, 0)
    return crumbs


def _crumbs_of_list(outline: Outline, number: int) -> list[Crumb]:
    """The steps where each is an item of a list that is named as a path (Bootstrap)."""
    line = outline.lines[number]
    if HOME_CRUMB.match(line.text) is None:
        return []
    for element in reversed(outline.ancestors(line.element, limit=3)):
        path = outline.elements[element]
        if _PATH_NAME.search(path.names) and path.end_line - number <= MAX_STEPS:
            lines = outline.lines[number : path.end_line]
            return [crumb for line in lines for crumb in _crumbs(line, 0)]
    return []


def _crumbs_of_arrows(outline: Outline, number: int) -> list[Crumb]:
    """The steps where each is a line of its own that ends in an arrow, but for the last."""
    crumbs: list[Crumb] = []
    steps = 0
    for line in outline.lines[number : number + MAX_STEPS]:
        if len(line.text) > MAX_CRUMB_CHARS or len(line.links) > 1:
            return []
        crumbs += _crumbs(line, 0)
        if _ARROW.fullmatch(line.text[-1:]) is None:
            break
        steps += 1
    is_home = bool(crumbs) and crumbs[0].href is not None and _HOME_HREF.fullmatch(crumbs[0].href)
    return crumbs if is_home and steps else []


# Mostly what stands between two links.
@lru_cache(maxsize=256)
def _text_crumbs(text: str) -> tuple[Crumb, ...]:
    names = (part.strip(" :：>»›-") for part in CRUMB_SEPARATOR.split(text))
    return tuple(Crumb(name, None) for name in names if _is_name(name))


def _is_name(text: str) -> bool:
    """Not a separator that no pattern knows ("/" or "·" between two links)."""
    return len(text) <= MAX_CRUMB_CHARS * 2 and any(char.isalnum() for char in text)

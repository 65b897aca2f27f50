"""The links of a page that may be titles of rows.

>>> from portalcrawl.page.outline import Outline
>>> html = (
...     "<p><a href=/>首页</a><p><a href=1>县里召开植树动员会</a><p><a href=2>公示</a> 2024-03-05"
... )
>>> [title.links[0].text for title in find_titles(Outline.of_html(html))]
['县里召开植树动员会', '公示']
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from portalcrawl.extract.attachments import is_attachment
from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.row_date import is_date_piece
from portalcrawl.extract.lists.words import WORDS
from portalcrawl.extract.phrases import HOME_CRUMB, is_footer
from portalcrawl.page.outline import Anchor, Line, Outline
from portalcrawl.urls.routes import route_of

# Shorter link texts are titles only beside a date, or among rows that are known.
MIN_TITLE_CHARS = 8
MIN_SHORT_CHARS = 2
MAX_TITLE_CHARS = 300
MAX_LINE_LINKS = 200
MIN_LINK_SHARE = 0.5
# Before a title in its line stand a date, a column's name, a number.
MAX_CHARS_BEFORE = 40
# A link that many rows have is the name of a column.
MANY_ROWS = 3
# Markup in a script that a parser took for the page's: '" + title[i] + "', "{{title}}".
_CODE = re.compile(r"""["']\s?\+\s|\s\+\s?["']|\{\{|\$\{""")
_NO_TITLES = frozenset(WORDS["no_titles"]["words"])
_MARKS = " \t　<>＜＞«»[]【】()（）.…+→"
_BULLETS = " ·•●◆■▪>»　"
_BRACKETS = {"[": "]", "［": "］", "【": "】", "(": ")", "（": "）"}
# A row has no more links that could be titles: a block below a heading has.
MAX_IN_ROW = 3
# What holds a row as a whole.
_ROWS = frozenset({"article", "li", "tr"})
# What the class of a title's element is made of.
_TITLE_NAMES = (" tit", "title ", " bt ", "subject", "name ")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line and its links that are titles, from left to right."""

    line: int
    links: list[Anchor]


def find_titles(
    outline: Outline, zone: Zone | None = None, *, within: range | None = None
) -> list[TitleLine]:
    """The lines with titles; of several links to one address in a row the best.

    None of the lines of *zone*, the pager. Of the lines *within* also short links count.
    """
    found: list[TitleLine] = []
    last_href = ""
    skip = range(zone.first, zone.end) if zone is not None else range(0)
    lines = outline.lines
    for number in within if within is not None else range(len(lines)):
        line = lines[number]
        if not line.links or number in skip:
            continue
        links = _titles_of(line, MIN_SHORT_CHARS if within is not None else MIN_TITLE_CHARS)
        if len(links) > 1:
            links = _one_a_row(outline, links)
        if not links:
            continue
        if len(links) == 1 and links[0].href == last_href and is_address(last_href):
            # A card: picture, title and abstract lead to one page.
            if _rank(outline, number, links[0]) > _rank(
                outline, found[-1].line, found[-1].links[0]
            ):
                found[-1] = TitleLine(number, links)
            continue
        found.append(TitleLine(number, links))
        last_href = links[-1].href
    return _without_bylines(outline, found)


def _without_bylines(outline: Outline, titles: list[TitleLine]) -> list[TitleLine]:
    """*titles* without the links beside a heading in one row: to an author, to a column."""
    headed = set()
    for title in titles:
        line = outline.lines[title.line]
        if line.heading and line.element >= 0:
            parent = outline.elements[line.element].parent
            if parent >= 0 and outline.elements[parent].tag in _ROWS:
                headed.add(parent)
    if not headed:
        return titles
    rows = [
        headed.intersection(outline.ancestors(outline.lines[title.line].element, limit=4))
        for title in titles
    ]
    counts = Counter(row for found in rows for row in found)
    return [
        title
        for title, found in zip(titles, rows, strict=True)
        if outline.lines[title.line].heading or all(counts[row] > MAX_IN_ROW for row in found)
    ]


def is_no_title(text: str) -> bool:
    """Whether a link says ``详情`` or ``更多``."""
    return len(text) <= 12 and "".join(text.split()).strip(_MARKS).lower() in _NO_TITLES


def is_address(href: str) -> bool:
    """Whether *href* names something: not ``javascript:;``, not empty."""
    if not href or (href[0] == "#" and not route_of(href)):
        return False
    return not href[:20].lower().lstrip().startswith("javascript")


def _titles_of(line: Line, least: int) -> list[Anchor]:
    """The links of a line that may be titles: long ones, or any beside a date."""
    # Most short links are menus, and stand alone.
    is_alone = line.link_chars >= len(line.text) - 3
    if not is_alone and _has_date_beside(line):
        least = 1
    links = [link for link in line.links[:MAX_LINE_LINKS] if _is_title(link, least)]
    if line.link_chars < MIN_LINK_SHARE * len(line.text):
        links = [link for link in links if link.start <= MAX_CHARS_BEFORE]
    return links if links and not is_footer(line.text) else []


def _is_title(link: Anchor, least: int) -> bool:
    # Some templates write the text by a script, and have it whole in the attribute.
    text = link.text or link.title
    if not least <= len(text) <= MAX_TITLE_CHARS or is_no_title(text) or is_date_piece(text):
        return False
    if _CODE.search(text):
        return False
    return len(text) >= MIN_TITLE_CHARS or not HOME_CRUMB.match(text)


def _has_date_beside(line: Line) -> bool:
    beside = line.text_beside_links().strip(_BULLETS)
    return len(beside) >= 4 and any(char.isdigit() for char in beside) and is_date_piece(beside)


def _one_a_row(outline: Outline, links: list[Anchor]) -> list[Anchor]:
    """Of links in one line those that are titles: not the same address twice, no column's name.

    An attachment beside a title belongs to it.
    """
    best: dict[str, Anchor] = {}
    for number, link in enumerate(links):
        key = link.href if is_address(link.href) else str(number)
        if key not in best or len(link.text) > len(best[key].text):
            best[key] = link
    left = [link for link in best.values() if not _is_bracketed(link.text)] or links[:1]
    longest = max(len(link.text) for link in left)
    # Beside a title short links are columns; of several short ones the longest is the title.
    least = min(MIN_TITLE_CHARS, longest)
    left = [link for link in left if len(link.text) >= least]
    if len(left) > 1:
        left = [link for link in left if not is_attachment(link.href)] or left
    if len(left) > 1:
        counts = Counter((link.href, link.text) for line in outline.lines for link in line.links)
        left = [link for link in left if counts[link.href, link.text] < MANY_ROWS] or left[-1:]
    return sorted(left, key=lambda link: link.start)


def _is_bracketed(text: str) -> bool:
    return _BRACKETS.get(text[:1], "") == text[-1:] and len(text) > 1


def _rank(outline: Outline, number: int, link: Anchor) -> int:
    """How much a line with a link to a card's page looks like its title."""
    line = outline.lines[number]
    if line.heading:
        return 4
    names = outline.elements[line.element].names if line.element >= 0 else ""
    if any(name in names for name in _TITLE_NAMES):
        return 3
    return (1 if link.text else 0) + (1 if link.title else 0)

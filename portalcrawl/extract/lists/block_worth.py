"""How much speaks for a block of rows: their number, dates and titles, and where it stands.

>>> from portalcrawl.extract.lists.row_block import find_blocks
>>> list_ = "<ul><li><a href=1>县里召开植树动员会</a><li><a href=2>夏粮收购工作全面启动</a></ul>"
>>> outline = Outline.of_html(f"<div class=sidebar>{list_}</div><div>{list_}</div>")
>>> [is_aside(outline, block) for block in find_blocks(outline)]
[True, False]
"""

from __future__ import annotations

import re

from portalcrawl.extract.lists.block import Block, Unit
from portalcrawl.extract.lists.row_date import is_date_piece
from portalcrawl.extract.lists.row_titles import is_address
from portalcrawl.extract.lists.words import pattern
from portalcrawl.extract.phrases import BREADCRUMB
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

_ASIDE = pattern("aside_names")
_ASIDE_HEAD = pattern("aside_heads")
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "marquee"})
_DATE = re.compile(r"\d{1,4}\s?[-/.年月]\s?\d{1,2}")
MAX_NAMES_LEVELS = 12
MAX_HEAD_CHARS = 16
MAX_HEAD_LINES = 3
MIN_TITLE_CHARS = 8
# A title of two lines says no more for a list than one of one.
MAX_TITLE_CHARS = 30
CHARS_A_POINT = 15
SHORT_WORTH = 0.3
DATED_WORTH = 3.0
ASIDE_COST = 0.15
MAX_MENU_LINKS = 40
# How far into a row its date is looked for.
MAX_DATED_LINES = 8
_HOMES = frozenset({"", "index.html", "index.htm", "index.jsp", "index.php", "main.htm"})


def worth_of(page: Page, block: Block, start: int) -> float:
    """How much speaks for *block*; blocks that end above line *start* are menus."""
    outline = page.outline
    worth = 0.0
    homes = 0
    for unit in block.units:
        chars = len(unit.title.text or unit.title.title)
        is_long = chars >= MIN_TITLE_CHARS
        worth += min(chars, MAX_TITLE_CHARS) / CHARS_A_POINT if is_long else SHORT_WORTH
        if is_dated(outline, unit):
            worth += DATED_WORTH
        homes += _leads_home(unit.title.href)
    if homes > len(block.units) / 2:
        worth *= ASIDE_COST
    if block.end <= start:
        worth *= ASIDE_COST
    if is_aside(outline, block) or _is_menu(page, block):
        worth *= ASIDE_COST
    return worth


def _is_menu(page: Page, block: Block) -> bool:
    """Whether the block has a link to the page itself, as the menu of a column has."""
    if any(is_dated(page.outline, unit) for unit in block.units):
        return False
    hrefs = (unit.title.href for unit in block.units[:MAX_MENU_LINKS])
    return any(page.absolute(href) == page.url for href in hrefs if is_address(href))


def is_dated(outline: Outline, unit: Unit) -> bool:
    """Whether a date, or a part of one, stands beside the row's title."""
    if unit.span is not None:
        start, end = unit.span
        return _DATE.search(outline.lines[unit.line].text, start, end) is not None
    numbers = range(unit.first, min(unit.end, unit.first + MAX_DATED_LINES))
    return any(_has_date(outline, number) for number in numbers)


def _has_date(outline: Outline, number: int) -> bool:
    line = outline.lines[number]
    text = line.text
    if len(text) < 4:
        return False
    if line.link_chars >= len(text) - 2:
        return is_date_piece(text)
    beside = line.text_beside_links()
    return any(char.isdigit() for char in beside) and _DATE.search(beside) is not None


def _leads_home(href: str) -> bool:
    """Whether *href* is the home page of another site: lists of friends have them."""
    if "//" not in href[:10]:
        return False
    _, _, rest = href.partition("//")
    _, slash, path = rest.partition("/")
    return not slash or path in _HOMES


def is_aside(outline: Outline, block: Block) -> bool:
    """Whether the block stands in a menu, a foot, or below a heading like 热门文章."""
    if is_aside_element(outline, block.element):
        return True
    return any(_ASIDE_HEAD.match(text) for text in _heads(outline, block))


def is_aside_element(outline: Outline, element: int) -> bool:
    """Whether *element* or one around it is named as what stands beside the main part."""
    for around in outline.ancestors(element, limit=MAX_NAMES_LEVELS):
        found = outline.elements[around]
        if found.tag in _ASIDE_TAGS or _ASIDE.search(found.names.rstrip()):
            return True
    return False


def _heads(outline: Outline, block: Block) -> list[str]:
    """The short lines right above the block."""
    above = range(max(0, block.first - MAX_HEAD_LINES), block.first)
    texts = [outline.lines[number].text for number in above]
    return [text for text in texts if text and len(text) <= MAX_HEAD_CHARS]


def end_of_breadcrumb(outline: Outline) -> int:
    """The line after the breadcrumb: what stands above it are menus. 0: it has none."""
    for number, line in enumerate(outline.lines):
        if "位置" in line.text and len(line.text) <= 200 and BREADCRUMB.search(line.text):
            return number + 1
    return 0

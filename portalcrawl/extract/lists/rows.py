"""The rows of a list page: the block of same-shape rows that the page is about.

>>> from portalcrawl.page.document import Page
>>> html = "<li><a href=1.html>县里召开春季植树动员会</a> 2024-03-05"
>>> html += "<li><a href=2.html>公示</a> 2024-03-04"
>>> for row in find_rows(Page.of_bytes(html.encode(), url="http://a.cn/zw/")):
...     print(row.url, row.title, row.date)
http://a.cn/zw/1.html 县里召开春季植树动员会 2024-03-05
http://a.cn/zw/2.html 公示 2024-03-04
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalcrawl.extract.lists.block import Block, Unit
from portalcrawl.extract.lists.hidden_rows import with_hidden_rows
from portalcrawl.extract.lists.listing import Row
from portalcrawl.extract.lists.main_block import main_blocks
from portalcrawl.extract.lists.name_list import lines_of_names
from portalcrawl.extract.lists.pager_zone import find_zone
from portalcrawl.extract.lists.row_block import find_blocks
from portalcrawl.extract.lists.row_date import is_date_piece, read_row_date
from portalcrawl.extract.lists.row_title import whole_title
from portalcrawl.extract.lists.row_titles import is_address
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

MAX_ROWS = 5000
MAX_UNIT_LINES = 12
_DATE = (
    r"[\s\[【(（|]*(?:\d{1,2}\s*20\d\d[-/.年]\d{1,2}月?|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\d{1,2}[-/.月]\d{1,2}日?)[\s\]】)）|]*"
)
_LEADING = re.compile(_DATE)
_TRAILING = re.compile(rf"(?<![\d第]){_DATE}$")
MAX_DATE_CHARS = 30


def find_rows(page: Page) -> list[Row]:
    """The rows of the list in the order of the page; none where it has no list, or an empty one.

    Of a hub, whose blocks each lead to a list of their own, the rows of all blocks.
    """
    page = with_hidden_rows(page)
    outline = page.outline
    zone = find_zone(outline)
    blocks = find_blocks(outline, zone)
    if zone is not None and zone.is_sure and (lines := lines_of_names(page, zone, blocks)):
        blocks = find_blocks(outline, zone, within=lines)
    blocks = main_blocks(page, blocks, zone)
    found: dict[tuple[str, str], Row] = {}
    for block in blocks:
        for row in _rows(page, outline, block):
            key = (row.href, "" if row.url is not None else f"{row.title}{row.date}")
            found.setdefault(key, row)
    return list(found.values())[:MAX_ROWS]


def _rows(page: Page, outline: Outline, block: Block) -> Iterator[Row]:
    units = block.units
    cut = _date_in_links(units)
    for unit in units:
        text = unit.title.text
        inside = ""
        if cut is not None and (match := _date_in(text, cut)):
            inside = match[0]
            text = f"{text[: match.start()]}{text[match.end() :]}"
        title = whole_title(text, unit.title.title)
        if not title:
            continue
        href = unit.title.href
        texts = [*_texts_beside(outline, unit), inside]
        url = page.absolute(href) if is_address(href.strip()) else None
        yield Row(href, url, title, read_row_date(texts, href=href))


def _texts_beside(outline: Outline, unit: Unit) -> list[str]:
    """The texts of a row that are not its title, those of its own line first."""
    line = outline.lines[unit.line]
    if unit.span is not None:
        start, end = unit.span
        return [line.text[start : unit.title.start], line.text[unit.title.end : end]]
    found = []
    if len(line.text) > len(unit.title.text):
        found = [line.text[: unit.title.start], line.text[unit.title.end :]]
    for number in range(unit.first, min(unit.end, unit.first + MAX_UNIT_LINES)):
        if number == unit.line:
            continue
        other = outline.lines[number]
        if is_date_piece(other.text) or not other.links:
            found.append(other.text)
        elif other.link_chars < len(other.text):
            found.append(other.text_beside_links())
    return found


def _date_in_links(units: list[Unit]) -> re.Pattern[str] | None:
    """Where the links' texts hold the dates, the pattern that finds them."""
    for pattern in (_LEADING, _TRAILING):
        count = sum(1 for unit in units if _date_in(unit.title.text, pattern))
        if count and count >= 0.8 * len(units):
            return pattern
    return None


def _date_in(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    if pattern is _LEADING:
        return pattern.match(text[:200])
    start = max(0, len(text) - MAX_DATE_CHARS)
    return pattern.search(text, start)

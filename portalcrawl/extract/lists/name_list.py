"""Lists of names: rows whose titles are all short, without dates, above a pager.

>>> from portalcrawl.extract.lists.pager_zone import find_zone
>>> html = "<ul><li><a href=1>林若溪</a><li><a href=2>周明</a></ul><p>共21条 1/5"
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/szdw/list.htm")
>>> lines_of_names(page, find_zone(page.outline), [])
range(0, 2)
"""

from __future__ import annotations

from portalcrawl.extract.lists.block import Block
from portalcrawl.extract.lists.block_worth import is_aside_element
from portalcrawl.extract.lists.pager_zone import Zone
from portalcrawl.extract.lists.row_titles import is_address
from portalcrawl.page.document import Page

# The most names that a page of such a list has.
MAX_NAMES = 300


def lines_of_names(page: Page, zone: Zone, blocks: list[Block]) -> range | None:
    """The lines above the pager in the smallest element that has it and links.

    None where they are no list of names: *blocks* has a list there, or they are a menu, which
    leads to the pages that the pager leads to as well.
    """
    outline = page.outline
    element = zone.element
    while element >= 0:
        around = outline.elements[element]
        if any(around.first_line <= b.first and b.end <= around.end_line for b in blocks):
            return None
        above = range(around.first_line, zone.first)
        hrefs = [link.href for number in above for link in outline.lines[number].links]
        if hrefs:
            is_list = len(hrefs) <= MAX_NAMES and not is_aside_element(outline, element)
            return above if is_list and not _is_menu(page, zone, hrefs) else None
        element = around.parent
    return None


def _is_menu(page: Page, zone: Zone, hrefs: list[str]) -> bool:
    lines = page.outline.lines[zone.first : zone.end]
    own = {page.url, *(page.absolute(link.href) for line in lines for link in line.links)}
    return any(page.absolute(href) in own for href in hrefs if is_address(href))

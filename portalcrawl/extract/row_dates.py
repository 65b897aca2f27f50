"""The dates that a list prints beside its rows: what is known of an article before it is read.

>>> html = "<li><a href=1.html>县里召开春季植树动员会</a> 2024-03-05<li><a href=/dj/>党建</a>"
>>> row_dates(Page.of_bytes(html.encode(), url="http://a.cn/zw/"))
{'http://a.cn/zw/1.html': '2024-03-05'}
"""

from __future__ import annotations

from portalcrawl.extract.dates import find_date
from portalcrawl.extract.kind import MIN_ROW_CHARS, is_dated_row
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Anchor, Line

# How far a date in a cell of its own is from its title.
NEAR_LINES = (0, -1, -2, 1, 2)


def row_dates(page: Page) -> dict[str, str]:
    """Absolute address → the date as ISO 8601, of each row that has both."""
    found: dict[str, str] = {}
    lines = page.outline.lines
    for number, line in enumerate(lines):
        if not is_dated_row(page.outline, number):
            continue
        if (date := find_date(line.text_beside_links())) is None:
            continue
        near = (lines[number + step] for step in NEAR_LINES if 0 <= number + step < len(lines))
        title = next((link for other in near if (link := _title(other)) is not None), None)
        if title is not None and (url := page.absolute(title.href)) is not None:
            found.setdefault(url, date.iso)
    return found


def _title(line: Line) -> Anchor | None:
    """The link that is the row's title: the longest, menus and pagers are shorter."""
    longest = max(line.links, key=lambda link: len(link.text), default=None)
    return longest if longest is not None and len(longest.text) >= MIN_ROW_CHARS else None

"""Rows in a piece of HTML that holds nothing else: a record of a list, the answer to its script.

>>> html = '''
... <li><a href="/art/5.html" title="县里召开春季植树动员会">县里召开...</a> <b>2024-03-05</b>
... <li><a href="/art/6.html"><h4>公示</h4><p>关于道路维修的公示</p><i>2024/3/4</i></a>'''
>>> for row in fragment_rows(html, base="http://a.cn/col/1/"):
...     print(row.url, row.title, row.date)
http://a.cn/art/5.html 县里召开春季植树动员会 2024-03-05
http://a.cn/art/6.html 公示 2024-03-04
"""

from __future__ import annotations

import re

from portalcrawl.extract.dates import find_date
from portalcrawl.extract.lists.listing import Row
from portalcrawl.extract.lists.pager_words import label_of
from portalcrawl.page.outline import Line, Outline
from portalcrawl.urls.absolute import absolute_url

MAX_FRAGMENT_CHARS = 2_000_000
MAX_TITLE_CHARS = 500
_NOWHERE = re.compile(r"\s*(?:$|#|javascript:)", re.IGNORECASE)
_DATE_AT_END = re.compile(
    r"[\s\[(（【|]*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\])）】|]*$"
)
_CUT = re.compile(r"\s*(?:\.{2,}|…+)$")
# Text that a script would print hides in its comments.
_COMMENT_MARKS = re.compile(
    r"<!--|-->|<!\[CDATA\[|\]\]>|</?script[^<>]{0,200}>|/\*|\*/|^[ \t]{0,99}//", re.MULTILINE
)


def fragment_rows(html: str, *, base: str) -> list[Row]:
    """The rows of *html* in their order, addresses resolved against *base*.

    Links to nowhere (``javascript:``) are rows too, without an address; the buttons of a pager are
    none.
    """
    rows = _rows(html[:MAX_FRAGMENT_CHARS], base)
    if not rows and "<a" in html:
        rows = _rows(_COMMENT_MARKS.sub(" ", html[:MAX_FRAGMENT_CHARS]), base)
    return rows


def _rows(html: str, base: str) -> list[Row]:
    if "<td" in html and "<table" not in html:
        # Cells are nothing outside a table.
        html = f"<table>{html}</table>"
    rows: list[_Row] = []
    # A date in a line of its own stands below its row, or above it in all rows.
    above: list[str] | None = None
    for line in Outline.of_html(html).lines:
        link = max(line.links, key=lambda link: len(link.text), default=None)
        date = find_date(line.text_beside_links())
        if link is None:
            if date is not None and not rows:
                above = [date.iso]
            elif date is not None:
                (rows[-1].dates if above is None else above).append(date.iso)
            continue
        if label_of(link.text) is not None:
            continue
        if not (rows and rows[-1].href == link.href):
            rows.append(_Row(link.href, dates=above or []))
            above = None if above is None else []
        rows[-1].add(line, text=link.text, tooltip=link.title)
    return [row.finished(base) for row in rows if row.title]


class _Row:
    """A row that is being read: a link around blocks makes several lines of it."""

    def __init__(self, href: str, *, dates: list[str]) -> None:
        self.href = href
        self.title = ""
        self.dates = dates

    def add(self, line: Line, *, text: str, tooltip: str) -> None:
        """Read one more line of it."""
        date = find_date(line.text_beside_links())
        at_end = _DATE_AT_END.search(text[-40:])
        if date is None:
            date = find_date(at_end[0] if at_end else "")
        if date is not None:
            self.dates.append(date.iso)
        if at_end:
            text = text[: -len(at_end[0])]
        self.title = self.title or whole_title(text, tooltip)

    def finished(self, base: str) -> Row:
        """The row."""
        url = None if _NOWHERE.match(self.href) else absolute_url(self.href, base=base)
        return Row(self.href, url, self.title, self.dates[0] if self.dates else None)


def whole_title(text: str, tooltip: str) -> str:
    """*text*, or the *tooltip* where the text is cut and the tooltip goes on.

    >>> whole_title("关于做好春...", "关于做好春季植树的通知"), whole_title("公示", "点击查看")
    ('关于做好春季植树的通知', '公示')
    """
    text = " ".join(text[:MAX_TITLE_CHARS].split())
    said = " ".join(tooltip[:MAX_TITLE_CHARS].split())
    stem = _CUT.sub("", text)
    return said if said.startswith(stem) and (len(stem) < len(text) or not text) else text

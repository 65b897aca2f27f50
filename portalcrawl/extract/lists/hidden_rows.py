"""Rows that a script shows: in the page they are hidden by an inline style.

VSB writes the numbered pages of a list once and for all, with more rows than fit a page; the script
below them shows those whose turn it is. All of them are rows of the column.

>>> html = "<ul><li id=line_u5_0 style='display:none'><a href=1.htm>关于团务工作的通知</a></ul>"
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/tzgg/1.htm")
>>> len(page.outline.lines), len(with_hidden_rows(page).outline.lines)
(0, 1)
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from portalcrawl.extract.dates import find_date
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline
from portalcrawl.page.walk import is_hidden

_MAY_BE_ROW = 'li[style*="display" i], tr[style*="display" i], dl[style*="display" i]'
_VSB_ROW = "line_u"
MIN_TITLE_CHARS = 8
MAX_ROW_CHARS = 500


def with_hidden_rows(page: Page) -> Page:
    """*page* with its hidden rows as lines; *page* itself where it has none."""
    if not page.outline.hidden:
        return page
    rows = [node.mem_id for node in page.tree.css(_MAY_BE_ROW) if _is_hidden_row(node)]
    root = page.tree.root
    if not rows or root is None:
        return page
    return page.with_outline(Outline.of_nodes([root], shown=rows))


def _is_hidden_row(node: LexborNode) -> bool:
    """Whether a script could show it as a row: VSB's name for one, or a title with a date."""
    if not is_hidden(node):
        return False
    link = node.css_first("a[href]")
    if link is None:
        return False
    if (node.attributes.get("id") or "").startswith(_VSB_ROW):
        return True
    title = " ".join((link.text() or "").split())
    text = (node.text() or "")[:MAX_ROW_CHARS]
    return len(title) >= MIN_TITLE_CHARS and find_date(text.replace(title, "")) is not None

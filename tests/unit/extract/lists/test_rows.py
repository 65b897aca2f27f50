"""The rows of lists: titles and dates, whatever the markup."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.rows import find_rows
from portalcrawl.page.document import Page

ONE = "http://a.cn/zw/1.html"
LINK = "<a href=1.html>县里召开春季植树动员会</a>"


@pytest.mark.parametrize(
    ("html", "dates"),
    [
        (f"<li>{LINK}<span>2024-03-05</span>", {ONE: "2024-03-05"}),
        (f"<li><span>[2024-03-05]</span>{LINK}", {ONE: "2024-03-05"}),
        (f"<tr><td>{LINK}<td>2024年3月5日</tr>", {ONE: "2024-03-05"}),
        (f"<dl><dt>2024/03/05</dt><dd>{LINK}</dd></dl>", {ONE: "2024-03-05"}),
        # No year, a short title, another date in the title.
        (f"<li>{LINK} 03-05", {ONE: None}),
        ("<li><a href=/dj/>党建</a> 2024-03-05", {"http://a.cn/dj/": "2024-03-05"}),
        ("<li><a href=1.html>2023-01-01县里召开植树动员会</a> 2024-03-05", {ONE: "2024-03-05"}),
    ],
)
def test_row_dates(html, dates):
    html = f"<table>{html}</table>" if html.startswith("<tr") else html
    rows = find_rows(Page.of_bytes(html.encode(), url="http://a.cn/zw/"))
    assert {row.url: row.date for row in rows} == dates

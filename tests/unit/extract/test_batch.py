"""The lines that are printed for a list of saved pages."""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.extract.batch import read_rows
from portalcrawl.extract.manifest import ManifestRow

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROWS = "".join(
    f"<li><a href=../a/{n}.html>第{n}次会议今天在县城召开</a> 2024-03-0{n}" for n in range(1, 8)
)
DEAD = "<li><a href='javascript:;'>这一行的链接已经不在了</a> 2024-03-08"


def line_of(html: str) -> dict[str, object]:
    row = ManifestRow(id="1", path="1.html", url="http://a.cn/zw/index.html", site="a.cn")
    return next(read_rows([row], load=lambda _: html.encode(), now=NOW))


def test_a_list_page_says_its_rows_and_what_comes_next():
    line = line_of(f"<ul>{ROWS}{DEAD}</ul><p>1/9 <a href=./index_2.html>下一页</a>")
    assert line["kind"] == "list"
    assert line["items"][0] == {
        "href": "../a/1.html",
        "title": "第1次会议今天在县城召开",
        "date": "2024-03-01",
    }
    assert len(line["items"]) == 7
    assert (line["next_href"], line["current_page"], line["total_pages"]) == (
        "./index_2.html",
        1,
        9,
    )


def test_an_address_that_a_call_names_is_relative_to_the_page():
    call = "<a href='#' onclick=\"location.href=encodeURI('index_2.html')\">下一页</a>"
    line = line_of(f"<ul>{ROWS}</ul><p>1/9页 {call}")
    assert line["next_href"] == "index_2.html"


def test_the_last_page_has_no_next():
    line = line_of(f"<ul>{ROWS}</ul><p>9/9页 <a href=index.html>下一页</a>")
    assert (line["next_href"], line["total_pages"]) == (None, 9)

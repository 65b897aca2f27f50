"""The rows of lists, whatever the markup."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.rows import find_rows
from portalcrawl.page.document import Page

ONE = "http://a.cn/zw/1.html"
LINK = "<a href=1.html>县里召开春季植树动员会</a>"
TITLES = ["县里召开春季植树动员会", "县里部署防汛抗旱工作", "夏粮收购工作全面启动"]


def rows_of(html: str):
    return find_rows(Page.of_bytes(html.encode(), url="http://a.cn/zw/"))


def items(*dates: str, tag: str = "li") -> str:
    dates = dates or ("2024-03-05", "2024-03-04", "2024-03-01")
    rows = zip(TITLES, dates, strict=False)
    return "".join(
        f"<{tag}><a href={n}.html>{title}</a> {date}</{tag}>"
        for n, (title, date) in enumerate(rows, 1)
    )


@pytest.mark.parametrize(
    ("html", "dates"),
    [
        (f"<li>{LINK}<span>2024-03-05</span>", {ONE: "2024-03-05"}),
        (f"<li><span>[2024-03-05]</span>{LINK}", {ONE: "2024-03-05"}),
        (f"<table><tr><td>{LINK}<td>2024年3月5日</tr></table>", {ONE: "2024-03-05"}),
        (f"<dl><dt>2024/03/05</dt><dd>{LINK}</dd></dl>", {ONE: "2024-03-05"}),
        # No year, a short title, another date in the title.
        (f"<li>{LINK} 03-05", {ONE: None}),
        ("<li><a href=/dj/>党建</a> 2024-03-05", {"http://a.cn/dj/": "2024-03-05"}),
        ("<li><a href=1.html>2023-01-01县里召开植树动员会</a> 2024-03-05", {ONE: "2024-03-05"}),
    ],
)
def test_dates(html, dates):
    assert {row.url: row.date for row in rows_of(html)} == dates


def block(row: str, *, before: str = "<ul>", after: str = "</ul>", between: str = "") -> str:
    """Rows of the form *row*, in which N and T stand for a number and a title."""
    rows = (row.replace("N", str(n)).replace("T", title) for n, title in enumerate(TITLES, 1))
    return f"{before}{between.join(rows)}{after}"


@pytest.mark.parametrize(
    "html",
    [
        block("<li><a href=N.html>T</a>"),
        block("<p><a href=N.html>T</a> 2024-03-05</p>", before="<div>", after="</div>"),
        block(
            "<tr><td>N<td><a href=N.html>T</a><td>2024-03-05", before="<table>", after="</table>"
        ),
        block("·<a href=N.html>T</a>", before="<div>", after="</div>", between="<br>"),
        block("<table><tr><td><a href=N.html>T</a><td>2024-03-05</table>", before="", after=""),
        block("<dt><a href=N.html>T</a><dd>2024-03-05", before="<dl>", after="</dl>"),
        block("<a href=N.html><b>2024-03-05</b>T</a>", before="<div>", after="</div>"),
        block("<li><a href=N.html><img src=x></a><a href=N.html>T</a>"),
        block("<li><a href=N.html title=T><script>w('x')</script></a> 2024-03-05"),
        block("<li style='display:none'><a href=N.html>T</a> 2024-03-05"),
        block("<li><a href=/a/>[公告]</a><a href=N.html>T</a>"),
        block("<li><a href=N.html><h4>T</h4><p>各乡镇要加强领导，落实责任，确保实效。</p></a>"),
        block("<div class=i><div><a href=N.html>T</a></div><div>2024</div></div>", before="<div>"),
    ],
)
def test_shapes(html):
    rows = rows_of(html)
    assert [row.title for row in rows] == TITLES
    assert [row.href for row in rows] == ["1.html", "2.html", "3.html"]


@pytest.mark.parametrize(
    "aside",
    [
        "<div class=sidebar><ul>{}</ul></div>",
        "<div><h3>热门文章</h3><ul>{}</ul></div>",
        "<div><h3>推荐阅读</h3><ul>{}</ul></div>",
        "<aside><ul>{}</ul></aside>",
        "<div class=footer><ul>{}</ul></div>",
        "<div id=nav><ul>{}</ul></div>",
    ],
)
def test_side_lists_are_left_out(aside):
    hot = "".join(
        f"<li><a href=h{n}.html>上个月最受关注的文章之{n}</a> 2024-02-0{n}" for n in range(1, 9)
    )
    expected = ["1.html", "2.html", "3.html"]
    for html in (f"{aside}<div><ul>{{items}}</ul></div>", f"<div><ul>{{items}}</ul></div>{aside}"):
        page = html.replace("{}", hot).replace("{items}", items())
        assert [row.href for row in rows_of(page)] == expected


def test_pager_marks_the_list():
    other = "".join(
        f"<li><a href=o{n}.html>另一个栏目的很长的标题之{n}</a> 2024-02-01" for n in range(9)
    )
    html = f"<div><ul>{other}</ul></div><div><ul>{items()}</ul><p>共3条 1/1</div>"
    assert len(rows_of(html)) == 3


def test_rows_that_lead_nowhere():
    html = "<li><a href='javascript:;'>县里召开春季植树动员会</a> 2024-03-05"
    html += "<li><a href=''>夏粮收购工作全面启动</a> 2024-03-01"
    assert [(row.url, row.date) for row in rows_of(html)] == [
        (None, "2024-03-05"),
        (None, "2024-03-01"),
    ]


@pytest.mark.parametrize("note", ["暂无资料", "没有相关记录", "对不起，该栏目下暂无信息！"])
def test_empty_list(note):
    assert (
        rows_of(f"<div><ul><li>{note}</ul></div><div><h3>本站公告</h3><ul>{items()}</ul></div>")
        == []
    )


def test_a_single_row_among_the_rows_of_a_layout():
    html = (
        "<table><tr><td><a href=/>首页</a> <a href=/dj/>党建</a>"
        "<tr><td>位置：<a href=/>首页</a> &gt; <a href=./>典型</a>"
        "<tr><td><a href=1.html>县文旅局党组组织生活会召开</a> 2024-03-05<p>共1条 1/1"
        "<tr><td>备案号：<a href=http://b.cn/>陇ICP备00000099号</a></table>"
    )
    assert [row.href for row in rows_of(html)] == ["1.html"]


def test_nothing_that_looks_like_a_row():
    assert rows_of("<p>机构设置</p><p><a href=/>首页</a></p>") == []

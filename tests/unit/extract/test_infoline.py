"""The info line under an article's title."""

from __future__ import annotations

import pytest

from portalcrawl.extract.infoline import best_info_line, info_lines
from portalcrawl.page.outline import Outline


def best(html: str):
    return best_info_line(Outline.of_html(html))


@pytest.mark.parametrize(
    ("html", "values", "iso"),
    [
        (
            "<p>来源：县教育局 作者：王小明 阅读：12 时间：2024-03-05</p>",
            {"source": "县教育局", "author": "王小明", "views": "12", "published": "2024-03-05"},
            "2024-03-05",
        ),
        # A label a block, a value a block.
        (
            "<ul><li>来源：县教育局<li>发布时间：2024-03-05 10:30</ul>",
            {"source": "县教育局", "published": "2024-03-05 10:30"},
            "2024-03-05T10:30+08:00",
        ),
        # All empty but the time.
        (
            "<p>来源: 作者:: 阅读: 时间:2024-3-5</p>",
            {"published": "2024-3-5"},
            "2024-03-05",
        ),
        # A date without a label, before or beside the others.
        ("<p>2024-03-05 来源：县教育局</p>", {"source": "县教育局"}, "2024-03-05"),
        ("<p>[2024-03-05]</p>", {}, "2024-03-05"),
        ("<p>2024年3月5日 星期二</p>", {}, "2024-03-05"),
        # A two-digit year behind a label.
        ("<p>作者：王小明 日期：24-03-05</p>", None, "2024-03-05"),
        ("<p>来源：县教育局 更新时间：2024-03-06</p>", None, "2024-03-06"),
        # Printed twice, for two widths of screen.
        (
            "<p>来源：甲局 时间：2024-03-05</p><p>来源：甲局 时间：2024-03-05</p>",
            {"source": "甲局", "published": "2024-03-05"},
            "2024-03-05",
        ),
    ],
)
def test_values(html, values, iso):
    info = best(f"<h1>动员会</h1>{html}<p>今天上午召开。</p>")
    assert info is not None
    assert info.published.iso == iso
    assert values is None or info.values == values


def test_the_first_value_of_a_field_counts():
    info = best("<p>来源： 时间：2024-03-05</p><p>来源：甲局</p><p>来源：乙局</p>")
    assert info.values["source"] == "甲局"
    assert (info.first, info.last) == (0, 2)


@pytest.mark.parametrize(
    "html",
    [
        "<p>今天上午召开了动员会。</p>",
        "<p>作者：</p>",
        "<p>县里于2024年3月5日召开了全县春季植树造林工作动员大会</p>",
        f"<p>{'长' * 300}来源：甲局 时间：2024-03-05</p>",
        f"<p>{'文' * 41}来源：甲局 作者：乙 时间：2024-03-05</p>",
        "<p>上一篇：来源：甲 时间：2024-03-05</p>",
        "<p>版权所有 来源：甲 时间：2024-03-05</p>",
        "<p>" + "<a href=x>栏目</a> " * 9 + "来源：甲 时间：2024-03-05</p>",
        "<p><a href=1>2024-03-05</a></p>",
    ],
)
def test_what_is_none(html):
    assert best(html) is None


def test_the_surest_of_several():
    html = "<p>时间：2024-03-01</p><p>一</p><p>来源：甲 作者：乙 时间：2024-03-05</p><p>二</p>"
    assert best(html).published.iso == "2024-03-05"
    outline = Outline.of_html(html)
    runs = list(info_lines(outline, range(len(outline.lines))))
    assert [(run.first, run.last) for run in runs] == [(0, 0), (2, 2)]


@pytest.mark.parametrize(
    ("html", "source"),
    [
        # A label a cell, its value the next cell.
        ("<table><tr><td>来源：<td>县教育局<tr><td>时间：<td>2024-03-05</table>", "县教育局"),
        ("<dl><dt>来源：<dd>县教育局<dt>时间：<dd>2024-03-05</dl>", "县教育局"),
        ("<ul><li><div>来源：</div><div>县教育局</div><li>时间：2024-03-05</ul>", "县教育局"),
        # An empty cell: the next label is no value, nor is what is no cell.
        ("<table><tr><td>来源：<td><tr><td>时间：<td>2024-03-05</table>", None),
        ("<p>来源：</p><p>今天上午召开</p><p>时间：2024-03-05</p>", None),
        ("<div>来源：</div><div>今天上午，县里召开会议。</div><p>时间：2024-03-05</p>", None),
        # Buttons that are links.
        ("<p>时间：2024-03-05 来源：<a href=1>县教育局</a> <a href=2>举报</a></p>", "县教育局"),
        ("<p>时间：2024-03-05 来源：<a href=1>县教育局</a>-要闻</p>", "县教育局-要闻"),
    ],
)
def test_values_in_cells_and_links(html, source):
    info = best(f"<h1>动员会</h1>{html}")
    assert info is not None
    assert info.values.get("source") == source
    assert info.published is not None


def test_what_other_runs_print_completes_the_best():
    html = "<p>来源：甲局 时间：2024-03-05</p><h1>动员会</h1><p>浏览次数：12</p>"
    assert best(html).values == {"source": "甲局", "published": "2024-03-05", "views": "12"}


def test_only_the_lines_that_are_asked_about():
    outline = Outline.of_html("<p>来源：甲局 时间：2024-03-05</p><h1>会</h1><p>浏览次数：12</p>")
    assert best_info_line(outline, within=[1, 2]) is None
    assert best_info_line(outline, within=[2], least=1).values == {"views": "12"}

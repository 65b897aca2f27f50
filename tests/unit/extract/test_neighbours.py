"""Previous and next article, as the page labels them."""

from __future__ import annotations

import pytest

from portalcrawl.extract.neighbours import find_neighbours
from portalcrawl.page.outline import Outline


def neighbours(html: str):
    return [found and (found.title, found.href) for found in find_neighbours(Outline.of_html(html))]


OLD, NEW = "<a href=4.html>旧闻一则</a>", "<a href=6.html>新闻一则</a>"
BOTH = [("旧闻一则", "4.html"), ("新闻一则", "6.html")]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>上一篇：{OLD}</p><p>下一篇：{NEW}</p>",
        f"<p>上篇:{OLD}</p><p>下篇:{NEW}</p>",
        f"<p>上一条：{OLD}<br>下一条：{NEW}</p>",
        f"<p>上一个: {OLD}</p><p>下一个: {NEW}</p>",
        f"<p>前一篇：{OLD}</p><p>后一篇：{NEW}</p>",
        f"<p>【上一篇】{OLD}</p><p>【下一篇】{NEW}</p>",
        f"<p>◆ 上一篇文章： {OLD}</p><p>◆ 下一篇文章： {NEW}</p>",
        f"<p>previous: {OLD}</p><p>NEXT: {NEW}</p>",
        # The next one first.
        f"<p>下一篇：{NEW}</p><p>上一篇：{OLD}</p>",
        # Both in one line.
        f"<p>上一篇：{OLD} 下一篇：{NEW}</p>",
        f"<p>上一篇：{OLD}下一篇：{NEW}</p>",
        f"<p>上一篇：{OLD} | 下一篇：{NEW}</p>",
        f"<p>【上一篇】{OLD}【下一篇】{NEW}</p>",
        f"<p>下一篇：{NEW} 上一篇：{OLD}</p>",
        # The label inside the link.
        "<p><a href=4.html>上一篇：旧闻一则</a></p><p><a href=6.html>下一篇：新闻一则</a></p>",
        "<p><a href=4.html>上一篇：旧闻一则</a> <a href=6.html>下一篇：新闻一则</a></p>",
        "<p><a href=4.html>上一篇：旧闻一则</a><a href=6.html>下一篇：新闻一则</a></p>",
        # The title in a block of its own.
        f"<div><p>上一篇：</p><p>{OLD}</p></div><div><p>下一篇：</p><p>{NEW}</p></div>",
        f"<tr><td>上一篇：<td>{OLD}<tr><td>下一篇：<td>{NEW}".join(["<table>", "</table>"]),
        # A date behind the link.
        f"<p>上一篇：{OLD}[ 03-04 ]</p><p>下一篇：{NEW}[ 03-06 ]</p>",
        # Cut, whole in the tooltip, which may be a table of its own.
        (
            "<p>上一篇：<a href=4.html title=旧闻一则>旧闻…</a>"
            "<p>下一篇：<a href=6.html title=新闻一则>新...</a>"
        ),
        (
            "<p>上一篇：<a href=4.html title='标题：旧闻一则&#10;点击数：83'>旧闻…</a>"
            "<p>下一篇：<a href=6.html title='标题：新闻一则&#13;发表时间：2024年'>新...</a>"
        ),
    ],
)
def test_both(html):
    assert neighbours(html) == BOTH


@pytest.mark.parametrize(
    "words",
    [
        *(
            "没有了",
            "没有了！",
            "没有",
            "没有啦",
            "暂无",
            "无",
            "无记录！",
            "已经是第一篇",
            "返回列表",
        ),
        *(
            "没有了。",
            "（没有了）",
            "已是最后一篇",
            "到最后一页了",
            "没有更多了",
            "没有上一篇了",
            "没有文章",
            "",
        ),
        *("<a href='#'>没有了</a>", "<a href='javascript:;'>没有了</a>", "<a href=''></a>"),
    ],
)
def test_the_chain_ends(words):
    assert neighbours(f"<p>上一篇：{words}</p>下一篇：{NEW}") == [(None, None), BOTH[1]]


@pytest.mark.parametrize("words", ["没有了", "没有", "暂无", "无"])
def test_the_chain_ends_in_the_same_line(words):
    assert neighbours(f"<p>上一篇：{words}下一篇：{NEW}</p>") == [(None, None), BOTH[1]]


@pytest.mark.parametrize(
    "html",
    [
        *("", "<p>正文。</p>", "<p>详见上一篇：旧闻</p>", "<p>上一页</p><p>下一页</p>"),
        # Paragraphs that start with the same words.
        *(
            "<p>上个月，全县降雨偏多。</p>",
            "<p>下一个五年，要抓好水利。</p>",
            "<p>上一条河已治理。</p>",
        ),
        *("<p>下一篇章从这里开始。</p>", "<p>后一个问题更难。</p>", "<p>下条件允许时开工。</p>"),
    ],
)
def test_no_labels(html):
    assert neighbours(html) == [None, None]


@pytest.mark.parametrize("href", ["javascript:void(0)", "JavaScript:go(1)", ""])
def test_a_title_without_a_way_to_it(href):
    assert neighbours(f"<p>上一篇：<a href='{href}'>旧闻一则</a></p>") == [("旧闻一则", None), None]


def test_words_of_a_label_inside_a_title():
    (previous, following) = neighbours("<p>上一篇：<a href=4.html>读后感之下一篇：续写</a></p>")
    assert previous == ("读后感之下一篇：续写", "4.html")
    assert following is None


def test_printed_twice_the_full_one_counts():
    html = f"<p>上一篇：</p><p>下一篇：</p><hr><p>上一篇：{OLD}</p><p>下一篇：{NEW}</p>"
    assert neighbours(html) == BOTH


def test_the_title_in_the_next_block_is_not_the_other_label():
    assert neighbours("<p>上一篇：</p><p><a href=6.html>下一篇：新闻一则</a></p>") == [
        (None, None),
        BOTH[1],
    ]


def test_a_link_elsewhere_is_no_title():
    html = "<div><p>上一篇：</p></div><div><p>相关<a href=9.html>别的</a></p></div>"
    assert neighbours(html)[0] == (None, None)

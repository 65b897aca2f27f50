"""Pagers in plain markup: what comes next, and where there is nothing to come."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.pager import read_pager
from portalcrawl.page.document import Page

ROWS = "<ul><li><a href=a.html>县里召开春季植树动员会</a> 2024-03-05</ul>"
TEXT = "<p>今天上午，全县春季植树动员会在人民广场召开，各单位负责人参加。</p>" * 6


def pager_of(html: str, *, url: str = "http://a.cn/zw/index.html"):
    return read_pager(Page.of_bytes(html.encode(), url=url))


@pytest.mark.parametrize(
    ("html", "mechanism", "url"),
    [
        ("<a href=index_1.html>下一页</a>", "link", "index_1.html"),
        ("<a href=index_1.html>下页&gt;&gt;</a>", "link", "index_1.html"),
        ("<a href=index_1.html>Next</a>", "link", "index_1.html"),
        ("共3页 <a href=index_1.html>2</a> <a href=index_2.html>3</a>", "numbers", "index_1.html"),
        (
            "共3页 <a href=index_2.html>&gt;</a> <a href=index_9.html>&gt;&gt;</a>",
            "link",
            "index_2.html",
        ),
        ("共3页 <a href=index_2.html>&raquo;</a>", "link", "index_2.html"),
        ("共3页 <a class=p_next href=x.html title=下一页><img src=n.gif></a>", "link", "x.html"),
        ("共2页 <a href='#' onclick=\"go('index_1.html')\">下一页</a>", "data", "index_1.html"),
        ("<a href='javascript:;' data-href=index_1.html>下一页</a>", "data", "index_1.html"),
        (
            "第1页 共2页<select><option selected>第1页<option value=index_1.html>第2页</select>",
            "select",
            "index_1.html",
        ),
        ("<button data-url='index_1.html'>加载更多</button>", "data", "index_1.html"),
    ],
)
def test_next(html, mechanism, url):
    found = pager_of(f"{ROWS}<div class=p>{html}</div>")
    assert found.next is not None
    assert (found.mechanism, found.next.url) == (mechanism, f"http://a.cn/zw/{url}")


@pytest.mark.parametrize(
    "html",
    [
        # The end of a list that does not hide its buttons.
        "<a href=index.html>下一页</a>",
        "<a href='javascript:void(0)'>下一页</a>",
        "<a href='#'>下一页</a>",
        "共5页 <font>下一页</font>",
        "<a href=''>下一页</a>",
        # No pager: a hub's links, articles before and after, slides, a breadcrumb.
        "<a href=/zw/>更多</a>",
        "上一篇：<a href=2.html>公示</a> 下一篇：<a href=3.html>公告</a>",
        "<a href='#'>1</a><a href='#'>2</a><a href='#'>3</a>",
        "位置：<a href=/>首页</a> &gt; <a href=/zw/>政务</a>",
        # A script asks for it.
        "<a href=\"javascript:__doPostBack('AspNetPager1','2')\">下一页</a>",
        # Days of a month.
        "<table><tr><td><a href=?day=2024-05-01>1</a><td><a href=?day=2024-05-03>3</a></table>",
    ],
)
def test_no_next(html):
    assert pager_of(f"{ROWS}<div>{html}</div>").next is None


def test_parts_of_an_article_are_no_list():
    html = "<div class=p>1 <a href=9_2.html>2</a> <a href=9_2.html>下一页</a></div>"
    assert pager_of(f"<h1>动员会</h1>{TEXT}{html}", url="http://a.cn/zw/9.html").next is None


def test_counts_of_a_pager_that_a_script_turns():
    html = "共37页 当前第2页 <a href=\"javascript:__doPostBack('P','3')\">下一页</a>"
    found = pager_of(f"{ROWS}<p>{html}")
    assert (found.mechanism, found.current, found.total_pages) == ("none", 2, 37)


@pytest.mark.parametrize(
    ("html", "current", "pages"),
    [
        # Up from 0, up from 1, down to 1.
        ("<a href=index_1.html>下一页</a> <a href=index_49.html>尾页</a>", 1, 50),
        ("<a href=list_2.html>下一页</a> <a href=list_50.html>尾页</a>", 1, 50),
        ("<a href=index/30.htm>下页</a> <a href=index/1.htm>尾页</a>", 1, 31),
        ("<b>1</b> <a href=index_1.html>2</a> … <a href=index_30.html>31</a>", 1, 31),
        ("<span class=cur>1</span><a href=index_1.html>2</a><a href=index_1.html>下一页</a>", 1, 2),
        ("<ul><li class=active><a href='#'>1</a><li><a href=index_2.html>2</a></ul>下一页", 1, 2),
    ],
)
def test_counting(html, current, pages):
    url = "http://a.cn/zw/list.html" if "list_" in html else "http://a.cn/zw/index.html"
    found = pager_of(f"{ROWS}<div>{html}</div>", url=url)
    assert (found.current, found.total_pages) == (current, pages)


def test_the_last_page_is_what_a_call_is_given():
    numbers = "".join(f"<a href=\"javascript:__doPostBack('P','{n}')\">{n}</a>" for n in (2, 3))
    last = "<a href=\"javascript:__doPostBack('P','37')\">末页</a>"
    found = pager_of(f"{ROWS}<div><span>1</span>{numbers}{last}</div>")
    assert (found.mechanism, found.current, found.total_pages) == ("none", 1, 37)


def test_the_page_after_the_first_is_the_second():
    html = "<a href='./'>上一页</a> <a href=index_2.html>下一页</a>"
    found = pager_of(f"{ROWS}<div>{html}</div>", url="http://a.cn/zw/index_1.html")
    assert found.next is not None
    assert (found.current, found.next.number) == (2, 3)


def test_a_class_does_not_make_the_first_page_the_next():
    html = "<a class=Next href=../x.htm>首页</a><a class=Next href=1.htm>下页</a>"
    found = pager_of(f"{ROWS}<div>{html} 2/3</div>", url="http://a.cn/x/2.htm")
    assert found.next is not None
    assert found.next.url == "http://a.cn/x/1.htm"


def test_number_of_the_next_page_is_not_that_of_its_address():
    html = "<a href=30.htm>2</a> 3 <a href=28.htm>4</a> <a href=28.htm>下页</a> 共31页"
    found = pager_of(f"{ROWS}<div>{html}</div>", url="http://a.cn/tzgg/29.htm")
    assert found.next is not None
    assert (found.current, found.next.number, found.next.url) == (3, 4, "http://a.cn/tzgg/28.htm")


def test_further_pages_are_known():
    numbers = "".join(f"<a href=index_{n}.html>{n + 1}</a>" for n in range(1, 5))
    found = pager_of(f"{ROWS}<div>1 {numbers} <a href=index_1.html>下一页</a></div>")
    assert [step.number for step in found.more] == [3, 4, 5]


def test_above_and_below_the_list():
    html = f"<p>共有33条记录{ROWS}<p>1 <a href=index_1.html>2</a> <a href=index_1.html>下一页</a>"
    found = pager_of(html)
    assert (found.total_items, found.current) == (33, 1)

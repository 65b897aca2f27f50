"""Articles on several pages."""

from __future__ import annotations

import pytest

from portalcrawl.extract.article_pages import Place, find_place
from portalcrawl.extract.body import find_body
from portalcrawl.page.document import Page

TEXT = "今天上午，全县春季植树动员会在人民广场召开，各单位负责人参加了会议。"
FIRST = "http://a.cn/xw/9.html"


def place(pager: str, url: str = FIRST) -> Place | None:
    html = f"<div><p>{TEXT}<p>{TEXT}<p>{pager}</div>"
    page = Page.of_bytes(html.encode(), url=url)
    return find_place(page, find_body(page.outline))


@pytest.mark.parametrize(
    ("pager", "url", "number"),
    [
        ("[1] <a href=9_2.html>[2]</a> <a href=9_2.html>下一页</a>", FIRST, 1),
        ("<a href=9.html>上一页</a> 2 <a href=9_3.html>3</a>", "http://a.cn/xw/9_2.html", 2),
        ("<a href=9_2.html>上一页</a> <a href=9.html>1</a>", "http://a.cn/xw/9_3.html", 3),
        # VSB: the second page is _1.
        ("[1] <a href=9_1.html>[2]</a>", FIRST, 1),
        ("<a href=9.html>[1]</a> [2]", "http://a.cn/xw/9_1.html", 2),
        ("<a href=9.html>1</a> <a href=9_1.html>2</a> 3", "http://a.cn/xw/9_2.html", 3),
        # Founder: the whole text.
        ("<a href=9_2.html>2</a> <a href=9_0.html>全文阅读</a>", FIRST, 1),
        ("<a href=9.html>1</a> <a href=9_2.html>2</a>", "http://a.cn/xw/9_0.html", 0),
    ],
)
def test_place(pager, url, number):
    assert place(pager, url) == Place(number, FIRST)


@pytest.mark.parametrize(
    ("pager", "url"),
    [
        ("", FIRST),
        # Another article, another kind, a title with a number.
        ("<a href=8_2.html>下一页</a>", FIRST),
        ("<a href=9_2.jpg>2</a>", FIRST),
        ("<a href=9_2.html>第2期简报</a>", FIRST),
        ("<a href=9.html>1</a>", FIRST),
        ("<a href=10.html>下一页</a>", FIRST),
        ("<a href='?page=2'>2</a>", "http://a.cn/?id=9"),
    ],
)
def test_all_of_it(pager, url):
    assert place(pager, url) is None

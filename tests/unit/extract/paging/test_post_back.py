"""ASP.NET: which buttons are pressed, and what is sent."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from portalcrawl.extract.lists.paging.find import find_paging
from tests.unit.extract.paging.pages import page_of, paging_of

URL = "http://www.a.gov.cn/list.aspx?id=3"
STATE = """<input type="hidden" name="__VIEWSTATE" value="/wEP+1=">
<input type="hidden" name="__EVENTVALIDATION" value="x">
<input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT">"""
TYPED = """<p>共5页 <input name="AspNetPager1_input" value="2">
<input type="submit" name="AspNetPager1" value="go"></p>"""
CHOSEN = """<p><select name="ddlPage"
onchange="setTimeout('__doPostBack(\\'ddlPage\\',\\'\\')', 0)">
<option value="0">1<option value="1" selected>2<option value="2">3</select></p>"""
# A picture with a name, and the newer call.
PICTURED = """<p>1/3 <a href="javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(
&quot;ctl00$lnk&quot;, &quot;&quot;, true))"><img src=n.gif alt=下一页></a></p>"""
OTHERS = """<input type="text" name="word" value="植树 a"><input type="checkbox" name="c1">
<input type="checkbox" name="c2" checked><input type="radio" name="r" value="1">
<input type="radio" name="r" value="2" checked><select name="s"><option value="7">x</select>
<textarea name="t">y</textarea><input name="d" disabled value="n">
<input type="submit" name="btnSearch" value="搜索"><input type="file" name="f">"""


def form(inner: str, *, attributes: str = 'method="post" action="./list.aspx?id=3"') -> str:
    return f"<form {attributes}>{STATE}{inner}</form>"


def link(text: str, target: str, argument: object = "") -> str:
    return f"<a href=\"javascript:__doPostBack('{target}','{argument}')\">{text}</a> "


def cell(number: int) -> str:
    return f"<td>{link(str(number), 'G', f'Page${number}')}</td>"


def pager(current: int, last: int, *, numbers: range = range(0)) -> str:
    """AspNetPager's own, as it looks on the page *current*."""
    name = "AspNetPager1"
    back = link("首页", name, 1) + link("上一页", name, current - 1)
    on = link("下一页", name, current + 1) + link("末页", name, last)
    between = [f"<b>{n}</b>" if n == current else link(f"[{n}]", name, n) for n in numbers]
    parts = [
        back if current > 1 else "<a disabled>首页</a>",
        *between,
        on if current < last else "<a disabled>下一页</a>",
    ]
    return f'<div id="{name}">{"".join(parts)}</div>'


def sent(html: str) -> dict[str, str]:
    step = paging_of(html, URL).next
    assert step is not None
    assert (step.url, step.content_type) == (URL, "application/x-www-form-urlencoded")
    return dict(parse_qsl(step.body, keep_blank_values=True))


def turns(**targets: str) -> str:
    words = {"first": "首页", "previous": "上一页", "next": "下一页", "last": "尾页"}
    return "".join(link(words[name], *value.split("/")) for name, value in targets.items())


@pytest.mark.parametrize(
    ("inner", "current", "total", "key"),
    [
        (pager(1, 37), 1, 37, "AspNetPager1/2"),
        (pager(20, 37), 20, 37, "AspNetPager1/21"),
        (pager(37, 37), 37, None, None),
        (pager(1, 37, numbers=range(1, 11)), 1, 37, "AspNetPager1/2"),
        (pager(15, 37, numbers=range(10, 20)), 15, 37, "AspNetPager1/16"),
        # A grid numbers its pages only.
        (f"<table><tr><td><span>1</span></td>{cell(2)}{cell(3)}</tr></table>", 1, None, "G/2"),
        (f"<table><tr>{cell(1)}{cell(2)}<td><span>3</span></tr></table>", 3, None, None),
        # Buttons that say which way, and words that count.
        (f"<p>第2页/共5页 {turns(first='f', next='go', last='e')}</p>", 2, 5, "go/3"),
        (f"<p>第5页/共5页 {turns(first='f', next='go')}</p>", 5, 5, None),
        ('<p>1/5 <input type="image" name="ImgNext" src="next.gif"></p>', 1, 5, "ImgNext/2"),
        ('<p>1/5 <input type="submit" name="B3" value="下一页"></p>', 1, 5, "B3/2"),
        ('<p>5/5 <input type="submit" name="B3" value="下一页"></p>', 5, 5, None),
        (TYPED, 2, 5, "AspNetPager1/3"),
        (CHOSEN, 2, 3, "ddlPage/3"),
        (PICTURED, 1, 3, "ctl00$lnk/2"),
        # A link to the page itself is no next page.
        (f"<p>{turns(previous='P/36', next='P/37')}<b>37/37</b></p>", 37, 37, None),
    ],
)
def test_pager(inner, current, total, key):
    paging = paging_of(form(inner), URL)
    assert paging.mechanism == "post_back"
    assert (paging.current, paging.total_pages) == (current, total)
    assert (paging.next.key if paging.next else None) == key


def test_whole_form_is_sent():
    assert sent(form(OTHERS + pager(1, 9))) == {
        "__EVENTTARGET": "AspNetPager1",
        "__EVENTARGUMENT": "2",
        "__VIEWSTATE": "/wEP+1=",
        "__EVENTVALIDATION": "x",
        "word": "植树 a",
        "c2": "on",
        "r": "2",
        "s": "7",
        "t": "y",
    }


def test_what_a_button_adds():
    assert sent(form('1/5 <input type="image" name="n" alt="下一页">'))["n.x"] == "1"
    assert sent(form('1/5 <input type="submit" name="n" value="下一页">'))["n"] == "下一页"
    typed = sent(form(TYPED))
    assert (typed["AspNetPager1_input"], typed["AspNetPager1"]) == ("3", "go")


def test_charset_of_the_page():
    page = page_of(form('<input name="w" value="植">' + pager(1, 9)), URL, encoding="gb18030")
    assert "w=%D6%B2" in find_paging(page).next.body


def test_form_that_a_table_breaks():
    html = f"<table><form method=post><tr><td>{STATE}{pager(1, 9)}</td></tr></form></table>"
    assert sent(html)["__VIEWSTATE"] == "/wEP+1="


def test_key_does_not_hold_the_state():
    first, second = form(pager(1, 9)), form(pager(1, 9)).replace("/wEP", "/abc")
    assert paging_of(first, URL).next.key == paging_of(second, URL).next.key
    # Where nothing counts the pages, the rows tell them apart.
    uncounted = turns(next="go", previous="back")
    pages = [form(f"<a href={number}.html>公示</a>{uncounted}") for number in (1, 1, 2)]
    keys = {paging_of(html, URL).next.key for html in pages}
    assert len(keys) == 2
    assert all(key.startswith("go/") for key in keys)


@pytest.mark.parametrize(
    "html",
    [
        form(link("登录", "lnkLogin") + link("搜索", "btnSearch") + link("退出", "Status1")),
        form(link("3", "Calendar1", 7612) + link("4", "Calendar1", 7613)),
        form('<input type="submit" name="btnVote" value="投票"><input type="image" name="search">'),
        form("<select name=ddlYear onchange=\"__doPostBack('ddlYear','')\"><option>1<option>2"),
        form(""),
    ],
)
def test_no_pager(html):
    assert find_paging(page_of(html, URL)) is None


@pytest.mark.parametrize("argument", ["1000000000000", "-1", "NaN", "Page$Next", "x' + y + '"])
def test_strange_arguments(argument):
    paging = find_paging(page_of(form(link("下一页", "P", argument)), URL))
    assert paging is None or paging.total_pages is None


def test_form_without_post():
    html = f"<form action='x'>{pager(1, 9)}</form>"
    assert paging_of(html, URL).next is None


def test_too_long_a_state():
    html = form(pager(1, 9)).replace("/wEP", "A" * 1_100_000)
    assert paging_of(html, URL).next is None

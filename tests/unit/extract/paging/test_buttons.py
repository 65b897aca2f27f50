"""Pagers whose buttons run code: by a function of the page, an attribute, a form."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.paging.find import find_paging, is_unsolved
from portalcrawl.extract.lists.paging.functions import function_rules
from tests.unit.extract.paging.pages import page_of, paging_of, path_of

URL = "http://www.a.gov.cn/zw/list.jsp?id=3"
TURN = """<a onclick="turn(1)">首页</a> <a href="javascript:turn({0})">下一页</a>
<a onclick="turn(9)">末页</a>"""


BRANCH = "function turn(n){if(n==1){location.href='l.html'}else{location.href='l_'+n+'.html'}}"


def turn(function: str, *, to: object = 2) -> str:
    return f"{TURN.format(to)}<script>{function}</script>"


@pytest.mark.parametrize(
    ("function", "path"),
    [
        (
            "function turn(n) {location.href = 'list.jsp?id=3&page=' + n;}",
            "/zw/list.jsp?id=3&page=2",
        ),
        ("function turn(n) {window.location='/l_' + (n - 1) + '.html'}", "/l_1.html"),
        ("var turn = function (n) { window.location.replace('l' + n + '.html') }", "/zw/l2.html"),
        (
            BRANCH,
            "/zw/l_2.html",
        ),
        (
            "function turn(n){var u='l_'+n+'.html'; if(n<2){u='l.html'} self.location=u}",
            "/zw/l_2.html",
        ),
        (
            "var base = '/zw/l_'; function turn(n) { location.href = base + n + '.html' }",
            "/zw/l_2.html",
        ),
        (
            "function turn(n) { location.href = location.pathname + '?page=' + n }",
            "/zw/list.jsp?page=2",
        ),
        ("function turn(n) { $.get('/rows.jsp?id=3&page=' + n, show) }", "/rows.jsp?id=3&page=2"),
        ("function turn(n) { $('#list').load('/rows.jsp?page=' + n) }", "/rows.jsp?page=2"),
    ],
)
def test_function_of_the_page(function, path):
    paging = paging_of(turn(function), URL)
    assert paging.mechanism == "turn_call"
    assert (paging.current, paging.total_pages) == (1, 9)
    assert (path_of(paging.next), paging.next.number) == (path, 2)


FORM = """<form name=f action="list.jsp" method={0}><input type=hidden name=pageNo id=no value=1>
<input name=id value=3><input name=word value=""></form>"""


@pytest.mark.parametrize(
    "code",
    [
        "document.f.pageNo.value = n; document.f.submit();",
        "document.getElementById('no').value = n; document.forms[0].submit();",
        "$('#no').val(n); $('form').submit();",
        "$(\"input[name='pageNo']\").val(n); $('form').submit();",
    ],
)
def test_form_with_a_number(code):
    html = turn(f"function turn(n) {{{code}}}")
    assert (
        path_of(paging_of(FORM.format("get") + html, URL).next)
        == "/zw/list.jsp?pageNo=2&id=3&word="
    )
    step = paging_of(FORM.format("post") + html, URL).next
    assert (path_of(step), step.body) == ("/zw/list.jsp", "pageNo=2&id=3&word=")
    assert step.key == step.body


def run(html: str, script: str) -> str:
    return f"{html}<script>{script}</script>"


TAKEN = (
    "$('a').click(function () {var p = $(this).attr('page'); location.href = 'l_' + p + '.html'})"
)
NUMBERS = "<p><b>3</b> <a onclick='go(2)'>2</a> <a onclick='go(4)'>4</a></p>"
NEXT = "<p>1/5 <a onclick='on()'>下一页</a></p>"
EPOINT = "ShowAjaxNewPage(window.location.pathname,'categorypagingcontent',2)"


@pytest.mark.parametrize(
    ("html", "path"),
    [
        # The address stands in the button.
        ("<a onclick=\"location.href='l_2.html'\">下一页</a>", "/zw/l_2.html"),
        ("<a href=\"javascript:window.location='?page=2'\">下一页</a>", "/zw/list.jsp?page=2"),
        # The number does, and a script takes it from there.
        (run("<a href='javascript:;' page=2>下页</a>", TAKEN), "/zw/l_2.html"),
        (
            run("<li data-page=2>2<li data-page=3>3", "location.href='l'+page+'.html'"),
            "/zw/l2.html",
        ),
        # Numbers without words.
        (run(NUMBERS, "function go(n) {location = 'l' + n}"), "/zw/l4"),
        # Which way only: the script counts.
        (run(NEXT, "var cur=1; function on(){location.href='l_'+(cur+1)+'.html'}"), "/zw/l_2.html"),
        (
            run(NEXT, "var cur=1; function on(){cur++; location.href='l_'+cur+'.html'}"),
            "/zw/l_2.html",
        ),
        (run(NEXT, "function on(){location.href='l_'+page+'.html'}"), "/zw/l_2.html"),
        (f'<a onclick="{EPOINT}">下一页</a>', "/zw/2.html"),
        (
            run("<a onclick='on()'>加载更多</a>", "function on(){$.get('/rows?page=2')}"),
            "/rows?page=2",
        ),
    ],
)
def test_other_buttons(html, path):
    assert path_of(paging_of(html, URL).next) == path


def test_number_of_the_page_s_own_address():
    html = "<a href='#' data-page=2>下一页</a>"
    assert path_of(paging_of(html, URL + "&pageNo=1").next) == "/zw/list.jsp?id=3&pageNo=2"
    assert find_paging(page_of(html, URL)) is None


def test_functions_keep_their_word():
    for rule in function_rules():
        html = f'<a onclick="{rule["call"]}">下一页</a>'
        assert path_of(paging_of(html, URL).next) == rule["leads_to"]


@pytest.mark.parametrize(
    ("html", "current"),
    [
        ("<p>9/9 <a onclick='turn(8)'>上一页</a> <a onclick='turn(9)'>下一页</a></p>", 9),
        (
            "<p><a onclick='turn(1)'>1</a> <a onclick='turn(8)'>上一页</a> <b>9</b></p>",
            9,
        ),
    ],
)
def test_last_page(html, current):
    paging = paging_of(f"{html}<script>function turn(n) {{location.href='l_'+n}}</script>", URL)
    assert (paging.current, paging.next) == (current, None)


@pytest.mark.parametrize(
    "html",
    [
        run(
            "<a onclick='login(2)'>登录</a>", "function login(n) {location.href = '/in?page=' + n}"
        ),
        "<a href='javascript:void(0)'>下一页</a>",
        "<a onclick='gone(2)'>下一页</a>",
        turn("function turn(n) { show(n) }"),
        turn("function turn(n) { location.href = where() + n }"),
        turn("function turn(n) { location.href = 'javascript:' + n }"),
        turn("function turn(n) { location.href = 'l_' + n }", to="NaN").replace("turn(9)", ""),
        turn("function turn(n) { document.f.pageNo.value = n; document.f.submit() }"),
        "<a href='2.html'>下一页</a>",
    ],
)
def test_nobody_knows(html):
    paging = find_paging(page_of(html, URL))
    assert paging is None or paging.next is None


@pytest.mark.parametrize("number", ["1000000000000", "-1", "'x'", "1.5", "null"])
def test_unbelievable_number(number):
    html = turn("function turn(n) { location.href = 'l_' + n }").replace(
        "turn(9)", f"turn({number})"
    )
    paging = paging_of(html, URL)
    assert (paging.total_pages, path_of(paging.next)) == (None, "/zw/l_2")


def test_pages_that_only_a_browser_could_turn():
    paging = paging_of(turn("function turn(n) { location.href = sealed(n) }"), URL)
    assert is_unsolved(paging)
    assert (paging.current, paging.total_pages, paging.next) == (1, 9, None)
    # Another mechanism may know.
    html = (
        turn("function turn(n) { go(n) }") + "<select><option value=l1.asp>1<option value=l2.asp>2"
    )
    assert paging_of(html, URL).mechanism == "select"
    assert not is_unsolved(paging_of("<p>9/9 <a onclick='turn(8)'>上一页</a></p>", URL))

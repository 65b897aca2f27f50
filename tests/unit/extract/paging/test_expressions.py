"""What is read from scripts: literals, joined texts, calls, variables, functions."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.expression_reader import read_expression
from portalcrawl.extract.lists.paging.expressions import UNKNOWN, evaluate
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import follow, page_number, turned


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("'a\\'b'", "a'b"),
        ('"\\u7532\\x41\\n"', "甲A\n"),
        ("`a`", "a"),
        ("`a${n}`", UNKNOWN),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
        ("9" * 30, UNKNOWN),
        ("NaN", UNKNOWN),
        ("[1, 'a', [2]]", [1, "a", [2]]),
        ("{a: 1, 'b-c': {d: [2]}, \"e\": f()}", {"a": 1, "b-c": {"d": [2]}, "e": UNKNOWN}),
        ("{a: function (x) { return {b: 1} }, c: 2}", {"a": UNKNOWN, "c": 2}),
        ("{a: x ? 1 : 2, c: 2}", {"a": UNKNOWN, "c": 2}),
        ("{a: 1, // b: 3,\n /* c: 4, */ d: 5}", {"a": 1, "d": 5}),
        ("{a, b() { x }, c: 2}", {"c": 2}),
        ("'a' + 1 + 2", "a12"),
        ("1 + 2", 3),
        ("(1 + 2) + 'a'", "3a"),
        ("'a' + (n - 1) + '.html'", "a4.html"),
        ("'a' + n - 1", UNKNOWN),
        ("encodeURIComponent('甲') + n", "甲5"),
        ("'a' + f(n)", UNKNOWN),
        ("'a' + [1]", UNKNOWN),
        ("'a'\nvar b = 1", "a"),
        ("", UNKNOWN),
        ("+", UNKNOWN),
        ("(", UNKNOWN),
        ("{a:", {"a": UNKNOWN}),
        ("[" * 100 + "1", UNKNOWN),
    ],
)
def test_expression(script, value):
    found = evaluate(read_expression(script), {"n": 5})
    while script.startswith("[[") and isinstance(found, list):
        found = found[0]
    assert found == value


@pytest.mark.parametrize(
    ("script", "arguments"),
    [
        ("go(1)", [(1,)]),
        ("a.go(1, 'x'); go( )", [(1, "x"), ()]),
        ("go(1 // one\n, 2)", [(1, 2)]),
        ("function go(n) {}", []),
        ("// go(1)\n/* go(2) */ x = 1; // go(3)", []),
        ("load('http://a.cn/'); go(1)", [(1,)]),
        ("ago(1); go_(2); $go(3)", []),
    ],
)
def test_calls(script, arguments):
    assert [call.arguments for call in Scripts(script).calls("go")] == arguments


def test_variables():
    scripts = Scripts("var a = 1, b = 'x'; a = 2; c.d = 3; if (e == 4) f = a + 1; g = go(5);")
    assert scripts.variables == {"a": 1, "b": "x"}


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("function go(a, b) { x({y: 1}) } z()", " x({y: 1}) "),
        ("var go = function (a, b) { x }", " x "),
        ("P = {go: function(a, b) { x }}", " x "),
        ("function go(a, b) { x } function go(a, b) { y }", " y "),
        ("function go(a, b) { x", " x"),
    ],
)
def test_function(script, code):
    function = Scripts(script).function("P.go")
    assert (function.parameters, function.code) == (("a", "b"), code)
    assert Scripts(script).function("gone") is None


@pytest.mark.parametrize(
    ("url", "following", "number"),
    [
        ("?page=1", "?page=2", 1),
        ("?a=%e5&page=9&b=%25", "?a=%e5&page=10&b=%25", 9),
        ("?PAGENUM=2&totalpage=7", "?PAGENUM=3&totalpage=7", 2),
        ("?p=3&pageNo=5", "?p=3&pageNo=6", 5),
        ("?page=0", "?page=1", 1),
        ("?startrecord=1&endrecord=45&perpage=15", "?startrecord=46&endrecord=90&perpage=15", 1),
        ("?startrecord=46&endrecord=90&perpage=15", "?startrecord=91&endrecord=135&perpage=15", 4),
        ("?start=20&rows=10", "?start=30&rows=10", None),
        ('?q={"pageNo":2,"pageSize":9}', '?q={"pageNo":3,"pageSize":9}', 2),
        ("?page=abc", None, None),
        ("?page=", None, None),
        ("?mypage=3", None, None),
        ("?page=99999999999", None, None),
        ("?startrecord=9&endrecord=1", None, None),
    ],
)
def test_turned(url, following, number):
    step = Step(url=f"http://a.cn/l{url}")
    after = turned(step)
    assert (after.url if after else None) == (following and f"http://a.cn/l{following}")
    assert page_number(step) == number


@pytest.mark.parametrize(
    ("query", "count", "items", "pages", "goes_on"),
    [
        ("page=1&rows=10", 10, 25, None, True),
        ("page=3&rows=10", 5, 25, None, False),
        ("page=3&rows=10", 0, 25, None, False),
        ("page=3&rows=10", 10, None, 3, False),
        ("page=1", 25, 25, None, False),
        # A server that gives fewer than it was asked for.
        ("page=2&rows=50", 20, 60, None, True),
    ],
)
def test_follow(query, count, items, pages, goes_on):
    step = Step(url=f"http://a.cn/l?{query}")
    _, after = follow(step, count=count, total_items=items, total_pages=pages)
    assert (after is not None) == goes_on

"""What the pages of one kind share in their addresses."""

from __future__ import annotations

import pytest

from portalcrawl.urls.patterns import pattern_of

HEX = "0f2c0e1f8f2d4b1c9a0b1c2d3e4f5a6b"


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("http://a.cn/zwgk/202002/t20200205_123456.html", "a.cn/zwgk/{n}/t{n}_{n}.html"),
        (f"http://a.cn/art/2026/art_{HEX}.html", "a.cn/art/{n}/art_{h}.html"),
        ("http://a.cn/0f2c0e1f-8f2d-4b1c-9a0b-1c2d3e4f5a6b/x", "a.cn/{h}/x"),
        ("http://a.cn/lists.asp?lbm=%CD%A8&page=2", "a.cn/lists.asp?lbm&page"),
        ("http://a.cn/tag/%CD%A8%D6%AA/", "a.cn/tag/{e}/"),
        ("http://a.cn:8080/x#top", "a.cn:8080/x"),
        ("https://a.cn/", "a.cn/"),
        ("http://a.cn/effaced/decade.html", "a.cn/effaced/decade.html"),
        ("http://a.cn/x?b=1&a=2&b=3", "a.cn/x?a&b"),
        ("http://a.cn/x?id12=1", "a.cn/x?id{n}"),
        ("http://a.cn/x?", "a.cn/x"),
    ],
)
def test_pattern(url, pattern):
    assert pattern_of(url).text == pattern


@pytest.mark.parametrize(
    ("query", "endless"),
    [
        ("", None),
        ("a=1&b=2", None),
        ("a=1&b=2&c=3", "query_explosion"),
        ("year=2020", "endless_dates"),
        ("id=3&StartDate=2020-1-1", "endless_dates"),
        ("x=2020-05", "endless_dates"),
        ("x=20200506", "endless_dates"),
        ("x=20209999", None),
        ("update=1", None),
        ("today=1", None),
        ("x=2020", None),
        ("x=2020.5.6", "endless_dates"),
    ],
)
def test_what_may_be_endless_by_its_query(query, endless):
    assert pattern_of(f"http://a.cn/x.asp?{query}").endless == endless


@pytest.mark.parametrize(
    ("path", "endless"),
    [
        ("/zwgk/202002/t20200205_123456.html", None),
        ("/calendar/2020/05/", "endless_dates"),
        ("".join(f"/x{n}" for n in range(12)), None),
        ("".join(f"/x{n}" for n in range(13)), "too_deep"),
        ("/zw/dj/zw/1.html", "repeated_folders"),
        ("/zw/zw", None),
        ("/2020/05/05/05/1.html", None),
        ("/zw//dj//1.html", None),
    ],
)
def test_what_may_be_endless_by_its_path(path, endless):
    assert pattern_of(f"http://a.cn{path}").endless == endless

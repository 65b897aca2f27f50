"""The WHATWG steps for ``<meta http-equiv=refresh>``, and what portals write."""

from __future__ import annotations

import pytest

from portalcrawl.page.meta_refresh import parse_refresh, refresh_span


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("5", (5, "")),
        (" 5 ; ", (5, "")),
        ("0;url=index.html", (0, "index.html")),
        ("0; URL = 'index.html'", (0, "index.html")),
        ('0,url="index.html" x', (0, "index.html")),
        ("0 index.jsp?a=1;b=2", (0, "index.jsp?a=1;b=2")),
        ("0;http://www.a.gov.cn/ ", (0, "http://www.a.gov.cn/")),
        ("0;url=", (0, "")),
        ("0;url='never closed", (0, "never closed")),
        ("0; 'a.html'b", (0, "a.html")),
        ("0; ur=a.html", (0, "ur=a.html")),
        ("0; url a.html", (0, "url a.html")),
        ("0;;url=a.html", (0, ";url=a.html")),
        ("2.9;url=a.html", (2, "a.html")),
        (".5;url=a.html", (0, "a.html")),
        ("0" * 5000 + "7", (7, "")),
        ("", None),
        ("url=a.html", None),
        ("-1;url=a.html", None),
        ("+1", None),
        ("1url=a.html", None),
        ("five", None),
        ("；url=a.html", None),
        ("text/html; charset=gb2312", None),
    ],
)
def test_seconds_and_url(content, expected):
    assert parse_refresh(content) == expected


def test_more_seconds_than_anyone_waits():
    assert parse_refresh("9" * 5000 + ";url=a.html") == (999_999_999, "a.html")


@pytest.mark.parametrize(
    "content", ["0;url=a.html", "3 ; URL='a.html' x", "0 a.html ", '1;"a.html']
)
def test_span_is_where_the_url_stands(content):
    span = refresh_span(content)
    assert span is not None
    assert content[span.start : span.end] == span.url == "a.html"


@pytest.mark.parametrize("content", ["5", "0;url=", "soon;url=a.html"])
def test_nothing_to_replace(content):
    assert refresh_span(content) is None

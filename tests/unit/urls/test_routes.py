"""Routes of apps, and the shapes of addresses."""

from __future__ import annotations

import pytest

from portalcrawl.urls.routes import MAX_ROUTE_CHARS, route_of, without_route


@pytest.mark.parametrize(
    ("url", "route"),
    [
        ("#/list", "#/list"),
        ("#!/list", "#!/list"),
        ("http://a.cn/#/a/b?c=1#d", "#/a/b?c=1#d"),
        ("index.html#/新闻 1", "#/%E6%96%B0%E9%97%BB%201"),
        ("#/", ""),
        ("#!/", ""),
        ("#", ""),
        ("#top", ""),
        ("#1620", ""),
        ("/x/y", ""),
        ("", ""),
        ("#/" + "a" * MAX_ROUTE_CHARS, ""),
        ("#/\ud800", ""),
    ],
)
def test_route(url, route):
    assert route_of(url) == route


def test_a_server_is_asked_without_it():
    assert without_route("http://a.cn/x?y#/z") == "http://a.cn/x?y"
    assert without_route("http://a.cn/x") == "http://a.cn/x"

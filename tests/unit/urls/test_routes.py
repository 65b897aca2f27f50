"""Routes of apps, and the shapes of addresses."""

from __future__ import annotations

import pytest

from portalcrawl.urls.routes import MAX_ROUTE_CHARS, route_of, without_route
from portalcrawl.urls.shape import MAX_SHAPE_CHARS, address_shape


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/c/2024/art_1.html", "https://a.cn/c/19/art_223.html"),
        ("http://a.cn/x?id=1&t=2", "http://a.cn/x?t=9&id=7"),
        ("http://a.cn/#/d?id=1", "http://a.cn/#/d?id=2"),
        (
            "http://a.cn/d/0f8fad5bd9cb469fa16570867728950e.html",
            "http://a.cn/d/7c9e6679-7425-40de-944b-e07fc1f90ae7.html",
        ),
    ],
)
def test_pages_of_one_template_have_one_shape(one, other):
    assert address_shape(one) == address_shape(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/x/1.html", "http://a.cn/y/1.html"),
        ("http://a.cn/x?id=1", "http://a.cn/x?no=1"),
        ("http://a.cn/#/d?id=1", "http://a.cn/#/list?id=1"),
        ("http://a.cn/#/d?id=1", "http://a.cn/"),
        ("http://a.cn/x", "http://b.cn/x"),
    ],
)
def test_others_have_another(one, other):
    assert address_shape(one) != address_shape(other)


def test_a_shape_is_short():
    assert len(address_shape("http://a.cn/" + "a1/" * 2000)) == MAX_SHAPE_CHARS

"""In scope or not, and why."""

from __future__ import annotations

import pytest

from portalcrawl.urls.scope import MAX_URL_CHARS, Scope, Verdict, decide

HOME = "http://www.a.gov.cn/"
SCOPE = Scope.of_home(HOME)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://www.a.gov.cn/", "in_scope"),
        ("http://a.gov.cn/x.html", "in_scope"),
        ("https://www.a.gov.cn/x.html", "in_scope"),
        ("http://www.a.gov.cn:80/x.html", "in_scope"),
        ("http://www.a.gov.cn:8080/x.html", "off_site"),
        ("http://zw.a.gov.cn/", "off_site"),
        ("http://www.b.gov.cn/", "off_site"),
        ("http://xa.gov.cn/", "off_site"),
        ("http://www.a.gov.cn.b.cn/", "off_site"),
        ("http://b.cn/?u=http://www.a.gov.cn/", "off_site"),
        (f"{HOME}{'x' * (MAX_URL_CHARS - len(HOME))}", "in_scope"),
        (f"{HOME}{'x' * (MAX_URL_CHARS - len(HOME) + 1)}", "too_long"),
        (f"{HOME}a/b/a/b/a/b/a/", "repeated_segments"),
        (f"{HOME}a/a/a/", "in_scope"),
        (f"{HOME}2020/2020/x/2020/1.html", "in_scope"),
        (f"{HOME}x?u=/a/a/a/a/a/", "in_scope"),
        (f"{HOME}count.asp?id=7", "view_counter"),
        (f"{HOME}COUNT.ASP?id=7", "view_counter"),
        (f"{HOME}login.aspx", "login"),
    ],
)
def test_reason(url, reason):
    assert decide(url, scope=SCOPE) == Verdict(accept=reason == "in_scope", reason=reason)


@pytest.mark.parametrize(
    "text", ["", "x", "/x", "http://", "http://[/", "http://\ud800/", "mailto:x"]
)
def test_what_is_no_address_is_off_site(text):
    assert decide(text, scope=SCOPE).reason == "off_site"


def test_pattern_of_the_profile_denies():
    scope = Scope.of_home(HOME, deny=[r"/bbs/", r"\?draft=1$"])
    assert decide("http://a.gov.cn/bbs/1", scope=scope).reason == "denied_by_profile"
    assert decide("http://a.gov.cn/1?draft=1", scope=scope).reason == "denied_by_profile"
    assert decide("http://a.gov.cn/1?draft=12", scope=scope).accept


@pytest.mark.parametrize(
    ("hosts", "inside", "outside"),
    [
        (["b.cn"], ["http://b.cn/", "https://b.cn:8443/x"], ["http://www.b.cn/", "http://cb.cn/"]),
        (["b.cn:8080"], ["http://b.cn:8080/"], ["http://b.cn/", "http://b.cn:81/"]),
        (["b.cn:80"], ["http://b.cn/"], ["http://b.cn:81/"]),
        (["*.b.cn"], ["http://x.b.cn/", "http://y.x.b.cn:81/"], ["http://b.cn/", "http://xb.cn/"]),
        (["  B.CN "], ["http://b.cn/"], []),
        (["党建.cn"], ["http://党建.cn/", "http://xn--n5qz54a.cn/"], ["http://www.党建.cn/"]),
        (["*.党建.cn"], ["http://www.党建.cn/"], []),
        (["", " "], [], ["http://b.cn/", "mailto:"]),
    ],
)
def test_forms_of_further_hosts(hosts, inside, outside):
    scope = Scope.of_home(HOME, hosts=hosts)
    assert {url: decide(url, scope=scope).accept for url in inside} == dict.fromkeys(inside, True)
    assert {url: decide(url, scope=scope).accept for url in outside} == dict.fromkeys(
        outside, False
    )
    assert decide("http://a.gov.cn/", scope=scope).accept


@pytest.mark.parametrize(
    ("home", "twin"),
    [
        ("http://a.cn/", "http://www.a.cn/"),
        ("http://www.a.cn/", "http://a.cn/"),
        ("http://a.cn:8080/", "http://www.a.cn:8080/"),
    ],
)
def test_with_and_without_www_is_one_site(home, twin):
    assert decide(twin, scope=Scope.of_home(home)).accept


def test_a_loop_that_appends_to_itself_ends():
    url, steps = "http://a.gov.cn/zw/", 0
    while decide(url, scope=SCOPE).accept:
        url, steps = f"{url}list/", steps + 1
    assert steps < 5

"""``deny.toml``: every rule shows what it takes and what it leaves, and keeps its word."""

from __future__ import annotations

import re
import time

import pytest

from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.deny import copies_of, deny_rules, reason_to_deny
from portalcrawl.urls.scope import Scope, decide

RULES = deny_rules()
DENIED = [(url, rule.reason) for rule in RULES for url in rule.deny]
ALLOWED = [url for rule in RULES for url in rule.allow]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.reason)
def test_rule_has_examples_of_both_kinds(rule):
    assert rule.deny
    assert rule.allow
    assert re.fullmatch(r"[a-z0-9_]+", rule.reason)
    assert rule.pattern.pattern == rule.pattern.pattern.lower()


@pytest.mark.parametrize(("url", "reason"), DENIED)
def test_denied_with_its_reason(url, reason):
    assert (
        decide(url, scope=Scope.of_home("http://home.cn/", hosts=["*.cn", "a.cn"])).reason == reason
    )


@pytest.mark.parametrize("url", ALLOWED)
def test_left_in_scope(url):
    assert decide(url, scope=Scope.of_home(f"http://{host_of(url)}/")).accept


@pytest.mark.parametrize(
    ("home", "page", "accept"),
    [
        ("http://m.a.cn/", "http://m.a.cn/1.html", True),
        ("http://m.a.cn/", "http://m.a.cn/m/1.html", True),
        ("http://m.a.cn/", "http://m.a.cn/print.asp?id=1", False),
        ("http://a.cn/wap/", "http://a.cn/wap/show.asp?id=3", True),
        ("http://a.cn/wap/index.asp", "http://a.cn/wap/show.asp?id=3", True),
        ("http://a.cn/", "http://a.cn/wap/show.asp?id=3", False),
        ("http://big5.a.cn/gate/big5/a.cn/", "http://big5.a.cn/gate/big5/a.cn/1.html", True),
        # What changes the server's state is refused even if a person starts there.
        ("http://a.cn/count.asp", "http://a.cn/count.asp", False),
    ],
)
def test_a_home_page_that_is_a_copy_is_crawled_as_what_it_is(home, page, accept):
    assert decide(page, scope=Scope.of_home(home)).accept is accept


def test_a_host_that_a_person_named_is_no_copy():
    scope = Scope.of_home("http://a.cn/", hosts=["m.a.cn"])
    assert decide("http://m.a.cn/1.html", scope=scope).accept
    scope = Scope.of_home("http://a.cn/", hosts=["*.a.cn"])
    assert decide("http://m.a.cn/1.html", scope=scope).reason == "mobile_copy"


def test_copies_of_nothing():
    assert copies_of() == copies_of("http://a.cn/", "http://www.a.cn/index.html") == frozenset()


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://a.cn/" + "?" * 5000,
            "http://a.cn/" + "?year=1&" * 700,
            "http://a.cn/x?" + "&" * 9000,
        ),
        *(
            "http://a.cn" + "/view" * 2000,
            "http://a.cn/" + "view" * 2000,
            "http://a.cn/" + "_" * 9000,
        ),
        "http://a.cn/" + "/was5/web/search?" * 500,
        "http://a.cn/" + "/calendar?" * 900,
    ],
)
def test_hostile_addresses_cost_little(url):
    reason_to_deny("http://a.cn/")
    start = time.process_time()
    reason_to_deny(url)
    assert time.process_time() - start < 1

"""``deny.toml``: every rule shows what it takes and what it leaves, and keeps its word."""

from __future__ import annotations

import re

import pytest

from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.scope import Scope, decide, deny_rules

RULES = deny_rules()
DENIED = [(url, rule["reason"]) for rule in RULES for url in rule.get("deny", ())]
ALLOWED = [url for rule in RULES for url in rule.get("allow", ())]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["reason"])
def test_rule_has_examples_of_both_kinds(rule):
    assert set(rule) == {"reason", "pattern", "deny", "allow"}
    assert rule["deny"]
    assert rule["allow"]
    assert re.fullmatch(r"[a-z0-9_]+", rule["reason"])
    # The reason is read from the name of the group around the pattern.
    assert not re.compile(rule["pattern"], re.VERBOSE).groups


@pytest.mark.parametrize(("url", "reason"), DENIED)
def test_denied_with_its_reason(url, reason):
    assert decide(url, scope=_scope(url)).reason == reason


@pytest.mark.parametrize("url", ALLOWED)
def test_left_in_scope(url):
    assert decide(url, scope=_scope(url)).accept


def _scope(url):
    return Scope.of_home(f"http://{host_of(url)}/")

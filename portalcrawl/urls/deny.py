"""Addresses that are never asked for, whoever links to them: the rules of ``deny.toml``.

>>> reason_to_deny("http://a.cn/plus/count.php?aid=160"), reason_to_deny("http://a.cn/m/index.html")
('view_counter', 'mobile_copy')
>>> reason_to_deny("http://a.cn/zwgk/m/index.html") is None
True

A portal whose home page is itself such a copy is crawled as what it is:

>>> copies_of("http://m.a.cn/")
frozenset({'mobile_copy'})
>>> reason_to_deny("http://m.a.cn/1.html", except_for=copies_of("http://m.a.cn/")) is None
True
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

# What is longer is refused for its length; here it is a bound for the patterns' work.
MAX_SEARCHED_CHARS = 2000


@dataclass(frozen=True, slots=True)
class DenyRule:
    """One rule: its ``reason``, what it matches, and addresses of both kinds as examples.

    ``copy``: what it denies is there a second time elsewhere. ``files``: holds for files (images,
    scripts, documents) as well as for pages; a page of the mirror may need those.
    """

    reason: str
    pattern: re.Pattern[str]
    deny: tuple[str, ...]
    allow: tuple[str, ...]
    copy: bool = False
    files: bool = False

    def denies(self, url: str) -> bool:
        """Whether *url* is one that this rule refuses."""
        url = url[:MAX_SEARCHED_CHARS].lower()
        if self.pattern.search(url) is None:
            return False
        return self.files or _table().file.search(url) is None


def reason_to_deny(url: str, *, except_for: AbstractSet[str] = frozenset()) -> str | None:
    """The reason of the first rule that refuses *url*; None where none does.

    Rules whose reason is in *except_for* do not hold.
    """
    # Nearly all addresses match nothing, which one look tells.
    if _table().any.search(url[:MAX_SEARCHED_CHARS].lower()) is None:
        return None
    rules = (rule for rule in deny_rules() if rule.reason not in except_for)
    return next((rule.reason for rule in rules if rule.denies(url)), None)


def copies_of(*homes: str) -> frozenset[str]:
    """The reasons of the rules by which one of *homes* itself would be refused as a copy."""
    return frozenset(
        rule.reason for home in homes for rule in deny_rules() if rule.copy and rule.denies(home)
    )


def deny_rules() -> tuple[DenyRule, ...]:
    """The rules in the order in which they are asked."""
    return _table().rules


@dataclass(frozen=True, slots=True)
class _Table:
    """All rules, what any of them matches, and what a file's address looks like."""

    rules: tuple[DenyRule, ...]
    any: re.Pattern[str]
    file: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    text = resources.files("portalcrawl.urls").joinpath("deny.toml").read_text("utf-8")
    data = tomllib.loads(text)
    # A program, by its extension: the word that most patterns need.
    sources = [rule["pattern"].replace("<program>", data["program"]) for rule in data["rule"]]
    rules = tuple(
        DenyRule(
            reason=rule["reason"],
            pattern=_compile(source),
            deny=tuple(rule["deny"]),
            allow=tuple(rule["allow"]),
            copy=rule.get("copy", False),
            files=rule.get("files", False),
        )
        for rule, source in zip(data["rule"], sources, strict=True)
    )
    return _Table(rules, any=_compile("|".join(sources)), file=_compile(data["file"]))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)

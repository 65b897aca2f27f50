"""Notices instead of a page: for members only, not there, too fast. Their words are data.

>>> from portalcrawl.page.document import Page
>>> page = Page.of_bytes("<p>对不起，该信息不存在或已被删除！".encode(), url="http://a.cn/9.html")
>>> says_missing(Look(page), has_content=False)
'says_deleted'

The same words stand in articles. They count on a page that says hardly anything else, or in its
title or first headlines; on a page with the shape of an article only if its title is that of a
notice (``提示信息``) and nothing more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from portalcrawl.page.look import MAX_BARE_LINKS, Look, letters_of

# A server's own error page has up to 300 letters of advice.
MAX_NOTICE_LETTERS = 400
_TITLE_BREAK = re.compile(r"[-_|—–>»:：]+")
_FILES = ("restricted", "not_found", "rate_limited")


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that mean one thing, and whole titles that do, all as ``letters_of`` gives them."""

    name: str
    phrases: tuple[str, ...]
    titles: frozenset[str]
    deny: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


def is_restricted(look: Look, *, has_content: bool) -> str | None:
    """The rule by which the page is only for members or for a network, or None."""
    found = _find(look, "restricted", has_content=has_content)
    if found is None and not has_content and _is_short(look) and look.has_password:
        return "login_form"
    return found


def says_missing(look: Look, *, has_content: bool) -> str | None:
    """The rule by which the page says that nothing is there, or None."""
    return _find(look, "not_found", has_content=has_content)


def says_too_often(look: Look) -> str | None:
    """The rule by which the page says that we ask too often, or None."""
    return _find(look, "rate_limited", has_content=False)


def notice_rules(name: str) -> tuple[Rule, ...]:
    """The rules of ``restricted``, ``not_found`` or ``rate_limited``."""
    return _loaded()[name]


def _find(look: Look, name: str, *, has_content: bool) -> str | None:
    parts = _title_parts(look.page.title)
    if has_content and parts.isdisjoint(_all_titles()):
        return None
    rules = notice_rules(name)
    titled = next((rule.name for rule in rules if not parts.isdisjoint(rule.titles)), None)
    if titled is not None:
        return titled
    if not parts.isdisjoint(_notice_titles()) or (not has_content and _is_short(look)):
        return _first(rules, look.said)
    if has_content:
        return None
    return _first(rules, look.headlines)


def _first(rules: Iterable[Rule], said: str) -> str | None:
    for rule in rules:
        for phrase in rule.phrases:
            if phrase in said:
                return rule.name
    return None


def _is_short(look: Look) -> bool:
    return look.letters <= MAX_NOTICE_LETTERS and look.links <= MAX_BARE_LINKS


def _title_parts(title: str) -> frozenset[str]:
    return frozenset(map(letters_of, _TITLE_BREAK.split(title)))


def _all_titles() -> frozenset[str]:
    return _titles()[0]


def _notice_titles() -> frozenset[str]:
    return _titles()[1]


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    """All titles that are a notice's, and those that do not say of what."""
    notice = frozenset(map(letters_of, _read("not_found")["notice"]["titles"]))
    of_rules = (rule.titles for rules in _loaded().values() for rule in rules)
    return notice.union(*of_rules), notice


@lru_cache(maxsize=1)
def _loaded() -> dict[str, tuple[Rule, ...]]:
    return {name: tuple(map(_rule, _read(name)["rule"])) for name in _FILES}


def _rule(data: dict[str, Any]) -> Rule:
    return Rule(
        name=data["name"],
        phrases=tuple(map(letters_of, data["phrases"])),
        titles=frozenset(map(letters_of, data.get("titles", ()))),
        deny=tuple(data["deny"]),
        allow=tuple(data["allow"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("portalcrawl.page").joinpath(f"{name}.toml").read_text("utf-8")
    )

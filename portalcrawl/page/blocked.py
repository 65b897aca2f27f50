"""Firewalls and script challenges: who stands before the host, so that it is left alone.

>>> from portalcrawl.page.document import Page
>>> body = "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。".encode()
>>> page = Page.of_bytes(body, url="http://a.cn/")
>>> found = find_block(Case("http://a.cn/", 405, body=body, page=page))
>>> (found.rule, found.vendor)
('waf_phrase', 'aliyun')

A page with the shape of an article or a list is never a block, whatever words and scripts are in
it: news about security quote these notices, and good pages behind a firewall carry its script.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from portalcrawl.page.judgement import Case, Judgement, PageState
from portalcrawl.page.look import Look, letters_of

MAX_BLOCK_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Vendor:
    """One maker of firewalls, as ``blocked.toml`` explains."""

    name: str
    title: str
    statuses: frozenset[int]
    phrases: tuple[str, ...]
    titles: frozenset[str]
    marks: tuple[str, ...]
    scripts: tuple[str, ...]
    headers: tuple[str, ...]
    unless: tuple[str, ...]
    deny: tuple[dict[str, Any], ...]
    allow: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Firewalls:
    """All of ``blocked.toml``; phrases and titles as ``letters_of`` gives them."""

    vendors: tuple[Vendor, ...]
    refusals: frozenset[int]
    quiet_refusals: frozenset[int]
    server_pages: tuple[str, ...]


def find_block(case: Case) -> Judgement | None:
    """The block that the page of *case* shows by a phrase, a mark or a challenge, or None."""
    look = case.look
    if case.has_content or look is None or not _may_be_block(case, look):
        return None
    for vendor in firewalls().vendors:
        rule = _says(vendor, look)
        if rule is not None:
            return _blocked(case, rule, vendor.name)
    return None


def find_refusal(case: Case) -> Judgement | None:
    """The block that the status of *case* alone shows, where the page has nothing to say."""
    if case.has_content or case.status is None:
        return None
    known = firewalls()
    if case.status in known.refusals | known.quiet_refusals:
        if case.is_home:
            return _blocked(case, "home_refused", _vendor_by_signs(case))
        if _is_mute(case):
            return _blocked(case, f"http_{case.status}", _vendor_by_signs(case))
    return None


def vendor_of_headers(headers: tuple[tuple[str, str], ...]) -> str | None:
    """The vendor that headers name; good answers behind its firewall have them too."""
    lines = [f"{name}: {value[:200]}".lower() for name, value in headers]
    return next(
        (
            vendor.name
            for vendor in firewalls().vendors
            if any(line.startswith(start) for start in vendor.headers for line in lines)
        ),
        None,
    )


@lru_cache(maxsize=1)
def firewalls() -> Firewalls:
    """What is known of firewalls."""
    text = resources.files("portalcrawl.page").joinpath("blocked.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Firewalls(
        vendors=tuple(map(_vendor, data["vendor"])),
        refusals=frozenset(data["refusals"]),
        quiet_refusals=frozenset(data["quiet_refusals"]),
        server_pages=tuple(map(letters_of, data["server_pages"])),
    )


def _may_be_block(case: Case, look: Look) -> bool:
    if case.status in firewalls().refusals | firewalls().quiet_refusals:
        return True
    return len(case.body) < MAX_BLOCK_BYTES and look.is_bare


def _says(vendor: Vendor, look: Look) -> str | None:
    """By which of its signs the page is a block of *vendor*."""
    if any(mark in look.markup for mark in vendor.unless):
        return None
    if any(phrase in look.said for phrase in vendor.phrases):
        return "waf_phrase"
    if vendor.titles and letters_of(look.page.title) in vendor.titles:
        return "waf_title"
    if any(mark in look.markup for mark in vendor.marks):
        return "waf_mark"
    if look.is_empty and any(script in look.markup for script in vendor.scripts):
        return "challenge_script"
    return None


def _is_mute(case: Case) -> bool:
    """Whether the page says nothing that an honest answer with this status would."""
    if case.header("allow") is not None:
        # A script that does not take GET says what it takes (RFC 9110, section 15.5.6).
        return False
    if case.look is None:
        return not case.body.strip()
    if any(phrase in case.look.said for phrase in firewalls().server_pages):
        return False
    return case.look.is_bare if case.status in firewalls().refusals else case.look.is_empty


def _vendor_by_signs(case: Case) -> str | None:
    by_status = (v.name for v in firewalls().vendors if case.status in v.statuses)
    return vendor_of_headers(case.headers) or next(by_status, None)


def _blocked(case: Case, rule: str, vendor: str | None) -> Judgement:
    named = None if vendor == "unknown" else vendor
    return Judgement(PageState.BLOCKED, rule, vendor=named, evidence=case.evidence)


def _vendor(data: dict[str, Any]) -> Vendor:
    return Vendor(
        name=data["name"],
        title=data["title"],
        statuses=frozenset(data.get("statuses", ())),
        phrases=tuple(map(letters_of, data.get("phrases", ()))),
        titles=frozenset(map(letters_of, data.get("titles", ()))),
        marks=tuple(mark.lower() for mark in data.get("marks", ())),
        scripts=tuple(mark.lower() for mark in data.get("scripts", ())),
        headers=tuple(start.lower() for start in data.get("headers", ())),
        unless=tuple(mark.lower() for mark in data.get("unless", ())),
        deny=tuple(data["deny"]),
        allow=tuple(data["allow"]),
    )

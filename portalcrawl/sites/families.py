"""CMS families: how a system that runs many portals marks the parts of its pages. Data, no code.

>>> [f.name for f, _ in families_of("http://a.cn/202002/t20200205_1.html", names={"trs_editor"})]
['trs']
>>> article_key("http://a.cn/info/1036/12441.htm")
('vsb', '12441')

A portal mixes families, so they are looked for on each page; what none of them knows is left to the
general rules. Each file of ``families/`` carries examples, without which it does not load in tests.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

# A name or mark is one that only this family has, a hint one that others have too.
NAME_SCORE = 2
MARK_SCORE = 2
HINT_SCORE = 1
URL_SCORE = 2
MIN_SCORE = 2


@dataclass(frozen=True, slots=True)
class Marker:
    """Comments around a part of the page: the texts that one which begins or ends it contains."""

    field: str
    begin: tuple[str, ...]
    end: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family; ``body`` and ``headline`` are simple selectors (``.class``, ``#id``, ``tag``).

    ``key`` finds an article's number in its address, in whichever group it is; ``keys`` and
    ``no_key`` are the addresses that show it.
    """

    name: str
    title: str
    url: re.Pattern[str]
    names: frozenset[str]
    marks: tuple[str, ...]
    hints: tuple[str, ...]
    body: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    key: re.Pattern[str] | None = None
    keys: dict[str, str] = field(default_factory=dict)
    no_key: tuple[str, ...] = ()
    markers: tuple[Marker, ...] = ()
    property: dict[str, str] = field(default_factory=dict)
    examples: tuple[dict[str, Any], ...] = ()

    def score(
        self, url: str, *, names: AbstractSet[str] = frozenset(), comments: str = "", html: str = ""
    ) -> int:
        """How much of what is known of the page speaks for this family."""
        score = URL_SCORE if self.url.search(url) else 0
        score += NAME_SCORE * len(self.names & names)
        if comments and any(text in comments for marker in self.markers for text in marker.begin):
            score += MARK_SCORE
        if html:
            score += sum(MARK_SCORE for mark in self.marks if mark in html)
            # Hints alone make no family.
            score += sum(HINT_SCORE for hint in self.hints if hint in html) if score else 0
        return score

    def signs(
        self, url: str, *, names: AbstractSet[str] = frozenset(), html: str = ""
    ) -> list[str]:
        """What of the page speaks for this family, in words.

        >>> vsb = next(family for family in families() if family.name == "vsb")
        >>> vsb.signs("http://a.cn/info/1036/12441.htm", names={"v_news_content"})
        ['address /info/1036/12441.htm', 'element v_news_content']
        """
        match = self.url.search(url)
        found = [f"address {match[0]}"] if match is not None else []
        found += [f"element {name}" for name in sorted(self.names & names)]
        return found + [f"mark {mark}" for mark in self.marks if mark in html]


def families_of(
    url: str, *, names: AbstractSet[str] = frozenset(), comments: str = "", html: str = ""
) -> list[tuple[Family, int]]:
    """The families that the page at *url* shows signs of, with their scores, the surest first.

    *names* are the ids, classes and tags of its elements in lower case, *comments* their texts
    together. Both are at hand when a page is read; *html*, its whole text, tells more and costs
    more than all the rest of the reading: for the look at a new site.
    """
    signs = _signs()
    may_be = html or not signs.names.isdisjoint(names) or signs.url.search(url)
    may_be = may_be or (comments and signs.comments.search(comments))
    scores = (
        (family, family.score(url, names=names, comments=comments, html=html))
        for family in (families() if may_be else ())
    )
    return sorted((found for found in scores if found[1] >= MIN_SCORE), key=lambda found: -found[1])


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of all families together: most pages show none, which one look tells."""

    url: re.Pattern[str]
    names: frozenset[str]
    comments: re.Pattern[str]


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    urls = "|".join(f"(?:{family.url.pattern})" for family in families())
    names = frozenset().union(*(family.names for family in families()))
    begins = {text for f in families() for marker in f.markers for text in marker.begin}
    comments = "|".join(map(re.escape, sorted(begins)))
    return _Signs(re.compile(urls), names, re.compile(comments))


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """All families, by name."""
    folder = resources.files("portalcrawl.sites").joinpath("families")
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return tuple(
        family_of_toml(file.name.removesuffix(".toml"), file.read_text("utf-8"))
        for file in files
        if file.name.endswith(".toml")
    )


def family_of_toml(name: str, text: str) -> Family:
    """The family that the TOML *text* describes."""
    data = tomllib.loads(text)
    fingerprint, select = data["fingerprint"], data.get("select", {})
    article = data.get("article", {})
    return Family(
        name=name,
        title=data["title"],
        url=re.compile("|".join(f"(?:{pattern})" for pattern in fingerprint["urls"])),
        names=frozenset(fingerprint.get("names", ())),
        marks=tuple(fingerprint.get("marks", ())),
        hints=tuple(fingerprint.get("hints", ())),
        body=tuple(select.get("body", ())),
        headline=tuple(select.get("headline", ())),
        key=re.compile(article["key"]) if "key" in article else None,
        keys=article.get("keys", {}),
        no_key=tuple(article.get("no_key", ())),
        markers=tuple(
            Marker(m["field"], tuple(m["begin"]), tuple(m["end"])) for m in data.get("marker", ())
        ),
        property=data.get("property", {}),
        examples=tuple(data.get("example", ())),
    )


def article_key(url: str) -> tuple[str, str] | None:
    """The family and the number of the article at *url*, where its address tells both."""
    for family in families():
        if family.key is None or (match := family.key.search(url)) is None:
            continue
        number = next((group for group in match.groups() if group), None)
        if number is not None:
            return family.name, number
    return None

"""Articles that say the same, in order: the earliest first, then how the others agree with it.

>>> def article(name, published, text):
...     fields = {"_id": name, "site": name, "published": published, "text_digest": text}
...     return {**fields, "first_seen_at": datetime(2026, 1, 1), "source": None}
>>> found = [article("c", "2024-03-07", "y"), article("b", "2024-03-06", "x")]
>>> found.append(article("a", "2024-03-05", "x"))
>>> cluster = arranged(found, {("x", "y"): 0.93}, owners={})
>>> cluster.says, [(one.article["_id"], one.how, one.similarity) for one in cluster.members]
('published', [('a', 'earliest', 1.0), ('b', 'exact', 1.0), ('c', 'near', 0.93)])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from portalcrawl.dedup.earliest import Witness, earliest

Doc: TypeAlias = dict[str, Any]
EARLIEST, EXACT, NEAR = "earliest", "exact", "near"


@dataclass(frozen=True, slots=True)
class Member:
    """An article and how it agrees with the earliest; ``similarity`` from 0 to 1."""

    article: Doc
    how: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that say the same; ``says`` is what tells that the first is the earliest."""

    members: list[Member]
    says: str


def arranged(
    articles: Sequence[Doc], pairs: Mapping[tuple[str, str], float], owners: Mapping[str, str]
) -> Cluster:
    """The cluster of *articles*, of which there is at least one.

    *pairs* has the similarity of two texts by their digests, the smaller first; *owners* says who
    runs a site. The similarity of a copy of a copy is that with the text next to it.
    """
    by_id = {article["_id"]: article for article in articles}
    witnesses = [_witness(article, owners) for article in articles]
    first, says = earliest(witnesses)
    text = by_id[first.article]["text_digest"]
    members = [
        _member(article, first=first.article, text=text, pairs=pairs) for article in articles
    ]
    members.sort(key=_place)
    return Cluster(members, says)


def _witness(article: Doc, owners: Mapping[str, str]) -> Witness:
    return Witness(
        article["_id"],
        article["published"],
        article["first_seen_at"],
        source=article["source"] or "",
        owner=owners.get(article["site"], ""),
    )


def _member(
    article: Doc, *, first: str, text: str, pairs: Mapping[tuple[str, str], float]
) -> Member:
    if article["_id"] == first:
        return Member(article, EARLIEST, 1.0)
    own = article["text_digest"]
    if own == text:
        return Member(article, EXACT, 1.0)
    direct = pairs.get((min(own, text), max(own, text)))
    nearest = max((value for pair, value in pairs.items() if own in pair), default=0.0)
    return Member(article, NEAR, nearest if direct is None else direct)


def _place(member: Member) -> tuple[bool, str, datetime, str]:
    article = member.article
    # Those without a date come last.
    published = article["published"] or "9"
    return member.how != EARLIEST, published, article["first_seen_at"], article["_id"]

"""A change, and what of many changes is shown.

>>> shown = Selection(max_shown=1)
>>> [one.title for one in shown.noting([example("new", "甲"), example("new", "乙")])]
['甲', '乙']
>>> shown.counts, [one.title for one in shown.of_kind("new")], shown.hidden("new")
({'new': 2}, ['甲'], 1)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Doc = Mapping[str, Any]
# In the order in which a reader asks for them; the words say what happened to the article.
KINDS = {
    "new": "new",
    "changed": "edited",
    "moved": "moved to another address",
    "gone": "taken down",
    "back": "there again",
    "duplicate": "copied from elsewhere",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to one article in one run: a document of ``changes``."""

    id: str
    run: str
    site: str
    article: str
    kind: str
    at: datetime
    url: str
    title: str
    column: str = ""
    published: str = ""
    fields: Mapping[str, list[str | None]] = field(default_factory=dict)
    """Of a changed article: field → how it was and how it is, long texts where they differ."""
    detail: Doc = field(default_factory=dict)
    """Of a moved one where it was (``url``), of one that is gone since when (``since``, UTC), of a
    duplicate what it is a copy of.
    """

    @classmethod
    def of_document(cls, document: Doc) -> Change:
        """From a document of ``changes``."""
        names = ("run", "site", "article", "kind", "at", "url", "title")
        more = ("column", "published", "fields", "detail")
        values = {name: document[name] for name in names}
        values |= {name: document[name] for name in more if document.get(name)}
        return cls(id=document["_id"], **values)

    def as_json(self) -> dict[str, Any]:
        """Plain data; what is empty is left out."""
        values = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}
        values["at"] = self.at.isoformat(timespec="milliseconds")
        if (since := self.detail.get("since")) is not None:
            values["detail"] = {**self.detail, "since": since.isoformat(timespec="seconds")}
        return values

    @property
    def story(self) -> str:
        """In words what the title does not tell."""
        return story_of(self.kind, self.detail)


def story_of(kind: str, detail: Doc) -> str:
    """The *detail* of a change of *kind* in words; empty where there is none.

    >>> story_of("moved", {"url": "http://a.cn/old"})
    'was at http://a.cn/old'
    >>> story_of("gone", {"since": datetime(2026, 3, 1, tzinfo=UTC)})
    'not found since 2026-03-01 00:00 UTC'
    >>> copy = {"of": "1f", "site": "b.cn", "url": "http://b.cn/1", "how": "near"}
    >>> story_of("duplicate", {**copy, "similarity": 0.973})
    'copy of http://b.cn/1 (b.cn), 97 % alike'
    """
    url, since = detail.get("url"), detail.get("since")
    if kind == "gone" and since:
        return f"not found since {since:%Y-%m-%d %H:%M} UTC"
    if kind == "moved" and url:
        return f"was at {url}"
    if kind == "duplicate" and url:
        share = detail.get("similarity") if detail.get("how") == "near" else None
        alike = "" if share is None else f", {100 * share:.0f} % alike"
        return f"copy of {url} ({detail.get('site')}){alike}"
    return ""


class Selection:
    """The first changes of each kind, up to *max_shown*, and how many there are."""

    def __init__(self, *, max_shown: int) -> None:
        self.counts: dict[str, int] = {}
        self._max_shown = max_shown
        self._shown: dict[str, list[Change]] = {}

    def noting(self, changes: Iterable[Change]) -> Iterator[Change]:
        """*changes*, each looked at as it passes."""
        for change in changes:
            self.counts[change.kind] = self.counts.get(change.kind, 0) + 1
            shown = self._shown.setdefault(change.kind, [])
            if len(shown) < self._max_shown:
                shown.append(change)
            yield change

    @property
    def kinds(self) -> list[str]:
        """The kinds that there are, in reading order."""
        return [kind for kind in KINDS if kind in self.counts]

    def of_kind(self, kind: str) -> list[Change]:
        """What is shown of *kind*: by site and column, the newest first."""
        newest = sorted(self._shown[kind], key=lambda change: change.published, reverse=True)
        return sorted(newest, key=lambda change: (change.site, change.column))

    def hidden(self, kind: str) -> int:
        """How many of *kind* are not shown."""
        return self.counts[kind] - len(self._shown[kind])

    @property
    def words(self) -> str:
        """The counts in words."""
        found = ", ".join(f"{self.counts[kind]} {KINDS[kind]}" for kind in self.kinds)
        return found or "nothing changed"


def example(kind: str, title: str, **values: Any) -> Change:  # noqa: ANN401 - any field
    """A change of an invented site, for examples and tests."""
    known = {"run": "a.cn@1", "site": "a.cn", "article": "1f", "url": "http://a.cn/1.html"}
    known |= {"id": f"a.cn@1 1f {kind}", "kind": kind, "title": title}
    return Change(**{"at": datetime(2026, 1, 1, tzinfo=UTC), **known, **values})

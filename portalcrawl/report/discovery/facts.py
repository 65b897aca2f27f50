"""What the report is made from: a few facts of each list page, address and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portalcrawl.sites.identity import item_key

Doc = Mapping[str, Any]
# An address that was asked for and is no page: the site has a dead link.
DEAD_KINDS = frozenset({"missing", "soft_404"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the frontier, and what became of it."""

    key: str
    url: str
    host: str
    state: str
    reason: str
    kind: str
    role: str
    via: str | None

    @classmethod
    def of_document(cls, document: Doc) -> Address:
        """From a document of ``frontier``."""
        return cls(
            key=item_key(document["url"]),
            url=document["url"],
            host=document["host"],
            state=document["state"],
            reason=document.get("reason") or "",
            kind=document.get("kind") or "",
            role=document.get("role") or "",
            via=document.get("via"),
        )

    @property
    def is_dead(self) -> bool:
        """Whether it was asked for and is not there, or never answered."""
        return self.kind in DEAD_KINDS or self.state == "failed"


@dataclass(frozen=True, slots=True)
class Story:
    """An article: its keys under all its addresses, and its neighbours' keys."""

    keys: frozenset[str]
    url: str
    title: str
    published: str | None
    column: str
    """The innermost column of its breadcrumb."""
    previous: str | None = None
    next: str | None = None

    @classmethod
    def of_document(cls, document: Doc) -> Story:
        """From a document of ``articles``."""
        path = document.get("column_path") or ()
        return cls(
            keys=frozenset(item_key(url) for url in document["urls"]),
            url=document["url"],
            title=document["title"],
            published=document.get("published"),
            column=path[-1]["title"] if path else "",
            previous=_neighbour(document.get("previous")),
            next=_neighbour(document.get("next")),
        )


@dataclass(slots=True)
class Site:
    """All facts of one run of a site. ``lists`` are documents of ``lists``, in reading order."""

    lists: list[Doc] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    hosts: dict[str, Doc] = field(default_factory=dict)
    """What is remembered of each host: documents of ``hosts`` by name."""

    @classmethod
    def of_documents(
        cls,
        *,
        lists: Iterable[Doc],
        addresses: Iterable[Doc],
        stories: Iterable[Doc],
        hosts: Iterable[Doc] = (),
    ) -> Site:
        """From documents of ``lists``, ``frontier``, ``articles`` and ``hosts``."""
        return cls(
            lists=list(lists),
            addresses=[Address.of_document(document) for document in addresses],
            stories=[Story.of_document(document) for document in stories],
            hosts={document["_id"]: document for document in hosts},
        )


def _neighbour(link: Doc | None) -> str | None:
    return item_key(link["url"]) if link and link.get("url") else None

"""What is sent to be read at a time, and what comes back: as little as will do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from portalcrawl.items import Article, ListPage, SiteRecord
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.sites.template import Template
from portalcrawl.store.archived_pages import Address

Doc: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known of a site beforehand: the same for all its pages.

    ``folder`` is that of the archive, ``missing`` how each host answers for what it has not.
    """

    site: str
    home: str
    folder: Path
    templates: tuple[Template, ...] = ()
    missing: dict[str, NotFoundPages] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages to read, and as BSON all that the store has of them.

    ``data`` is what the scripts of rendered pages asked for, by the page's capture; ``list_urls``
    says where the lists begin whose further pages are among them (by column).
    """

    addresses: tuple[Address, ...]
    captures: tuple[bytes, ...] = ()
    articles: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    data: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    list_urls: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class FoundArticle:
    """An article that is not as it is stored; ``capture`` is the pointer that it keeps."""

    article: Article
    capture: Doc
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LostArticle:
    """A stored article whose page is something else now: ``kind``, for the reason ``rule``."""

    id: str
    url: str
    title: str
    kind: str
    rule: str


@dataclass(slots=True)
class ChunkReading:
    """What was read of a chunk. What is as it is stored is only counted."""

    kinds: Counter[str] = field(default_factory=Counter)
    """How many pages there are of each kind."""
    same: int = 0
    """Articles that are as they are stored."""
    articles: list[FoundArticle] = field(default_factory=list)
    lists: list[tuple[ListPage, str]] = field(default_factory=list)
    """List pages that are not, each with the run that captured it."""
    record: SiteRecord | None = None
    lost: list[LostArticle] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    """Address → why its capture can't be read."""

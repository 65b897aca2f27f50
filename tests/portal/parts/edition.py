"""A portal as it is published: its pages by address, and what was put into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.portal.parts.columns import Column, Menu
from tests.portal.parts.content import Content, Neighbours
from tests.portal.parts.story import Story
from tests.portal.site import Resource, Script
from tests.portal.truth import Forbidden, SiteRecord, Trap


@dataclass(frozen=True, slots=True)
class ListPage:
    """One request of a list, for a page or for data, and the rows that the answer shows."""

    path: str
    rows: tuple[Story, ...]
    resource: Resource


@dataclass(frozen=True, slots=True)
class Shelf:
    """A column's list; *items* and *pages_said* are what its pager says, None if nothing.

    *pager* is as in `ColumnTruth`.
    """

    column: Column
    pages: tuple[ListPage, ...] = ()
    pinned: tuple[Story, ...] = ()
    items: int | None = None
    pages_said: int | None = None
    pager: str = "links"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an article's page prints of it beside title and text."""

    published: str
    published_raw: str
    source: str | None = None
    author: str | None = None
    views: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that a portal publishes. *twins* are links to another address of the same bytes."""

    record: SiteRecord
    menu: Menu
    content: Content
    shelves: tuple[Shelf, ...]
    article: Callable[[Story, Neighbours], Resource]
    shown: Callable[[Story], Shown]
    home: Resource
    pages: Mapping[str, Resource]  # neither home, list nor article
    assets: Mapping[str, Resource]  # what the pages' frame loads
    hidden: Mapping[str, Resource]  # what nobody should ask for, and robots.txt
    forbidden: Forbidden
    codec: str
    header_charset: str | None
    meta_charset: str
    twins: Mapping[str, str] = field(default_factory=dict)
    beyond: Mapping[str, Resource] = field(default_factory=dict)  # behind the end of a list
    states: Mapping[str, str] = field(default_factory=dict)
    traps: tuple[Trap, ...] = ()
    scripts: Mapping[str, Script] = field(default_factory=dict)
    any_query: Mapping[str, Resource] = field(default_factory=dict)

    def article_page(self, story: Story) -> Resource:
        return self.article(story, self.content.neighbours[story.post.number])

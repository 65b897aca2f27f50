"""A portal's articles and how they hang together: who is listed where, who follows whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.portal.parts.columns import Column, Menu
from tests.portal.parts.story import Story
from tests.portal.text import Writer


@dataclass(frozen=True, slots=True)
class Listing:
    """A column's rows, newest first; *pinned* ones head every page. Deleted articles are here."""

    pinned: tuple[Story, ...]
    others: tuple[Story, ...]

    @property
    def rows(self) -> tuple[Story, ...]:
        return self.pinned + self.others

    def pages(self, per_page: int) -> list[tuple[Story, ...]]:
        """The rows of each page; an empty list has one page."""
        starts = range(0, max(1, len(self.others)), per_page)
        return [(*self.pinned, *self.others[start : start + per_page]) for start in starts]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What 上一篇 and 下一篇 lead to."""

    prev: Story | None
    next: Story | None


@dataclass(frozen=True, slots=True)
class Content:
    """All there is to publish."""

    live: Sequence[Story]  # by id, without the deleted one
    listings: Mapping[str, Listing]  # by the column's name
    neighbours: Mapping[int, Neighbours]  # by the post's number
    edited: Story  # one of *live* after its later change

    def page_story(self) -> Story:
        """The article that is a column."""
        return self.live[0]


def arrange(menu: Menu, stories: Sequence[Story], *, salt: str, prev_is_newer: bool) -> Content:
    """The content; *prev_is_newer* is the portal's convention for 上一篇."""
    newest_first = sorted(stories, key=lambda s: (s.posted.date(), s.post.id), reverse=True)
    live = [story for story in stories if not story.post.deleted]
    return Content(
        live=live,
        listings={column.name: _listing(menu, column, newest_first) for column in menu},
        neighbours={
            story.post.number: _neighbours(story, live, prev_is_newer=prev_is_newer)
            for story in live
        },
        edited=_edit(next(story for story in live if story.post.edited), salt),
    )


def columns_of(menu: Menu, story: Story) -> tuple[str, ...]:
    """The columns that list it, its own first."""
    if not story.post.listed:
        return ()
    upwards = reversed(menu.crumbs(story.post.column))
    return (*(column.name for column in upwards), *story.post.also_in)


def _listing(menu: Menu, column: Column, newest_first: Iterable[Story]) -> Listing:
    rows = [story for story in newest_first if column.name in columns_of(menu, story)]
    pinned = [story for story in rows if story.post.pinned and column is story.post.column]
    return Listing(tuple(pinned), tuple(row for row in rows if row not in pinned))


def _neighbours(story: Story, live: Sequence[Story], *, prev_is_newer: bool) -> Neighbours:
    """The next ones by id in the same column.

    上一篇 is asked for among the listed articles and 下一篇 among all: that is how the orphan came
    to be reachable from one side only.
    """
    chain = [other for other in live if other.post.column is story.post.column]
    older = [other for other in chain if other.post.id < story.post.id][::-1]
    newer = [other for other in chain if other.post.id > story.post.id]
    before, after = (newer, older) if prev_is_newer else (older, newer)
    return Neighbours(
        next((other for other in before if other.post.listed), None), next(iter(after), None)
    )


def _edit(story: Story, salt: str) -> Story:
    """The article with its second paragraph written anew."""
    first, _, *rest = story.paragraphs
    writer = Writer(Random(f"{salt}/edited"), year=story.posted.year)
    return replace(story, paragraphs=(first, writer.paragraph(3), *rest))

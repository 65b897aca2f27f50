"""How a portal's articles hang together: who is listed where, who follows whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.portal.stories.scheme import Column, Scheme
from tests.portal.stories.story import Story, edit, write_stories


@dataclass(frozen=True, slots=True)
class Content:
    """All there is to publish."""

    scheme: Scheme
    stories: Sequence[Story]  # by number, the deleted one among them
    rows: Mapping[str, tuple[Story, ...]]  # of each column by its name, newest first
    edited: Story  # one of *stories* after its later change

    @property
    def live(self) -> list[Story]:
        """Those that are there."""
        return [story for story in self.stories if not story.post.deleted]

    @property
    def deleted(self) -> list[Story]:
        """Those that are listed and gone."""
        return [story for story in self.stories if story.post.deleted]

    def pages(self, column: Column) -> list[tuple[Story, ...]]:
        """The rows of each of the column's pages; an empty column has one page."""
        rows, size = self.rows[column.name], self.scheme.rows_per_page
        return [rows[start : start + size] for start in range(0, max(1, len(rows)), size)]

    def neighbours(self, story: Story) -> tuple[Story | None, Story | None]:
        """The ones before and after *story* by id in its column.

        The one before is asked for among the listed, the one after among all: that is how an
        orphan came to be reachable from one side only.
        """
        chain = [other for other in self.live if other.post.column == story.post.column]
        before = [s for s in chain if s.post.id < story.post.id and s.post.listed]
        after = [s for s in chain if s.post.id > story.post.id]
        return (before[-1] if before else None, after[0] if after else None)


def write_content(scheme: Scheme, *, seed: int, articles: int) -> Content:
    """The content of *scheme* with so many articles."""
    stories = write_stories(scheme, seed=seed, articles=articles)
    newest = sorted(stories, key=lambda s: (s.post.posted.date(), s.post.id), reverse=True)
    rows = {
        column.name: tuple(
            story
            for story in newest
            if story.post.listed and column.name in (story.post.column.name, *story.post.also_in)
        )
        for column in scheme.columns
    }
    edited = next(story for story in stories if story.post.edited)
    return Content(scheme, stories, rows, edit(edited, seed=seed))

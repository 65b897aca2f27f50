"""What the editors of the portal do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from tests.portal.text import Writer

ROWS = 25
NAMES = (
    *("时政要闻", "通知公告", "基层动态", "政策法规", "人事任免", "工作简报"),
    *("党建园地", "财政预算", "办事指南", "媒体聚焦", "领导讲话", "学习资料"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """An article: *number* never changes, *column* (0 to 11) may."""

    number: int
    column: int
    title: str
    body: tuple[str, ...]
    published: datetime
    source: str

    @property
    def path(self) -> str:
        return f"/{slug(self.column)}/{self.published:%Y%m}/t{self.number:06}.html"


def slug(column: int) -> str:
    return f"lm{column + 1:02}"


@dataclass
class Newsroom:
    """The stories by number; those of a column are listed newest first."""

    rng: Random
    now: datetime
    stories: dict[int, Story] = field(default_factory=dict)
    readers: int = 0
    """Grows with each page that is shown."""

    @classmethod
    def of(cls, count: int, *, now: datetime, seed: int = 1, over_days: int = 2000) -> Newsroom:
        """A newsroom with *count* stories, the youngest of each column a few hours old."""
        room = cls(Random(seed), now)
        ages = sorted((room.rng.random() * over_days for _ in range(count)), reverse=True)
        for age in ages:
            room.publish(at=now - timedelta(days=age))
        return room

    def publish(self, *, at: datetime | None = None, column: int | None = None) -> Story:
        """A new story, at the head of its column."""
        number = len(self.stories) + 1
        at = self.now if at is None else at
        writer = Writer(Random(f"{number} {self.rng.random()}"), year=at.year)
        story = Story(
            number,
            self.rng.randrange(len(NAMES)) if column is None else column,
            f"{writer.one('title')}（{number}）",
            tuple(writer.report(8)),
            at,
            writer.organisation(),
        )
        self.stories[number] = story
        return story

    def edit(self, story: Story, *, title: bool = False) -> Story:
        """One sentence more, or another title."""
        changed = (
            replace(story, title=f"更正：{story.title}")
            if title
            else replace(story, body=(*story.body, f"（本文于{self.now:%H时%M分}作了更正。）"))
        )
        self.stories[story.number] = changed
        return changed

    def delete(self, stories: Iterable[Story]) -> None:
        for story in stories:
            del self.stories[story.number]

    def move(self, story: Story) -> Story:
        """The same text in another column, so at another address."""
        moved = replace(story, column=(story.column + 1) % len(NAMES))
        self.stories[story.number] = moved
        return moved

    def listed(self, column: int) -> list[Story]:
        """The stories of *column*, newest first."""
        own = [story for story in self.stories.values() if story.column == column]
        return sorted(own, key=lambda story: (story.published, story.number), reverse=True)

    def newest(self, count: int) -> list[Story]:
        return sorted(self.stories.values(), key=lambda s: s.published, reverse=True)[:count]

    def oldest(self, count: int) -> list[Story]:
        return sorted(self.stories.values(), key=lambda s: s.published)[:count]

"""What the articles of a portal say, from their numbers and a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.portal.stories.scheme import Post, Scheme
from tests.portal.text import Writer

FEWEST_ARTICLES = 60  # all special cases are among the first so many
_FIRST_DAY = datetime(2019, 3, 4, tzinfo=UTC)
_LAST_DAY = datetime(2025, 6, 30, tzinfo=UTC)
_SPECIALS: dict[int, dict[str, Any]] = {
    7: {"body_kind": "images", "has_picture": True},
    9: {"body_kind": "empty", "has_picture": False, "has_file": False},
    18: {"edited": True},
    22: {"deleted": True},
    28: {"listed": False},
    33: {"twin_of": 16, "has_picture": False, "has_file": False},
}


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its editor wrote it."""

    post: Post
    path: str
    title: str
    source: str | None
    author: str | None
    paragraphs: tuple[str, ...]

    @property
    def picture(self) -> str | None:
        """The path of its picture."""
        return f"/UploadFile/{self.post.id}.jpg" if self.post.has_picture else None

    @property
    def file(self) -> str | None:
        """The path of its attachment."""
        return f"/UploadFile/{self.post.id}.doc" if self.post.has_file else None

    @property
    def file_name(self) -> str:
        """The text of the attachment's link."""
        return f"登记表{self.post.id}.doc"


def write_stories(scheme: Scheme, *, seed: int, articles: int) -> list[Story]:
    """All stories by number; no two have one title but those with one text."""
    if articles < FEWEST_ARTICLES:
        raise ValueError(f"{FEWEST_ARTICLES} articles are the fewest for all cases: {articles}")
    stories: dict[int, Story] = {}
    titles: set[str] = set()
    for post in _posts(scheme, articles):
        if post.twin_of is not None:
            story = replace(stories[post.twin_of], post=post, path=scheme.article(post))
        else:
            rng = Random(f"{scheme.record.name}/{seed}/{post.number}")
            story = _write(scheme, post, rng, titles)
        stories[post.number] = story
        titles.add(story.title)
    return list(stories.values())


def edit(story: Story, *, seed: int) -> Story:
    """*story* with its second paragraph written anew."""
    first, _, *rest = story.paragraphs
    writer = Writer(Random(f"{seed}/edited"), year=story.post.posted.year)
    return replace(story, paragraphs=(first, writer.paragraph(3), *rest))


def _posts(scheme: Scheme, articles: int) -> list[Post]:
    step = min(timedelta(days=9), (_LAST_DAY - _FIRST_DAY) / articles)
    about = next(column for column in scheme.columns if column.kind == "page")
    first = Post(0, scheme.first_id, about, _FIRST_DAY, listed=False)
    return [first, *(_post(scheme, number, step) for number in range(1, articles + 1))]


def _post(scheme: Scheme, number: int, step: timedelta) -> Post:
    rng = Random(number)
    column = scheme.cycle[number % len(scheme.cycle)]
    posted = _FIRST_DAY + number * step
    if number % 23 == 11:
        posted -= timedelta(days=40)  # posted late under its old date: ids are not in date order
    post = Post(
        number=number,
        id=scheme.first_id + 7 * number,
        column=column,
        posted=posted.replace(hour=rng.randint(8, 17), minute=rng.randint(0, 59), second=0),
        has_picture=number % 5 == 1,
        has_file=number % 8 == 3,
        also_in=(scheme.cycle[0].name,) if number % 19 == 4 and column != scheme.cycle[0] else (),
    )
    return replace(post, **_SPECIALS.get(number, {}))


def _write(scheme: Scheme, post: Post, rng: Random, taken: set[str]) -> Story:
    writer = Writer(rng, year=post.posted.year)
    title = f"{scheme.record.owner}主要职能" if not post.number else writer.one(post.column.form)
    while title in taken:
        title = writer.one(post.column.form)
    return Story(
        post=post,
        path=scheme.article(post),
        title=title,
        source=rng.choice((None, "本站原创", scheme.record.owner, writer.fill("{office}"))),
        author=rng.choice((None, "佚名", writer.person())),
        paragraphs=tuple(writer.report(rng.randint(3, 8))) if post.body_kind == "text" else (),
    )

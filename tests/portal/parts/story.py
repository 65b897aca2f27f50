"""What an article says: its words, pictures and files, before they become markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from tests.portal.parts.files import File, attachment, picture
from tests.portal.parts.plan import Post
from tests.portal.text import Writer, chinese_date


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a portal names its things; a file's place in the article is counted from 1."""

    article: Callable[[Post], str]
    file: Callable[[Post, int, str, str], str]  # post, place, format, name
    picture: Callable[[Post, int], str]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its editor wrote it, and where it stands."""

    post: Post
    path: str
    title: str
    source: str | None
    author: str | None
    views: int
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]
    signature_date: str | None
    table: tuple[tuple[str, ...], ...]
    pictures: tuple[File, ...]
    files: tuple[File, ...]

    @property
    def posted(self) -> datetime:
        return self.post.posted


def write_stories(
    posts: Iterable[Post], *, salt: str, owner: str, addresses: Addresses
) -> list[Story]:
    """All articles; no two have one title but twins, which share title and text."""
    stories: dict[int, Story] = {}
    titles: set[str] = set()
    for post in posts:
        if post.twin_of:
            path = addresses.article(post)
            stories[post.number] = replace(stories[post.twin_of], post=post, path=path)
        else:
            story = _write(post, Random(f"{salt}/{post.number}"), titles, owner, addresses)
            stories[post.number] = story
            titles.add(story.title)
    return list(stories.values())


def _write(post: Post, rng: Random, taken: set[str], owner: str, addresses: Addresses) -> Story:
    writer = Writer(rng, year=post.posted.year)
    is_notice = bool(post.files)
    title = f"{owner}主要职能" if post.number == 0 else _title(writer, is_notice=is_notice)
    while title in taken:
        title = _title(writer, is_notice=is_notice)
    has_text = post.body_kind == "text"
    signature, signature_date = _signature(post, rng, owner)
    is_signed = has_text and post.signed
    return Story(
        post=post,
        path=addresses.article(post),
        title=title,
        source=rng.choice((None, "本站原创", owner, writer.fill("{town}人民政府"))),
        author=rng.choice((None, None, "佚名", writer.person())),
        views=rng.randint(12, 4800),
        paragraphs=tuple(_paragraphs(writer, is_notice=is_notice)) if has_text else (),
        signature=signature if is_signed else (),
        signature_date=signature_date if is_signed else None,
        table=_table(writer) if post.has_table and has_text else (),
        pictures=tuple(
            picture(post, addresses.picture(post, place)) for place in range(1, post.pictures + 1)
        ),
        files=tuple(
            attachment(post, kind, place, topic=writer.matter("rules"), address=addresses.file)
            for place, kind in enumerate(post.files, 1)
        ),
    )


def _title(writer: Writer, *, is_notice: bool) -> str:
    return writer.one("notice_title" if is_notice else "title")


def _paragraphs(writer: Writer, *, is_notice: bool) -> list[str]:
    count = writer.rng.randint(4, 8)
    if is_notice:
        return writer.notice(count, addressees="各乡镇人民政府，县直各部门：")
    return writer.report(count)


def _signature(post: Post, rng: Random, owner: str) -> tuple[tuple[str, ...], str]:
    """Office and date, which may be some days before the post."""
    day = (post.posted - timedelta(days=rng.randint(0, 3))).date()
    return (owner, chinese_date(day.year, day.month, day.day)), day.isoformat()


def _table(writer: Writer) -> tuple[tuple[str, ...], ...]:
    rows = [
        (str(number), writer.town(), writer.person(), str(writer.rng.randint(3, 400)))
        for number in range(1, writer.rng.randint(4, 8))
    ]
    return (("序号", "乡镇", "联系人", "数量"), *rows)

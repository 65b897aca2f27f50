"""What an article says: its words, pictures and files, before they become markup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from tests.portal.campus.files import File, attachment, picture
from tests.portal.campus.scheme import Post, Scheme
from tests.portal.text import Writer, chinese_date


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its editor wrote it; *path* is the one address that the truth knows it by."""

    post: Post
    path: str
    title: str
    source: str | None
    author: str | None
    views: int
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]
    signature_date: str | None
    pictures: tuple[File, ...]
    files: tuple[File, ...]

    @property
    def is_live(self) -> bool:
        """Whether there is an article behind its row."""
        return not self.post.fate


def write_articles(scheme: Scheme, posts: list[Post], *, seed: int) -> list[Article]:
    """All articles in order; no two have one title but those with one text."""
    articles: dict[int, Article] = {}
    titles: set[str] = set()
    for post in posts:
        if post.repeats:
            first = articles[post.repeats]
            path = scheme.article(post)
            articles[post.number] = replace(first, post=post, path=path, pictures=(), files=())
        else:
            rng = Random(f"{scheme.record.name}/{seed}/{post.number}")
            articles[post.number] = _write(scheme, post, rng, titles)
            titles.add(articles[post.number].title)
    return list(articles.values())


def _write(scheme: Scheme, post: Post, rng: Random, taken: set[str]) -> Article:
    writer = Writer(rng, year=post.posted.year)
    title = _title(scheme, post, writer)
    while title in taken:
        title = _title(scheme, post, writer)
    owner = scheme.record.owner
    has_text = post.body_kind == "text"
    signature, day = _signature(owner, post, rng) if post.signed and has_text else ((), None)
    return Article(
        post=post,
        path=scheme.article(post),
        title=title,
        source=rng.choice((None, "本站原创", owner, scheme.record.name, writer.fill("{office}"))),
        author=rng.choice((None, None, "佚名", writer.person())),
        views=rng.randint(12, 4800),
        paragraphs=tuple(_paragraphs(post, writer)) if has_text else (),
        signature=signature,
        signature_date=day,
        pictures=tuple(
            picture(scheme, post, kind, place) for place, kind in enumerate(post.pictures, 1)
        ),
        files=tuple(
            attachment(scheme, post, kind, place, topic=writer.matter("rules"))
            for place, kind in enumerate(post.files, 5)
        ),
    )


def _title(scheme: Scheme, post: Post, writer: Writer) -> str:
    if post.column.kind == "page":
        return f"{scheme.record.owner}主要职能"
    return writer.one(post.column.prose)


def _paragraphs(post: Post, writer: Writer) -> list[str]:
    count = writer.rng.randint(3, 6)
    if post.column.prose != "notice_title":
        return writer.report(count)
    return writer.notice(count, addressees="各乡镇党委，县直各部门党组（党委）：")


def _signature(owner: str, post: Post, rng: Random) -> tuple[tuple[str, ...], str]:
    """Office and date, which may be some days before the post."""
    day = (post.posted - timedelta(days=rng.randint(0, 3))).date()
    return (owner, chinese_date(day.year, day.month, day.day)), day.isoformat()

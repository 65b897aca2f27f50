"""What an article says: its words, pictures and files, before they become markup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from tests.portal.t1.attachments import Attachment, attachment
from tests.portal.t1.columns import DUTIES, NOTICES, STUDY
from tests.portal.t1.pictures import Picture, picture
from tests.portal.t1.plan import Post
from tests.portal.t1.record import RECORD
from tests.portal.text import Writer, chinese_date


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its editor wrote it."""

    post: Post
    title: str
    kicker: str | None
    subtitle: str | None
    source: str | None
    author: str | None
    views: int
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]
    signature_date: str | None
    table: tuple[tuple[str, ...], ...]
    pictures: tuple[Picture, ...]
    files: tuple[Attachment, ...]

    @property
    def linked(self) -> tuple[Picture | Attachment, ...]:
        """Pictures and files."""
        return self.pictures + self.files


def write_articles(posts: list[Post], *, seed: int) -> list[Article]:
    """All articles; no two have one title but twins, which share title and text."""
    articles: dict[int, Article] = {}
    titles: set[str] = set()
    for post in posts:
        if post.twin_of:
            articles[post.number] = replace(articles[post.twin_of], post=post)
        else:
            articles[post.number] = _write(post, Random(f"{seed}/{post.number}"), titles)
            titles.add(articles[post.number].title)
    return list(articles.values())


def _write(post: Post, rng: Random, taken: set[str]) -> Article:
    writer = Writer(rng, year=post.posted.year)
    title = _title(post, writer)
    while title in taken:
        title = _title(post, writer)
    signature, signature_date = _signature(post, rng) if post.signed else ((), None)
    has_text = post.body_kind == "text"
    source = rng.choice((None, "本站原创", RECORD.owner, RECORD.name, writer.fill("{town}党委")))
    author = rng.choice(
        (None, None, "佚名", writer.person(), f"{writer.person()} {writer.person()}")
    )
    return Article(
        post=post,
        title=title,
        kicker=writer.one("heading").rstrip("。") if post.kicker else None,
        subtitle=f"——{writer.fill('{town}{action}')}纪实" if post.subtitle else None,
        source=None if rng.random() < 0.3 else source,
        author=author,
        views=rng.randint(12, 4800),
        paragraphs=tuple(_paragraphs(post, writer)) if has_text else (),
        signature=signature if has_text else (),
        signature_date=signature_date if has_text else None,
        table=_table(writer) if post.has_table and has_text else (),
        pictures=tuple(picture(post, kind, place) for place, kind in enumerate(post.pictures, 1)),
        files=tuple(
            attachment(post, kind, place, topic=writer.matter("rules"))
            for place, kind in enumerate(post.files, 1)
        ),
    )


def _title(post: Post, writer: Writer) -> str:
    if post.column is DUTIES:
        return f"{RECORD.owner}主要职能"
    forms = {NOTICES.name: "notice_title", STUDY.name: "essay_title"}
    return writer.one(forms.get(post.column.name, "title"))


def _paragraphs(post: Post, writer: Writer) -> list[str]:
    count = writer.rng.randint(4, 8)
    if post.column is not NOTICES:
        return writer.report(count)
    return writer.notice(count, addressees="各乡镇党委，县直各部门党组（党委）：")


def _signature(post: Post, rng: Random) -> tuple[tuple[str, ...], str]:
    """Office and date, which may be some days before the post."""
    day = (post.posted - timedelta(days=rng.randint(0, 3))).date()
    return (RECORD.owner, chinese_date(day.year, day.month, day.day)), day.isoformat()


def _table(writer: Writer) -> tuple[tuple[str, ...], ...]:
    rows = [
        (str(number), writer.town(), writer.person(), str(writer.rng.randint(3, 400)))
        for number in range(1, writer.rng.randint(4, 8))
    ]
    return (("序号", "乡镇", "负责人", "数量"), *rows)

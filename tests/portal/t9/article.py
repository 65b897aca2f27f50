"""What an article of T9 says, before it becomes markup or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from tests.portal.t9.columns import ANSWERS, APP, DOCUMENTS, NEWS, NOTICES, POLICIES, Column
from tests.portal.t9.record import RECORD
from tests.portal.text import Writer

FIRST_POST = datetime(2022, 3, 7, tzinfo=UTC)
FEWEST_ARTICLES = 20  # each column has some
# By the number's last digit.
_CYCLE = (NEWS, POLICIES, NOTICES, DOCUMENTS, POLICIES, NEWS, ANSWERS, NOTICES, POLICIES, DOCUMENTS)
_FORMS = {NOTICES.name: "notice_title", DOCUMENTS.name: "notice_title"}


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its editor wrote it; *posted* is Beijing time, though marked UTC."""

    number: int
    column: Column
    posted: datetime
    title: str
    source: str | None
    paragraphs: tuple[str, ...]

    @property
    def id(self) -> int:
        return 5000 + self.number

    @property
    def path(self) -> str:
        if self.column.kind == "app":
            return f"{APP}#/detail?id={self.id}"
        folder = "/gkmlpt/content/5/0" if self.column is DOCUMENTS else "/content"
        return f"{folder}/post_{self.id}.html"


def write_articles(count: int, *, seed: int) -> list[Article]:
    """The articles in the order of their ids; no two have one title."""
    if count < FEWEST_ARTICLES:
        raise ValueError(f"T9 needs {FEWEST_ARTICLES} articles, some for each column: {count}")
    titles: set[str] = set()
    return [_write(number, Random(f"t9/{seed}/{number}"), titles) for number in range(1, count + 1)]


def _write(number: int, rng: Random, taken: set[str]) -> Article:
    column = _CYCLE[number % len(_CYCLE)]
    posted = FIRST_POST + timedelta(days=2 * number, hours=rng.randint(8, 17), minutes=number % 60)
    writer = Writer(rng, year=posted.year)
    form = _FORMS.get(column.name, "title")
    title = writer.one(form)
    while title in taken:
        title = writer.one(form)
    taken.add(title)
    return Article(
        number=number,
        column=column,
        posted=posted,
        title=title,
        source=rng.choice((RECORD.owner, RECORD.name, writer.fill("{office}"), None)),
        paragraphs=tuple(writer.report(rng.randint(3, 6))),
    )

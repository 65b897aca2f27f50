"""Which articles T1 has and what is special about each, before a word is written.

The plan of an article follows from its number alone, so a site of 160 articles is the site of
150 a while later: a crawl can be run against the one and then the other. (From about 470
articles on the posts stand closer together, so that none is dated in the future.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.portal.charsets import (
    GBK,
    GBK_UNDER_UTF8_HEADER,
    UTF8,
    UTF8_UNDER_GB2312_META,
    Charset,
)
from tests.portal.t1.columns import CADRES, DUTIES, GRASSROOTS, MODELS, NOTICES, STUDY, Column

FEWEST_ARTICLES = 60  # all special cases are among the first so many
FIRST_POST = datetime(2017, 9, 4, tzinfo=UTC)
LAST_POST = datetime(2025, 6, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """One article's plan. Number 0 is the page of the column 部门职能."""

    number: int
    column: Column
    posted: datetime  # naive Beijing time, though marked UTC: only its digits are printed
    body_style: str = "plain"
    body_kind: str = "text"
    info_style: int = 0
    views_style: str = "none"  # none, number, counter
    pictures: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    has_table: bool = False
    signed: bool = False
    kicker: bool = False
    subtitle: bool = False
    charset: Charset = GBK
    also_in: tuple[str, ...] = ()
    listed: bool = True
    deleted: bool = False  # listed still, and 404
    pinned: bool = False
    twin_of: int | None = None
    edited: bool = False  # what the fault `edited` changes

    @property
    def id(self) -> int:
        return 1000 + 2 * self.number

    @property
    def path(self) -> str:
        if self.column is DUTIES:
            return DUTIES.path
        if self.column is NOTICES:
            return f"/show.asp?id={self.id}"
        return f"/html/{self.column.folder}/{self.id}.html"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that list it."""
        if not self.listed or self.column is DUTIES:
            return ()
        parent = (self.column.parent,) if self.column.parent else ()
        return (self.column.name, *parent, *self.also_in)


def plan(articles: int, *, arrivals: int = 0) -> list[Post]:
    """The posts in the order of their ids; *arrivals* come after the *articles*."""
    if articles < FEWEST_ARTICLES:
        raise ValueError(f"T1 needs {FEWEST_ARTICLES} articles for its special cases: {articles}")
    step = min(timedelta(days=6), (LAST_POST - FIRST_POST) / articles)
    about = Post(0, DUTIES, FIRST_POST, info_style=1, views_style="counter")
    return [about, *(_post(number, step) for number in range(1, articles + arrivals + 1))]


_CYCLE = {"j": GRASSROOTS, "g": CADRES, "t": NOTICES, "x": STUDY}
_SPECIAL: dict[int, dict[str, Any]] = {
    2: {"files": ("download", "upper")},
    4: {"pinned": True},
    5: {"body_kind": "images", "pictures": ("relative", "relative"), "signed": False},
    6: {"files": ("chinese", "pdf", "docx")},
    7: {"body_kind": "empty", "pictures": (), "signed": False},
    8: {"pictures": ("dead", "relative")},
    10: {"pictures": ("local",)},
    11: {"files": ("xls", "dead")},
    12: {"pictures": ("intranet", "absolute")},
    13: {"pictures": ("relative", "absolute", "backslash", "lazy")},
    18: {"edited": True},
    20: {"column": MODELS},
    23: {"also_in": (STUDY.name,)},
    27: {"twin_of": 16},
    28: {"listed": False},
    33: {"deleted": True},
    37: {"also_in": (NOTICES.name,)},
    48: {"also_in": (STUDY.name,)},
}
# By the number's last digit; the others are as most pages were: GBK, and saying so.
_CHARSETS = {1: GBK_UNDER_UTF8_HEADER, 4: UTF8_UNDER_GB2312_META, 9: UTF8}


def _post(number: int, step: timedelta) -> Post:
    rng = Random(number)
    column = _CYCLE["jgtjxjtgjxjtjgx"[number % 15]]
    posted = FIRST_POST + number * step
    if number % 23 == 11:
        posted -= timedelta(days=40)  # posted late under its old date: ids are not in date order
    pictures = rng.choices(
        ("relative", "absolute", "backslash", "lazy"), weights=(5, 3, 1, 2), k=rng.randint(0, 2)
    )
    files = rng.choices(("doc", "xls", "pdf", "docx", "upper", "chinese", "download"), k=2)
    post = Post(
        number=number,
        column=column,
        posted=posted.replace(hour=rng.randint(8, 17), minute=rng.randint(0, 59), second=0),
        body_style=rng.choices(("plain", "word", "br", "div"), weights=(35, 35, 20, 10))[0],
        info_style=rng.choices(range(4), weights=(4, 2, 2, 2))[0],
        views_style=rng.choices(("none", "number", "counter"), weights=(3, 4, 3))[0],
        pictures=() if column is NOTICES else tuple(pictures),
        files=tuple(files[: rng.randint(0, 2)]) if column is NOTICES else (),
        has_table=number % 12 == 9,
        signed=column is NOTICES or rng.random() < 0.2,
        kicker=number % 17 == 3,
        subtitle=number % 19 == 6,
        charset=_CHARSETS.get(number % 10, GBK),
    )
    return replace(post, **_SPECIAL.get(number, {}))

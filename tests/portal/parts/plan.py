"""Which articles a portal has and what is special about each, before a word is written.

The plan of an article follows from its number alone, so a portal of 91 articles is that of 90 a
while later. (Of many articles the posts stand closer together: none is dated in the future.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.portal.parts.columns import Column, Menu

FEWEST_ARTICLES = 60  # all special cases are among the first so many
FIRST_POST = datetime(2018, 3, 5, tzinfo=UTC)
LAST_POST = datetime(2025, 6, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """One article's plan. Number 0 is the page of the column that is one article."""

    number: int
    column: Column
    posted: datetime  # naive Beijing time, though marked UTC: only its digits are printed
    body_style: str = "plain"
    body_kind: str = "text"
    pictures: int = 0
    files: tuple[str, ...] = ()
    has_table: bool = False
    signed: bool = False
    also_in: tuple[str, ...] = ()
    listed: bool = True
    deleted: bool = False  # listed still, and 404
    pinned: bool = False
    twin_of: int | None = None
    edited: bool = False  # what the fault `edited` changes

    @property
    def id(self) -> int:
        return 52000 + 37 * self.number


def plan(
    menu: Menu, *, articles: int, arrivals: int = 0, special: Mapping[int, Mapping[str, Any]]
) -> list[Post]:
    """The posts in the order of their ids; *arrivals* come after the *articles*.

    *special* overrides, by number, what chance gives.
    """
    if articles < FEWEST_ARTICLES:
        raise ValueError(f"{FEWEST_ARTICLES} articles are needed for special cases: {articles}")
    step = min(timedelta(days=20), (LAST_POST - FIRST_POST) / articles)
    turns = [column for column in menu for _ in range(column.share)]
    Random(len(turns)).shuffle(turns)
    posts = [Post(0, menu.page, FIRST_POST, listed=False)]
    for number in range(1, articles + arrivals + 1):
        post = _post(number, turns[number % len(turns)], FIRST_POST + number * step)
        posts.append(replace(post, **special.get(number, {})))
    return posts


def special_cases(
    *, chain: Column, notices: Column, pinned: Column, guest: Column, deleted: Column
) -> dict[int, dict[str, Any]]:
    """What every portal has once: by number, what is not left to chance.

    The orphan stands in *chain* between two others; *guest* lists an article of *chain*.
    """
    bare = {"signed": False, "files": ()}
    return {
        4: {"column": pinned, "pinned": True},
        5: {"body_kind": "images", "pictures": 2, **bare},
        7: {"body_kind": "empty", "pictures": 0, **bare},
        8: {"files": ("docx", "pdf"), "column": notices},
        11: {"files": ("xls", "dead"), "column": notices},
        18: {"edited": True, "files": ()},
        23: {"also_in": (guest.name,), "column": chain},
        27: {"twin_of": 16},
        30: {"column": chain},
        31: {"column": chain, "listed": False},
        32: {"column": chain},
        38: {"column": deleted, "deleted": True},
    }


def _post(number: int, column: Column, posted: datetime) -> Post:
    rng = Random(f"post/{number}")
    return Post(
        number=number,
        column=column,
        posted=posted.replace(hour=rng.randint(8, 17), minute=rng.randint(0, 59), second=0),
        body_style=rng.choices(("plain", "word", "br", "div"), weights=(45, 30, 15, 10))[0],
        pictures=rng.choice((0, 0, 1, 2)),
        files=tuple(rng.sample(("doc", "xls", "pdf", "docx"), rng.choice((0, 0, 0, 1, 2)))),
        has_table=number % 14 == 9,
        signed=rng.random() < 0.3,
    )

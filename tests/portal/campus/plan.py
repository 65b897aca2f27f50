"""Which articles a portal has, and what is special about each.

The plan of an article follows from its number alone, so a larger site is the same site later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.portal.campus.scheme import Post, Scheme

FEWEST_ARTICLES = 60  # all special cases are among the first so many
_FIRST_DAY = datetime(2018, 3, 5, tzinfo=UTC)
_LAST_DAY = datetime(2025, 6, 30, tzinfo=UTC)


def plan(scheme: Scheme, articles: int) -> list[Post]:
    """The posts in the order of their ids, those that are no articles among them."""
    if articles < FEWEST_ARTICLES:
        raise ValueError(f"{FEWEST_ARTICLES} articles are the fewest for all cases: {articles}")
    step = min(timedelta(days=9), (_LAST_DAY - _FIRST_DAY) / articles)
    about = next(column for column in scheme.columns if column.kind == "page")
    first = Post(0, scheme.first_id, about, _FIRST_DAY.replace(hour=9))
    return [first, *(_post(scheme, number, step) for number in range(1, articles + 1))]


def _post(scheme: Scheme, number: int, step: timedelta) -> Post:
    rng = Random(number)
    posted = _FIRST_DAY + number * step
    if number % 23 == 11:
        posted -= timedelta(days=40)  # posted late under its old date: ids are not in date order
    column = scheme.cycle[number % len(scheme.cycle)]
    is_notice = column.prose == "notice_title"
    post = Post(
        number=number,
        id=scheme.first_id + 3 * number,
        column=column,
        posted=posted.replace(hour=rng.randint(8, 17), minute=rng.randint(0, 59), second=0),
        pictures=() if is_notice else ("good",) * rng.randint(0, 2),
        files=tuple(rng.sample(("doc", "xls", "pdf", "docx"), rng.randint(0, 2)) * is_notice),
        signed=is_notice,
    )
    return replace(post, **{**_SPECIALS, **scheme.specials}.get(number, {}))


# What every portal has; a portal's own specials take the place of these.
_SPECIALS: dict[int, dict[str, Any]] = {
    4: {"pinned": True},
    7: {"body_kind": "images", "pictures": ("good", "good"), "files": ()},
    9: {"body_kind": "empty", "pictures": (), "files": ()},
    18: {"edited": True},
    22: {"files": ("doc", "dead")},
    25: {"pictures": ("dead", "good")},
    28: {"listed": False},
    33: {"fate": "deleted"},
    38: {"repeats": 23},
}

"""Which article was there first, and what says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.dedup.earliest import Witness, earliest

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
COUNTY, PAPER, SCHOOL = "青禾县人民政府办公室", "青禾日报社", "白石中学"


def witness(name: str, published: str | None = None, *, seen_days: int = 0, **facts) -> Witness:
    return Witness(name, published, SEEN + timedelta(days=seen_days), **facts)


CASES = {
    "the day printed": (
        [witness("a", "2024-03-06"), witness("b", "2024-03-05", seen_days=9)],
        ("b", "published"),
    ),
    "a time does not come before a day": (
        [witness("a", "2024-03-05", seen_days=1), witness("b", "2024-03-05T00:10+08:00")],
        ("b", "first_seen"),
    ),
    "the time, where all of the day have one": (
        [witness("a", "2024-03-05T09:30+08:00"), witness("b", "2024-03-05T09:29:59+08:00")],
        ("b", "published"),
    ),
    "seconds beside minutes are no difference": (
        [witness("a", "2024-03-05T09:30:10+08:00"), witness("b", "2024-03-05T09:30+08:00")],
        ("a", "first_seen"),
    ),
    "the source that others print": (
        [
            witness("a", "2024-03-05", owner=SCHOOL, source="青禾县人民政府网"),
            witness("b", "2024-03-05", owner=COUNTY, seen_days=5),
        ],
        ("b", "named"),
    ),
    "its own source": (
        [
            witness("a", "2024-03-05", owner=SCHOOL),
            witness("b", "2024-03-05", owner=PAPER, source="青禾日报"),
        ],
        ("b", "named"),
    ),
    "who is named and names another in turn has copied": (
        [
            witness("a", "2024-03-05", owner=SCHOOL, source="青禾县人民政府"),
            witness("b", "2024-03-05", owner=COUNTY, source="青禾日报"),
            witness("c", "2024-03-05", owner=PAPER),
        ],
        ("c", "named"),
    ),
    "a source that came later is none": (
        [
            witness("a", "2024-03-05", owner=SCHOOL, source="青禾县人民政府"),
            witness("b", "2024-03-07", owner=COUNTY),
        ],
        ("a", "published"),
    ),
    "an article without a date, if it is named": (
        [
            witness("a", "2024-03-05", owner=SCHOOL, source="青禾日报"),
            witness("b", None, owner=PAPER),
        ],
        ("b", "named"),
    ),
    "an article without a date, if it is not": (
        [witness("a", None), witness("b", "2024-03-05", seen_days=3)],
        ("b", "published"),
    ),
    "no date at all": ([witness("a", seen_days=1), witness("b")], ("b", "first_seen")),
    "a name of two letters is none": (
        [
            witness("a", "2024-03-05", source="本网"),
            witness("b", "2024-03-05", owner="本网", seen_days=1),
        ],
        ("a", "first_seen"),
    ),
    "alone": ([witness("a")], ("a", "published")),
}


@pytest.mark.parametrize(("witnesses", "expected"), CASES.values(), ids=CASES)
def test_earliest(witnesses, expected):
    found, says = earliest(witnesses)
    assert (found.article, says) == expected
    assert earliest(witnesses[::-1]) == (found, says)

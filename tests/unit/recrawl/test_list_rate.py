"""How many rows a list gets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.week import Week

NOW = datetime(2026, 6, 30, 4, tzinfo=UTC)
DAY = timedelta(days=1)
EVEN = Week([1.0] * 168)


def days_ago(*ages: float) -> list[str]:
    return [(NOW - age * DAY).date().isoformat() for age in ages]


def watched(rate: ListRate, *new: int, gap: timedelta = DAY) -> ListRate:
    for number, rows in enumerate(new, 1):
        rate = rate.seen(rows, at=NOW + number * gap, week=EVEN)
    return rate


@pytest.mark.parametrize(
    ("dates", "least", "most"),
    [
        (days_ago(*range(20)), 0.8, 1.3),
        # The oldest first, or in no order.
        (days_ago(*reversed(range(20))), 0.8, 1.3),
        # All of today.
        (days_ago(*[0] * 20), 10, 40),
        (days_ago(*range(0, 600, 30)), 0.02, 0.05),
        # Three old ones that somebody pinned.
        (days_ago(3000, 2500, 2000, *range(17)), 0.7, 1.5),
        # Dates that can't be: they are left out.
        (
            ["2031-01-01", "0001-01-01", "2026-02-31", "", None, "today", *days_ago(*range(20))],
            0.7,
            1.3,
        ),
        # Ended three years ago, with a row a week until then.
        (days_ago(*range(1100, 1240, 7)), 0, 0.003),
        # Nothing to learn from: as unknown as before.
        ([], 1, 1),
        (days_ago(5), 1, 1),
        ([None, None], 1, 1),
    ],
)
def test_the_dates_of_the_rows_tell_the_rate(dates, least, most):
    assert least <= ListRate.seeded(dates, now=NOW).per_day <= most


def test_rows_are_counted():
    assert watched(ListRate(at=NOW), *[3] * 30).per_day == pytest.approx(3, rel=0.05)


def test_what_a_list_did_long_ago_is_forgotten():
    rate = watched(ListRate(at=NOW), *[8] * 100, *[1] * 100)
    assert 1 < rate.per_day < 2.2


def test_a_list_that_falls_silent_is_asked_less_and_wakes_at_once():
    busy = watched(ListRate(at=NOW), *[2] * 60)
    asleep = busy
    for day in range(1, 41):
        asleep = asleep.seen(0, at=busy.at + day * DAY, week=EVEN)
    assert asleep.per_day < 0.1 * busy.per_day
    awake = asleep.seen(1, at=asleep.at + DAY, week=EVEN)
    assert awake.per_day > 0.3 * busy.per_day


def test_ten_rows_at_once_are_one_piece_of_news():
    rate = ListRate(at=NOW).seen(10, at=NOW + timedelta(minutes=30), week=EVEN)
    assert (rate.found, rate.news) == (10, pytest.approx(1, abs=0.02))


def test_a_first_visit_without_dates_starts_the_clock():
    assert ListRate().seen(20, at=NOW, week=EVEN) == ListRate(at=NOW)


def test_a_clock_that_goes_back_teaches_nothing():
    rate = watched(ListRate(at=NOW), 2)
    assert rate.seen(5, at=NOW, week=EVEN) == rate


@pytest.mark.parametrize("data", [None, {}, {"found": None}, {"at": None, "more": 1}])
def test_missing_keys_are_not_known(data):
    assert ListRate.of_dict(data) == ListRate()


def test_a_database_without_time_zones():
    assert ListRate.of_dict({"found": 2, "at": datetime(2026, 1, 1)}).at == datetime(  # noqa: DTZ001
        2026, 1, 1, tzinfo=UTC
    )

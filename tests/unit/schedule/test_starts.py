"""Moments of the day, and how calendars write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.recrawl.durations import parse_duration
from portalcrawl.schedule.spread import spread_minutes
from portalcrawl.schedule.starts import DAY, PERIODS, WEEK, Start, starts


def count(found: list[Start]) -> int:
    """How often a day, or a week for what happens on one day of it."""
    return sum(len(start.minutes) * len(start.hours or range(24)) for start in found)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("offset", [0, 1, 59, 61, 1439, 9999])
def test_as_often_as_asked_for(period, offset):
    found = starts(timedelta(minutes=period), offset_minutes=offset)
    assert count(found) == max(1, DAY // period)
    weekday = offset % WEEK // DAY if period == WEEK else None
    assert {start.weekday for start in found} == {weekday}


@pytest.mark.parametrize(
    ("every", "hint"),
    [
        ("7m", "6m or 10m"),
        ("5h", "4h or 6h"),
        ("2d", "1d or 7d"),
        ("30d", "write 7d$"),
        ("9s", "1m"),
    ],
)
def test_what_no_calendar_can_say(every, hint):
    with pytest.raises(ValueError, match=hint):
        starts(parse_duration(every))


def test_only_while_the_site_may_be_asked():
    def by_night(minute: int) -> bool:
        return not 6 * 60 <= minute < 22 * 60 + 30

    found = starts(timedelta(minutes=30), is_open=by_night)
    assert found == [
        Start((0, 30), (0, 1, 2, 3, 4, 5, 23), None),
        Start((30,), (22,), None),
    ]


def test_no_moment_of_it_is_open():
    def at_noon(minute: int) -> bool:
        return 12 * 60 <= minute < 13 * 60

    daily = timedelta(days=1)
    assert starts(daily, is_open=at_noon) == [Start((0,), (12,), None)]
    assert starts(daily, offset_minutes=60 + 7, is_open=at_noon) == [Start((7,), (12,), None)]


def test_three_thousand_sites_do_not_start_at_once():
    within = timedelta(hours=1)
    minutes = [spread_minutes(f"site-{n}", within=within) for n in range(3000)]
    most = max(minutes.count(minute) for minute in range(60))
    assert set(minutes) == set(range(60))
    assert most < 100
    assert spread_minutes("site-1", within=within) == minutes[1]

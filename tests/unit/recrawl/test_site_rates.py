"""A site's habits: its week, and the ages at which its articles change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import expm1
from random import Random

import pytest

from portalcrawl.recrawl.age_rates import AGES, AgeRates
from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.rhythm import Rhythm
from portalcrawl.recrawl.site_rates import SiteRates

# A Monday's midnight in China.
MONDAY = datetime(2026, 1, 4, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_visits_in_office_hours_do_not_make_office_hours():
    """News at any hour, hourly visits from nine to five: the nights' share stays right."""
    rhythm, rng = Rhythm(), Random(1)
    for day in range(400):
        visits = [MONDAY + day * DAY + hour * HOUR for hour in (9, 10, 11, 12, 13, 14, 15, 16, 17)]
        for before, visit in zip([visits[0] - 16 * HOUR, *visits], visits, strict=False):
            news = sum(rng.random() < 0.2 for _ in range((visit - before) // HOUR))
            rhythm.seen(news, after=before, until=visit)
    by_day = [rhythm.week.weights[start : start + 24] for start in range(0, 168, 24)]
    outside = sum(sum(day[:9]) + sum(day[17:]) for day in by_day) / 168
    assert outside == pytest.approx(16 / 24, abs=0.05)


def test_a_gap_of_weeks_says_nothing_of_the_hour():
    rhythm = Rhythm()
    rhythm.seen(50, after=MONDAY, until=MONDAY + 21 * DAY)
    assert sum(rhythm.as_list()) == 0


def test_what_was_seen_fades():
    rhythm = Rhythm()
    rhythm.seen(8, after=MONDAY, until=MONDAY + HOUR)
    rhythm.fade(120)
    assert sum(rhythm.as_list()) == pytest.approx(4)


@pytest.mark.parametrize(
    ("truth", "gap_days", "off_by"),
    [
        *((0.3, 1.0, 0.2), (0.02, 1.0, 0.2), (0.02, 10.0, 0.2)),
        # Nineteen visits of twenty see a change: that tells less. The share alone would say 0.095.
        (0.3, 10.0, 0.4),
    ],
)
def test_changes_between_visits_are_not_lost_by_seeing_only_the_last(truth, gap_days, off_by):
    """Visits tell changed or not: the estimator finds the rate behind them."""
    rates, rng = AgeRates(), Random(2)
    for _ in range(6000):
        is_changed = rng.expovariate(truth) < gap_days
        rates.seen(None, gap_days, is_changed=is_changed)
    assert rates.per_day(None) == pytest.approx(truth, rel=off_by)


def test_a_change_falls_to_the_age_it_is_likely_at():
    rates = AgeRates()
    rates.seen(0.5, 6.5, is_changed=True)
    assert rates.days[:4] == pytest.approx([0.5, 2, 3.5, 0])
    # At least one came, where 0.9 were expected.
    expected = sum(AgeRates().rate(row) * days for row, days in ((0, 0.5), (1, 2), (2, 3.5)))
    assert sum(rates.changes) == pytest.approx(expected / -expm1(-expected))
    assert rates.changes[1] > rates.changes[2] > rates.changes[0]


def test_ages_are_rows_of_the_table():
    assert list(AgeRates().spans(0.5, 8.0)) == [(0, 0.5, 1), (1, 1, 3), (2, 3, 7), (3, 7, 8.0)]
    assert list(AgeRates().spans(5000, 5001)) == [(len(AGES) - 1, 5000, 5001)]


@pytest.mark.parametrize(
    "data",
    [None, {}, {"changes": [1.0]}, {"rhythm": [1.0, 2.0]}, {"rhythm": ["x"] * 168}, {"at": MONDAY}],
)
def test_broken_state_is_no_state(data):
    empty = SiteRates().as_dict(MONDAY)
    assert SiteRates.of_dict(data, now=MONDAY).as_dict(MONDAY) == empty


def test_state_survives_a_run():
    rates, rate = SiteRates(), ListRate(at=MONDAY)
    for hour in range(1, 40):
        rate = rates.list_seen(rate, hour % 3, at=MONDAY + hour * HOUR)
    rates.article_seen(MONDAY - DAY, after=MONDAY, until=MONDAY + DAY, is_changed=True)
    stored = rates.as_dict(MONDAY)
    assert SiteRates.of_dict(stored, now=MONDAY).as_dict(MONDAY) == stored
    assert ListRate.of_dict(rate.as_dict()) == rate

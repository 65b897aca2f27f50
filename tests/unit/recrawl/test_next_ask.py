"""When something is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.next_ask import Kind, next_article_ask, next_list_ask, next_other_ask
from portalcrawl.recrawl.site_rates import SiteRates

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIMITS = RecrawlLimits()
# A Wednesday, ten o'clock in China.
MORNING = datetime(2026, 1, 7, 2, tzinfo=UTC)


def article_gap(age_days: float | None, key: str = "a") -> timedelta:
    born = None if age_days is None else MORNING - age_days * DAY
    return next_article_ask(born, SiteRates(), now=MORNING, limits=LIMITS, key=key) - MORNING


def list_gap(per_day: float, now: datetime = MORNING, limits: RecrawlLimits = LIMITS) -> timedelta:
    rate = ListRate(found=per_day * 9999, news=per_day * 9999, days=9999, at=now)
    return next_list_ask(rate, SiteRates(), now=now, limits=limits, key="a") - now


def test_young_articles_are_asked_within_a_day_and_old_ones_by_the_sweep():
    gaps = [article_gap(age) for age in (0, 2, 5, 20, 60, 200, 800, 4000)]
    assert gaps[0] <= 1.2 * DAY
    assert gaps == sorted(gaps)
    assert gaps[-1] > 20 * DAY


def test_an_article_that_grows_old_meanwhile_is_not_asked_as_a_young_one():
    """On its first evening nothing happens any more, and by Friday it is two days old."""
    evening = MORNING + 8 * HOUR
    rates = SiteRates()
    young = next_article_ask(evening - HOUR, rates, now=evening, limits=LIMITS, key="a") - evening
    as_if_it_stayed_young = rates.rhythm.week.reaches(
        2.0, start=90, rate=rates.ages.rate(0) / 24, until=1000
    )
    assert young + timedelta(seconds=1) >= (as_if_it_stayed_young - 90) * HOUR


def test_the_sweep_is_spread():
    gaps = [article_gap(4000, key=f"k{number}") for number in range(400)]
    assert min(gaps) >= 0.75 * LIMITS.sweep
    assert max(gaps) <= LIMITS.sweep
    days = [sum(gap // DAY == day for gap in gaps) for day in range(23, 29)]
    assert min(days) > 20


def test_what_has_one_key_comes_due_together():
    pages = {
        next_other_ask(Kind.LIST_PAGE, None, now=MORNING, limits=LIMITS, key="list 7")
        for _ in range(3)
    }
    assert len(pages) == 1


def test_busy_lists_are_asked_at_the_floor_and_dead_ones_at_the_ceiling():
    assert list_gap(5000) == LIMITS.list_floor
    assert 0.75 * LIMITS.list_ceiling <= list_gap(0.0001) <= LIMITS.list_ceiling
    assert list_gap(5000, limits=LIMITS.with_site(recrawl_min=3 * HOUR)) == 3 * HOUR
    assert list_gap(0.0001, limits=LIMITS.with_site(sweep_days=2)) <= 2 * DAY


def test_nights_and_weekends_cost_little():
    friday_night = datetime(2026, 1, 9, 17, tzinfo=UTC)
    assert list_gap(3) < 1.5 * HOUR
    assert list_gap(3, now=friday_night) > 3 * HOUR


@pytest.mark.parametrize(
    ("kind", "interval", "is_changed", "wanted"),
    [
        (Kind.PAGE, None, False, DAY),
        (Kind.PAGE, DAY, False, 2 * DAY),
        (Kind.PAGE, 8 * DAY, True, 2 * DAY),
        (Kind.PAGE, HOUR, True, LIMITS.article_floor),
        # Three visits to a page that is gone fall on three days.
        (Kind.GONE, None, False, DAY),
        (Kind.GONE, DAY, False, 2 * DAY),
        (Kind.MISSING, None, False, 7 * DAY),
        (Kind.FILE, 20 * DAY, True, 5 * DAY),
    ],
)
def test_fixed_laws(kind, interval, is_changed, wanted):
    due = next_other_ask(kind, interval, now=MORNING, limits=LIMITS, key="a", is_changed=is_changed)
    assert due - MORNING == wanted


@pytest.mark.parametrize("kind", Kind)
def test_all_is_swept(kind):
    due = next_other_ask(kind, 300 * DAY, now=MORNING, limits=LIMITS, key="a")
    assert 0.75 * LIMITS.sweep <= due - MORNING <= LIMITS.sweep

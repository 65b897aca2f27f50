"""Settings and profile together: how often a site may be asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.recrawl.limits import RecrawlLimits

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_what_a_profile_leaves_out_stays():
    assert RecrawlLimits().with_site() == RecrawlLimits()


def test_a_site_with_long_pauses_has_them_for_articles_too():
    limits = RecrawlLimits().with_site(recrawl_min=6 * HOUR, recrawl_max=2 * DAY, sweep_days=90)
    assert (limits.list_floor, limits.article_floor) == (6 * HOUR, 6 * HOUR)
    assert (limits.list_ceiling, limits.sweep) == (2 * DAY, 90 * DAY)


def test_a_sweep_without_end_is_a_century():
    assert RecrawlLimits().with_site(sweep_days=1e300).sweep == 36500 * DAY


@pytest.mark.parametrize(
    ("site", "says"),
    [
        ({"recrawl_min": 8 * DAY}, r"recrawl_min \(8 days\) is longer than recrawl_max \(7 days\)"),
        ({"recrawl_max": timedelta(minutes=5)}, r"longer than recrawl_max \(0:05:00\)"),
        (
            {"recrawl_min": 3 * DAY, "sweep_days": 2},
            r"recrawl_min \(3 days\) is longer than sweep_days \(2 days\)",
        ),
    ],
)
def test_limits_that_contradict_each_other(site, says):
    with pytest.raises(ValueError, match=says):
        RecrawlLimits().with_site(**site)

"""When an article is called gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.frontier.past import Past
from portalcrawl.recrawl.vanishing import braked_runs, is_gone

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("misses", "absence", "is_gone_now", "is_gone_braked"),
    [
        (0, 0 * DAY, False, False),
        (1, 0 * DAY, False, False),
        (2, 5 * DAY, False, False),
        (3, 1 * DAY, False, False),
        (3, 2 * DAY, True, False),
        (9, 13 * DAY, True, False),
        (9, 14 * DAY, True, True),
    ],
)
def test_three_visits_over_days(misses, absence, is_gone_now, is_gone_braked):
    times = {"missed_from": MONDAY, "missed_at": MONDAY + absence} if misses else {}
    past = Past(kind="article", misses=misses, **times)
    assert is_gone(past, is_braked=False) is is_gone_now
    assert is_gone(past, is_braked=True) is is_gone_braked


@pytest.mark.parametrize(
    ("missed", "articles", "braked"),
    [
        ({}, 0, set()),
        ({"a": 20}, 30, set()),
        ({"a": 21}, 30, {"a"}),
        ({"a": 50, "b": 51}, 1000, {"b"}),
    ],
)
def test_many_at_once(missed, articles, braked):
    assert braked_runs(missed, articles=articles) == braked

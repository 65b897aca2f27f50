"""The week's clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.recrawl.week import Week

weights = st.lists(st.floats(0.03, 20), min_size=12, max_size=12).map(lambda some: some * 14)
hours = st.floats(480_000, 520_000)


@given(weights, hours, st.floats(0, 900), st.floats(0, 900))
def test_parts_of_a_time_are_the_whole(weights, start, first, second):
    week = Week(weights)
    middle, end = start + first, start + first + second
    whole = week.weighed(start, end)
    assert week.weighed(start, middle) + week.weighed(middle, end) == pytest.approx(whole, abs=1e-6)
    carried = week.weighed(start, middle) * second
    parts = week.lateness(start, middle) + carried + week.lateness(middle, end)
    assert parts == pytest.approx(week.lateness(start, end), rel=1e-6, abs=1e-4)


@given(weights, hours, st.floats(0.01, 20), st.floats(1e-4, 10))
def test_the_lateness_when_it_reaches_the_tolerance(weights, start, tolerance, rate):
    week = Week(weights)
    found = week.reaches(tolerance, start=start, rate=rate, until=start + 720)
    if found is None:
        assert rate * week.lateness(start, start + 720) < tolerance
    else:
        assert rate * week.lateness(start, found) == pytest.approx(tolerance, rel=1e-3, abs=1e-4)

"""Durations as people write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.recrawl.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("10m", timedelta(minutes=10)),
        ("90 s", timedelta(seconds=90)),
        ("6H", timedelta(hours=6)),
        ("1.5d", timedelta(hours=36)),
        (" 2w ", timedelta(days=14)),
        ("1d 12h", timedelta(hours=36)),
        ("0m", timedelta()),
    ],
)
def test_read(text, duration):
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    ["", " ", "10", "m", "-5m", "10min", "ten m", "10m,5s", "1e3d", "١m", "nan", "9" * 10 + "d"],
)
def test_no_duration(text):
    with pytest.raises(ValueError, match=r"is no duration: write it like 10m, 6h, 7d"):
        parse_duration(text)


def test_longer_than_any_calendar():
    with pytest.raises(ValueError, match="too long"):
        parse_duration("999999999w")

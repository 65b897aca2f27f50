"""The hours in which a site may be asked."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portalcrawl.manners.windows import Windows

CHINA = ZoneInfo("Asia/Shanghai")


def at(day: int, clock: str, zone: ZoneInfo = CHINA, *, month: int = 3) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("windows", "now", "opening"),
    [
        # Over midnight: the end is not in it.
        (["22:00-06:00"], at(1, "22:00"), None),
        (["22:00-06:00"], at(1, "23:59"), None),
        (["22:00-06:00"], at(1, "00:00"), None),
        (["22:00-06:00"], at(1, "05:59"), None),
        (["22:00-06:00"], at(1, "06:00"), at(1, "22:00")),
        (["22:00-06:00"], at(1, "21:59"), at(1, "22:00")),
        # Within a day, and up to its end.
        (["1:30-5:00"], at(1, "01:29"), at(1, "01:30")),
        (["1:30-5:00"], at(1, "05:00"), at(2, "01:30")),
        (["20:00-24:00"], at(1, "23:59"), None),
        (["20:00-24:00"], at(2, "00:00"), at(2, "20:00")),
        # Several: the next one.
        (["12:00-13:00", "0:00-6:00"], at(1, "06:00"), at(1, "12:00")),
        (["12:00-13:00", "0:00-6:00"], at(1, "13:00"), at(2, "00:00")),
        # The site's time, whatever the time zone of *now*.
        (["22:00-06:00"], datetime(2026, 3, 1, 14, 0, tzinfo=UTC), None),
        (["22:00-06:00"], datetime(2026, 3, 1, 13, 0, tzinfo=UTC), at(1, "22:00")),
        # None: always.
        ([], at(1, "12:00"), None),
    ],
)
def test_opening(windows, now, opening):
    assert Windows.parse(windows).opening(now) == (opening or now)


def test_a_clock_that_is_put_forward():
    zone = ZoneInfo("Europe/Berlin")
    windows = Windows.parse(["22:00-04:00"], zone="Europe/Berlin")
    # The last Sunday of March has 23 hours.
    assert windows.opening(at(28, "12:00", zone)) == at(28, "22:00", zone)
    assert windows.opening(at(29, "04:00", zone)) == at(29, "22:00", zone)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("22-6", "'22-6' is no window: write it as '22:00-06:00'"),
        ("", "is no window"),
        ("22:00", "is no window"),
        ("22:00-06:00 UTC", "is no window"),
        ("25:00-06:00", "there is no such time of day"),
        ("24:00-06:00", "there is no such time of day"),
        ("22:60-23:00", "there is no such time of day"),
        ("22:00-24:01", "there is no such time of day"),
        ("06:00-06:00", "for all day, name no window"),
    ],
)
def test_what_is_no_window(text, said):
    with pytest.raises(ValueError, match=said):
        Windows.parse([text])


@pytest.mark.parametrize("zone", ["Asia/Nowhere", "", "../etc/passwd", "Asia"])
def test_what_is_no_time_zone(zone):
    with pytest.raises(ValueError, match="is not known"):
        Windows.parse([], zone=zone)

"""When a host may be asked next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.manners.pace import (
    ANSWERS_TO_RECOVER,
    MAX_BACK_OFF,
    Pace,
    Why,
    next_turn,
    pause,
)
from portalcrawl.manners.terms import Terms
from portalcrawl.manners.windows import Windows

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TERMS = Terms(delay_secs=1)
OWN_SITE = Terms(delay_secs=0)


def secs(number: float) -> timedelta:
    return timedelta(seconds=number)


def answer(pace: Pace, terms: Terms = TERMS, *, now: datetime = NOW, **facts) -> None:
    pace.answered(terms, **{"began": now, "now": now, "status": 200, **facts})


@pytest.mark.parametrize(
    ("pace", "terms", "expected"),
    [
        (Pace(), TERMS, (1, Why.DELAY)),
        (Pace(), OWN_SITE, (0, Why.DELAY)),
        # robots.txt: longer, never shorter, up to a limit, and of one's own site too.
        (Pace(crawl_delay_secs=5), TERMS, (5, Why.CRAWL_DELAY)),
        (Pace(crawl_delay_secs=0.5), TERMS, (1, Why.DELAY)),
        (Pace(crawl_delay_secs=3600), TERMS, (60, Why.CRAWL_DELAY)),
        (Pace(crawl_delay_secs=0.4), OWN_SITE, (0.4, Why.CRAWL_DELAY)),
        # Latency.
        (Pace(latency_secs=0.2), TERMS, (1, Why.DELAY)),
        (Pace(latency_secs=3), TERMS, (6, Why.LATENCY)),
        (Pace(latency_secs=60), TERMS, (30, Why.LATENCY)),
        (Pace(latency_secs=3), OWN_SITE, (0, Why.DELAY)),
        (Pace(latency_secs=3), Terms(delay_secs=1, latency_factor=0), (1, Why.DELAY)),
        # Back-off, of one's own site too, but short.
        (Pace(back_off=1), TERMS, (2, Why.BACK_OFF)),
        (Pace(back_off=5), TERMS, (32, Why.BACK_OFF)),
        (Pace(back_off=1), OWN_SITE, (0.04, Why.BACK_OFF)),
        (Pace(back_off=5), OWN_SITE, (0.64, Why.BACK_OFF)),
        # The longest counts.
        (Pace(crawl_delay_secs=5, latency_secs=3, back_off=1), TERMS, (6, Why.LATENCY)),
    ],
)
def test_pause(pace, terms, expected):
    assert pause(pace, terms) == expected


def test_the_first_request_waits_for_nothing():
    assert next_turn(Pace(), TERMS, now=NOW).at == NOW


def test_what_an_earlier_process_asked_counts():
    pace = Pace(asked_at=NOW - secs(10), crawl_delay_secs=30)
    assert next_turn(pace, TERMS, now=NOW).at == NOW + secs(20)


def test_a_clock_that_was_set_back():
    pace = Pace(asked_at=NOW + secs(3600))
    assert next_turn(pace, TERMS, now=NOW).at == NOW + secs(1)


@pytest.mark.parametrize("status", [429, 503])
def test_back_off_doubles(status):
    pace, levels = Pace(), []
    for number in range(MAX_BACK_OFF + 2):
        answer(pace, status=status, now=NOW + secs(number))
        levels.append(pace.back_off)
    assert levels == [1, 2, 3, 4, 5, 5, 5]


@pytest.mark.parametrize("status", [200, 304, 403, 404, 500, 502])
def test_what_is_no_trouble(status):
    pace = Pace()
    answer(pace, status=status)
    assert pace.back_off == 0


def test_a_host_that_says_how_long_is_taken_at_its_word():
    pace = Pace()
    answer(pace, status=503, retry_after_secs=1)
    assert pace.back_off == 0
    assert next_turn(pace, TERMS, now=NOW).at == NOW + secs(1)


def test_requests_on_their_way_together_are_one_trouble():
    pace = Pace()
    for _ in range(4):
        pace.troubled(began=NOW, now=NOW + secs(60))
    assert pace.back_off == 1
    pace.troubled(began=NOW + secs(61), now=NOW + secs(62))
    assert pace.back_off == 2


def test_recovery_is_slow():
    pace = Pace(back_off=2)
    for _ in range(ANSWERS_TO_RECOVER - 1):
        answer(pace)
    assert pace.back_off == 2
    answer(pace)
    assert pace.back_off == 1
    # Trouble begins the count anew.
    for _ in range(ANSWERS_TO_RECOVER - 1):
        answer(pace)
    pace.troubled(began=NOW + secs(1), now=NOW + secs(1))
    answer(pace)
    assert pace.back_off == 2


def test_the_latency_is_smoothed_and_errors_do_not_count():
    pace = Pace()
    answer(pace, latency_secs=2.0)
    assert pace.latency_secs == 2.0
    answer(pace, latency_secs=4.0)
    assert pace.latency_secs == 3.0
    answer(pace, latency_secs=0.5)
    assert pace.latency_secs == 2.5
    # Errors are quick.
    answer(pace, latency_secs=0.01, status=503)
    answer(pace, latency_secs=0.01, status=500)
    assert pace.latency_secs == 2.5


@pytest.mark.parametrize(
    ("status", "asked_secs", "kept_secs"),
    [
        *((503, 120, 120), (429, 10, 10), (404, 7, 7), (503, 0, None)),
        *((302, 10, None), (200, 10, None)),
        (503, float("inf"), 24 * 3600),
    ],
)
def test_retry_after(status, asked_secs, kept_secs):
    pace = Pace()
    answer(pace, status=status, retry_after_secs=asked_secs)
    turn = next_turn(pace, TERMS, now=NOW)
    assert turn.at == NOW + secs(kept_secs or 0)
    assert turn.is_hold == (kept_secs is not None)


def test_a_shorter_retry_after_does_not_undo_a_longer_one():
    pace = Pace()
    answer(pace, status=503, retry_after_secs=100)
    answer(pace, status=503, retry_after_secs=5)
    assert pace.not_before == NOW + secs(100)


def test_byte_rate():
    terms = Terms(delay_secs=1, max_bytes_per_sec=1000)
    pace = Pace(asked_at=NOW)
    answer(pace, terms, body_bytes=500)
    assert next_turn(pace, terms, now=NOW).why == Why.DELAY
    answer(pace, terms, body_bytes=9500)
    turn = next_turn(pace, terms, now=NOW)
    assert (turn.at, turn.why, turn.is_hold) == (NOW + secs(10), Why.BYTE_RATE, False)
    # What is owed is paid by time, and time without a request saves nothing up.
    answer(pace, terms, body_bytes=1000, now=NOW + secs(4))
    assert next_turn(pace, terms, now=NOW + secs(4)).at == NOW + secs(11)
    answer(pace, terms, body_bytes=5000, now=NOW + secs(100))
    assert next_turn(pace, terms, now=NOW + secs(100)).at == NOW + secs(105)


def test_the_window_closes_before_the_pause_is_over():
    windows = Windows.parse(["22:00-06:00"], zone="UTC")
    terms = Terms(delay_secs=10, windows=windows)
    night = datetime(2026, 3, 1, 5, 59, 55, tzinfo=UTC)
    turn = next_turn(Pace(asked_at=night), terms, now=night)
    assert (turn.at, turn.why) == (datetime(2026, 3, 1, 22, 0, tzinfo=UTC), Why.WINDOW)
    assert turn.is_hold

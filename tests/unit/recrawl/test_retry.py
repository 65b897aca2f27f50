"""When to ask again after a failure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.recrawl.retry import MAX_ATTEMPTS, retry, retry_after_secs

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY_SECS = 24 * 3600


@pytest.mark.parametrize(("attempts", "pause_secs"), [(0, 2), (1, 8), (2, 32)])
def test_pauses_grow(attempts, pause_secs):
    found = retry(attempts=attempts, reason="timeout", now=NOW)
    assert (found.again_at, found.reason) == (NOW + timedelta(seconds=pause_secs), "timeout")


@pytest.mark.parametrize("attempts", [MAX_ATTEMPTS, MAX_ATTEMPTS + 1, 1000])
def test_given_up(attempts):
    found = retry(attempts=attempts, reason="http_503", now=NOW, retry_after_secs=10)
    assert (found.again_at, found.reason) == (None, "http_503")


@pytest.mark.parametrize(
    ("asked_secs", "pause_secs"),
    [
        *((None, 8), (0, 8), (3, 8), (120, 120), (DAY_SECS, DAY_SECS), (DAY_SECS + 1, DAY_SECS)),
        (float("inf"), DAY_SECS),
    ],
)
def test_the_servers_word_counts_where_it_is_longer(asked_secs, pause_secs):
    found = retry(attempts=1, reason="http_429", now=NOW, retry_after_secs=asked_secs)
    assert found.again_at == NOW + timedelta(seconds=pause_secs)


@pytest.mark.parametrize(
    ("value", "secs"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("9" * 400, float("inf")),
        # The three forms of a date in HTTP, the first without a zone, one that is past.
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60),
        ("Thursday, 01-Jan-26 00:01:00 GMT", 60),
        ("Thu Jan  1 00:01:00 2026", 60),
        ("Thu, 01 Jan 2026 08:01:00 +0800", 60),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0),
        # None of them.
        *((value, None) for value in (None, "", " ", "soon", "1.5", "-5", "1e3", "2026-01-01")),
        *((value, None) for value in ("\xb2", "١٢", "Thu, 32 Jan 2026 00:00:00 GMT", "Thu, 01")),
        ("Thu, 01 Jan 2026 00:01:00 +99999999", None),
    ],
)
def test_retry_after(value, secs):
    assert retry_after_secs(value, now=NOW) == secs

"""How long a robots.txt counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.manners.robots_cache import after_answer, after_failure

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RULES = b"User-agent: *\nDisallow: /x/"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, RULES, "rules"),
        (200, b"", "rules"),
        (200, b"<html><title>404</title>", "none"),
        # Unavailable: all is allowed. Also after more redirects than are followed.
        *((status, RULES, "none") for status in (301, 400, 401, 403, 404, 410, 451)),
        # Unreachable: nothing is. 429 is no word on what may be asked.
        *((status, RULES, "unreachable") for status in (429, 500, 502, 503, 504, 599)),
    ],
)
def test_what_an_answer_says(status, body, state):
    assert after_answer(None, status=status, body=body, now=NOW).state(NOW) == state


def test_it_is_asked_again_after_a_day():
    kept = after_answer(None, status=200, body=RULES, now=NOW)
    assert not kept.is_due(NOW + DAY - timedelta(seconds=1))
    assert kept.is_due(NOW + DAY)


def test_what_was_known_counts_while_it_is_unreachable():
    kept = after_answer(None, status=200, body=RULES, now=NOW)
    kept = after_answer(kept, status=503, body=b"", now=NOW + DAY)
    assert (kept.state(NOW + DAY), kept.text) == ("rules", RULES.decode())
    assert kept.unreachable_since == NOW + DAY
    kept = after_failure(kept, "timeout", now=NOW + 40 * DAY)
    assert (kept.state(NOW + 40 * DAY), kept.failure) == ("rules", "timeout")
    assert kept.unreachable_since == NOW + DAY
    # An answer ends it.
    kept = after_answer(kept, status=404, body=b"", now=NOW + 41 * DAY)
    assert (kept.state(NOW + 41 * DAY), kept.failure) == ("none", "")
    assert kept.unreachable_since is None


def test_after_thirty_days_without_any_it_is_taken_to_be_none():
    kept = after_failure(None, "http_500", now=NOW)
    assert kept.state(NOW + 29 * DAY) == "unreachable"
    assert kept.state(NOW + 30 * DAY) == "none"


def test_tries_become_rare():
    kept, now, pauses = after_failure(None, "http_500", now=NOW), NOW, []
    for _ in range(8):
        secs = 0
        while not kept.is_due(now + timedelta(seconds=secs)):
            secs += 1
        pauses.append(secs)
        now += timedelta(seconds=secs)
        kept = after_failure(kept, "http_500", now=now)
    assert pauses == [2, 8, 32, 128, 512, 2048, 3600, 3600]

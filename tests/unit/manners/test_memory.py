"""What is remembered of a host."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from portalcrawl.manners.memory import Manners
from portalcrawl.manners.pace import Why
from portalcrawl.manners.robots_cache import after_answer, after_failure
from portalcrawl.manners.terms import Terms

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def manners(run: str = "a@1") -> Manners:
    return Manners(Terms(delay_secs=1), run=run)


def remembered(before: Manners, run: str = "a@1") -> Manners:
    after = manners(run)
    after.load("a.cn", before.document("a.cn"))
    return after


def test_everything_is_remembered():
    before = manners()
    host = before.host("a.cn")
    host.pace.not_before, host.pace.back_off, host.pace.latency_secs = NOW + HOUR, 3, 0.5
    host.robots["http"] = after_answer(None, status=200, body=b"Crawl-delay: 3", now=NOW)
    host.figures.waits["delay"] = 7
    after = remembered(before).host("a.cn")
    assert (after.pace, after.robots, after.figures) == (host.pace, host.robots, host.figures)


def test_figures_are_of_one_run():
    before = manners()
    before.host("a.cn").figures.requests = 7
    assert remembered(before).host("a.cn").figures.requests == 7
    assert remembered(before, run="a@2").host("a.cn").figures.requests == 0


def test_a_new_process_asks_at_once_for_what_was_unreachable():
    before = manners()
    before.host("a.cn").robots["http"] = after_failure(None, "http_503", now=NOW)
    kept = remembered(before).host("a.cn").robots["http"]
    assert kept.is_due(NOW)
    assert kept.unreachable_since == NOW


def test_what_another_version_stored_does_no_harm():
    after = manners()
    after.load("a.cn", {"pace": {"back_off": 2, "mood": "bad"}, "robots": None})
    after.load("b.cn", {})
    assert after.host("a.cn").pace.back_off == 2


def test_what_this_process_knows_is_newer_than_what_is_stored():
    before, after = manners(), manners()
    after.host("a.cn").pace.back_off = 2
    after.load("a.cn", before.document("a.cn"))
    assert after.host("a.cn").pace.back_off == 2


def test_changes_are_given_out_once():
    found = manners()
    found.note("a.cn")
    assert list(found.changes()) == ["a.cn"]
    assert found.changes() == {}


def test_the_longest_crawl_delay_of_a_host_counts():
    host = manners().host("a.cn")
    for scheme, secs in (("http", 3), ("https", 2)):
        body = b"User-agent: *\nCrawl-delay: %d" % secs
        host.robots[scheme] = after_answer(None, status=200, body=body, now=NOW)
        host.rules(scheme)
    assert host.pace.crawl_delay_secs == 3
    # The rules are new: the pause is over.
    host.robots["http"] = after_answer(None, status=404, body=b"", now=NOW)
    host.rules("http")
    assert host.pace.crawl_delay_secs == 2


def test_holds():
    found = manners()
    found.host("a.cn").pace.not_before = NOW + HOUR
    found.host("b.cn").pace.asked_at = NOW
    assert [turn.why for turn in found.holds(["a.cn", "b.cn"], now=NOW).values()] == [
        Why.RETRY_AFTER
    ]
    assert not found.holds(["a.cn", "b.cn"], now=NOW + HOUR)

"""Whatever a host does: it is never asked sooner than settings, robots.txt and it itself allow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.manners.memory import Manners
from portalcrawl.manners.pace import Pace, next_turn, pause
from portalcrawl.manners.terms import Terms
from portalcrawl.manners.windows import Windows

START = datetime(2026, 3, 1, tzinfo=UTC)
numbers = st.floats(0, 1e6)
maybe = st.none() | numbers
clocks = st.integers(0, 24 * 60 - 1)
terms_of = st.builds(
    Terms,
    delay_secs=st.sampled_from([0.0, 0.5, 1.0, 10.0]),
    latency_factor=st.floats(0, 10),
    max_bytes_per_sec=st.none() | st.floats(1, 1e9),
    windows=st.sampled_from([None, Windows.parse(["22:00-06:00"])]),
)
answers = st.fixed_dictionaries(
    {
        "status": st.sampled_from([200, 302, 404, 429, 500, 503]),
        "latency_secs": maybe,
        "body_bytes": st.integers(0, 10**9),
        "retry_after_secs": st.none() | st.floats(0, 24 * 3600),
    }
)


@given(terms_of, st.lists(st.tuples(answers, st.floats(0, 600)), max_size=20), maybe)
def test_a_host_is_never_asked_too_soon(terms, events, crawl_delay_secs):
    pace, now, until = Pace(crawl_delay_secs=crawl_delay_secs), START, START
    for answer, took_secs in events:
        turn = next_turn(pace, terms, now=now)
        assert turn.at >= max(now, until)
        if pace.asked_at is not None:
            assert turn.at >= pace.asked_at + timedelta(seconds=terms.delay_secs)
            wanted = min(crawl_delay_secs or 0, terms.crawl_delay_max_secs)
            assert turn.at >= pace.asked_at + timedelta(seconds=wanted)
        assert terms.opening(turn.at) == turn.at
        # A host that is asked at its turn may be asked then.
        assert next_turn(pace, terms, now=turn.at).why is None
        pace.began(turn.at)
        now = turn.at + timedelta(seconds=took_secs)
        pace.answered(terms, began=turn.at, now=now, **answer)
        if answer["retry_after_secs"] is not None and answer["status"] >= 400:
            until = max(until, now + timedelta(seconds=answer["retry_after_secs"]))
    assert pause(pace, terms)[0] >= terms.delay_secs


@given(terms_of, st.lists(answers, max_size=10))
def test_a_new_process_waits_as_long_as_the_old_one(terms, events):
    before, after = Manners(terms, run="a@1"), Manners(terms, run="a@1")
    for answer in events:
        before.host("a.cn").pace.began(START)
        before.host("a.cn").pace.answered(terms, began=START, now=START, **answer)
    after.load("a.cn", before.document("a.cn"))
    assert after.turn("a.cn", now=START) == before.turn("a.cn", now=START)


@given(clocks, clocks, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001
def test_a_window_that_opens_is_open(start, end, moment):
    if start == end:
        return
    text = f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}"
    windows, now = Windows.parse([text]), moment.replace(tzinfo=UTC)
    opening = windows.opening(now)
    assert now <= opening <= now + timedelta(days=1)
    assert windows.opening(opening) == opening

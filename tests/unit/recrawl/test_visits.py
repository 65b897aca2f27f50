"""The visit that acknowledges a URL, for each way its asking can end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.frontier.entry import Entry, State
from portalcrawl.page.state import Judgement, PageState
from portalcrawl.recrawl.visits import answered, failed, refused

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def entry(**changes) -> Entry:
    return Entry(**{"site": "a", "url": "http://a.cn/1", "hop_path": "L", **changes})


def answer(status: int) -> Answer:
    return Answer(
        url="http://a.cn/1",
        status=status,
        body=b"",
        content_type=None,
        fetched_at=NOW,
        headers=(("etag", '"1"'), ("last-modified", "yesterday")),
    )


@pytest.mark.parametrize(
    ("status", "judgement", "reason"),
    [
        (200, Judgement(PageState.OK, "content"), "ok"),
        (404, Judgement(PageState.NOT_FOUND, "http_404"), "http_404"),
        (200, Judgement(PageState.SOFT_404, "like_probe"), "like_probe"),
        (412, Judgement(PageState.BLOCKED, "challenge", vendor="some wall"), "some wall"),
    ],
)
def test_answered(status, judgement, reason):
    reading = Reading("article", judgement)
    visit = answered(entry(attempts=2), answer(status), reading, capture="c1")
    assert (visit.state, visit.reason, visit.kind) == (State.DONE, reason, "article")
    assert (visit.status, visit.capture, visit.visited_at) == (status, "c1", NOW)
    assert (visit.etag, visit.last_modified) == ('"1"', "yesterday")
    assert visit.changes()["attempts"] == 0


@pytest.mark.parametrize(("attempts", "pause_secs"), [(0, 2), (1, 8), (2, 32)])
def test_failed_and_queued_again(attempts, pause_secs):
    visit = failed(entry(attempts=attempts), "http_503", now=NOW, status=503, capture="c1")
    assert (visit.state, visit.reason, visit.kind) == (State.QUEUED, "http_503", "error")
    assert visit.due_at == NOW + timedelta(seconds=pause_secs)
    assert (visit.status, visit.capture) == (503, "c1")
    assert visit.changes()["attempts"] == attempts + 1


def test_failed_and_given_up():
    visit = failed(entry(attempts=3), "timeout", now=NOW)
    assert (visit.state, visit.due_at) == (State.FAILED, None)
    assert visit.changes()["state"] == "failed"


@pytest.mark.parametrize("reason", ["unsupported_scheme"])
def test_asking_again_would_give_the_same(reason):
    assert failed(entry(), reason, now=NOW).state is State.FAILED


@pytest.mark.parametrize(
    ("attempts", "state"), [(0, State.QUEUED), (1, State.FAILED), (2, State.FAILED)]
)
def test_a_seed_is_given_up_early(attempts, state):
    assert failed(entry(hop_path="", attempts=attempts), "timeout", now=NOW).state is state


def test_as_long_as_the_server_asks():
    visit = failed(entry(), "http_429", now=NOW, retry_after_secs=600)
    assert visit.due_at == NOW + timedelta(seconds=600)


def test_refused():
    visit = refused(entry(attempts=2), "robots", now=NOW)
    assert (visit.state, visit.reason) == (State.SKIPPED, "robots")
    assert visit.changes()["attempts"] == 0

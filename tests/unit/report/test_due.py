"""What is said of a site that is due, is being crawled, or was left in the middle."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from portalcrawl.frontier.due import Due
from portalcrawl.frontier.owner import Owner
from portalcrawl.report.articles import json_line
from portalcrawl.report.due import SiteDue, due_document

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
OWNER = Owner(worker="far:7:1", since=NOW, work="crawl of a")
ONE = Due(lists=1, articles=2, oldest=NOW)


def site(due: Due, owner: Owner | None = None, state: str | None = "finished") -> SiteDue:
    run = None if state is None else {"_id": "a@1", "state": state, "started_at": NOW}
    return SiteDue(site="a", home="http://a.cn/", due=due, owner=owner, last_run=run)


@pytest.mark.parametrize(
    ("one", "is_due", "state"),
    [
        (site(ONE), True, "finished"),
        (site(Due(next_at=NOW)), False, "finished"),
        (site(ONE, OWNER, "running"), False, "running"),
        (site(ONE, None, "running"), True, "broken off"),
        (site(ONE, None, "paused"), True, "broken off"),
        (site(ONE, None, "interrupted"), True, "interrupted"),
        (site(Due(), None, None), True, "never crawled"),
        # It just began.
        (site(Due(), OWNER, None), False, "never crawled"),
    ],
)
def test_is_due(one, is_due, state):
    assert (one.is_due, one.last_state) == (is_due, state)


def test_json():
    assert json.loads(json_line(due_document(site(ONE, OWNER, "running")))) == {
        "site": "a",
        "home": "http://a.cn/",
        "is_due": False,
        "due": 3,
        "lists": 1,
        "articles": 2,
        "unseen": 0,
        "other": 0,
        "is_more": False,
        "oldest": "2026-03-01T08:00:00+00:00",
        "next_due_at": None,
        "last_run": {
            "id": "a@1",
            "state": "running",
            "started_at": "2026-03-01T08:00:00+00:00",
            "ended_at": None,
        },
        "owner": {
            "machine": "far",
            "pid": 7,
            "since": "2026-03-01T08:00:00+00:00",
            "work": "crawl of a",
        },
    }

"""One URL of the frontier, and what a visit to it writes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.errors import UrlError
from portalcrawl.frontier.entry import Entry, State, Visit, entry_id

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ENTRY = Entry(
    site="a.cn",
    url="http://a.cn:80/x?b=1&a=%cd%a8",
    via="http://a.cn/",
    hop_path="LE",
    anchor="动员会",
    priority=30,
    attempts=2,
)


def test_round_trip_through_a_document():
    stored = {"_id": ENTRY.id, **ENTRY.document(due_at=NOW), "lease_until": NOW, "owner": "w"}
    assert Entry.of_document(stored) == ENTRY


def test_document_of_a_new_url():
    found = ENTRY.document(due_at=NOW)
    assert (found["state"], found["due_at"], found["host"]) == ("queued", NOW, "a.cn")
    # What is sent to the server is the address as found.
    assert found["url"] == "http://a.cn:80/x?b=1&a=%cd%a8"
    assert "_id" not in found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("a", "http://a.cn/x?b=1&a=2"), ("a", "http://A.cn:80/x?a=2&b=1#t"), True),
        (("a", "http://a.cn/x"), ("b", "http://a.cn/x"), False),
        (("a", "http://a.cn/x"), ("a", "http://a.cn/X"), False),
        (("a", "http://a.cn/x"), ("a", "https://a.cn/x"), False),
    ],
)
def test_id_is_site_and_canonical_address(one, other, same):
    assert (entry_id(*one) == entry_id(*other)) is same
    assert Entry(site=one[0], url=one[1]).id == entry_id(*one)


def test_an_address_that_is_none_has_no_id():
    with pytest.raises(UrlError):
        entry_id("a", "javascript:;")


@pytest.mark.parametrize(
    ("state", "attempts"),
    [(State.QUEUED, 3), (State.FAILED, 3), (State.DONE, 0), (State.SKIPPED, 0)],
)
def test_what_a_visit_writes(state, attempts):
    visit = Visit(entry=ENTRY, state=state, reason="r", visited_at=NOW, due_at=NOW, status=503)
    found = visit.changes()
    assert (found["state"], found["attempts"], found["status"]) == (state.value, attempts, 503)
    # How it was found stays what it was.
    assert not {"site", "url", "via", "hop_path", "priority", "anchor"} & set(found)

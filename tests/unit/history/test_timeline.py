"""The moments of an article in order."""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.history.timeline import timeline

DAY = [datetime(2026, 2, day, tzinfo=UTC) for day in range(1, 8)]
CAPTURES = [{"id": f"c{number}", "file": "a/x.warc.gz", "offset": number} for number in range(3)]
FIRST = {
    "revision": 1,
    "first_seen_at": DAY[0],
    "changed_at": DAY[0],
    "capture": CAPTURES[0],
    "cause": "crawl",
    "changed_fields": ["title", "body_text"],
}
SECOND = {**FIRST, "revision": 2, "changed_at": DAY[1], "capture": CAPTURES[1]}
SECOND |= {"cause": "reprocess", "changed_fields": ["author"]}
NOW = {"revision": 3, "first_seen_at": DAY[0], "changed_at": DAY[5], "capture": CAPTURES[1]}
EVENTS = [
    {"kind": "new", "at": DAY[0], "run": "r1"},
    {"kind": "changed", "at": DAY[1], "run": "r2"},
    {"kind": "gone", "at": DAY[2], "run": "r3"},
    {"kind": "back", "at": DAY[3], "run": "r4"},
    {"kind": "moved", "at": DAY[4], "run": "r5", "detail": {"url": "http://a.cn/0.html"}},
]


def test_in_order():
    found = timeline([FIRST, SECOND, NOW], EVENTS, {"c0": "r1", "c1": "r2"})
    assert [(one.at, one.what, one.revision, one.cause, one.run) for one in found] == [
        (DAY[0], "new", 1, None, "r1"),
        (DAY[1], "changed", 2, "crawl", "r2"),
        (DAY[2], "gone", None, None, "r3"),
        (DAY[3], "back", None, None, "r4"),
        (DAY[4], "moved", None, None, "r5"),
        (DAY[5], "changed", 3, "reprocess", "r2"),
    ]
    # What differs from the revision before.
    assert [one.fields for one in found if one.revision] == [
        None,
        ["title", "body_text"],
        ["author"],
    ]
    assert found[4].detail == {"url": "http://a.cn/0.html"}
    assert found[1].as_json()["capture"] == CAPTURES[1]


def test_what_an_older_program_did_not_store():
    old = {key: FIRST[key] for key in ("revision", "first_seen_at", "changed_at", "cause")}
    (first, then) = timeline([old, {**NOW, "revision": 2, "capture": None}], [], {})
    assert (first.capture, first.run) == (None, None)
    assert (then.cause, then.fields, then.capture) == ("crawl", None, None)


def test_one_revision():
    (only,) = timeline([{**NOW, "revision": 1}], [], {})
    assert (only.what, only.cause, only.fields) == ("new", None, None)

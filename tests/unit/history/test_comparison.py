"""Which fields of two revisions differ."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.history.comparison import compare_documents
from portalcrawl.history.spans import ADDED, REMOVED, SAME

FIRST, THEN = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)
OLD = {
    "_id": "a1:1",
    "article": "a1",
    "revision": 1,
    "url": "http://a.cn/1.html",
    "title": "县里开会",
    "kicker": None,
    "subtitle": None,
    "source": "县局",
    "author": None,
    "editor": None,
    "published": "2026-02-01",
    "column_path": [{"title": "政务", "url": None}, {"title": "通知", "url": None}],
    "body_text": "第一段。\n第二段。",
    "images": [{"url": None, "raw": "file:///1.jpg"}],
    "attachments": [{"url": "http://a.cn/1.doc", "name": "名单"}],
    "first_seen_at": FIRST,
    "changed_at": FIRST,
    "capture": {"id": "c1", "file": "a/x.warc.gz", "offset": 7, "fetched_at": FIRST},
}
NEW = {**OLD, "_id": "a1", "revision": 2, "changed_at": THEN}
del NEW["article"]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, []),
        ({"title": "县里开大会", "body_text": "第一段。"}, ["title", "body_text"]),
        ({"source": None, "author": "甲", "editor": "乙"}, ["source", "author", "editor"]),
        ({"kicker": "快讯", "subtitle": "县长讲话"}, ["kicker", "subtitle"]),
        ({"published": "2026-02-02", "column_path": []}, ["column", "published"]),
        ({"images": [], "attachments": []}, ["images", "attachments"]),
        ({"images": [{"url": "http://a.cn/1.jpg", "raw": "1.jpg"}]}, ["images"]),
        # The same name leads elsewhere.
        ({"attachments": [{"url": "http://a.cn/2.doc", "name": "名单"}]}, ["attachments"]),
        # What a reader does not see in it.
        ({"views": 7, "body_html": "<p>", "content_digest": "sha1:X", "provenance": {}}, []),
    ],
)
def test_fields(changes, names):
    found = compare_documents(OLD, {**NEW, **changes})
    assert [change.name for change in found.changes] == names


def test_as_json():
    found = compare_documents(OLD, {**NEW, "title": "县里不开会"}).as_json()
    assert found["id"] == "a1"
    assert (found["old"]["revision"], found["old"]["seen_at"]) == (1, FIRST)
    assert (found["new"]["revision"], found["new"]["seen_at"]) == (2, THEN)
    assert found["new"]["capture"]["id"] == "c1"
    assert found["fields"] == [
        {
            "name": "title",
            "spans": [
                {"kind": SAME, "text": "县里"},
                {"kind": ADDED, "text": "不"},
                {"kind": SAME, "text": "开会"},
            ],
        }
    ]


def test_what_an_older_program_did_not_store():
    bare = {"_id": "a1", "revision": 2, "title": "甲", "url": "http://a.cn/1.html"}
    found = compare_documents(bare, OLD)
    assert [span.kind for span in found.changes[1].spans] == [REMOVED, ADDED]
    assert found.as_json()["old"]["seen_at"] is None

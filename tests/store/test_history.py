"""What the collections know of an article's past."""

from __future__ import annotations

from datetime import timedelta

from portalcrawl.store.articles import Articles
from portalcrawl.store.history import History
from tests.store.conftest import NOW
from tests.store.test_articles import POINTERS, article


def test_of_an_article_that_changed(store):
    articles = Articles(store)
    for number, text in enumerate(("一", "二", "三")):
        when = NOW + timedelta(days=number)
        articles.save([article(body_text=text)], captures=POINTERS, now=when)
    key = store.articles.find_one()["_id"]
    past = History(store)
    before = past.before(key)
    assert [one["revision"] for one in before] == [1, 2]
    assert [one["changed_fields"] for one in before] == [["body_text"], ["body_text"]]
    assert before[1]["replaced_at"] == NOW + timedelta(days=2)
    assert all("body_text" not in one and one["capture"] == POINTERS["c1"] for one in before)


def test_of_an_unknown_article(store):
    past = History(store)
    assert past.before("0" * 24) == past.events("a", "0" * 24) == []
    assert past.runs([]) == {}


def test_runs_and_events(store):
    store.captures.insert_many([{"_id": "c1", "run": "a@1"}, {"_id": "c2"}])
    told = [
        {"_id": f"a@{n} 1f {kind}", "article": "1f", "site": "a", "kind": kind, "at": NOW - n * DAY}
        for n, kind in enumerate(("back", "gone"))
    ]
    store.changes.insert_many([*told, {"_id": "x", "article": "2e", "site": "a", "at": NOW}])
    past = History(store)
    assert past.runs(["c1", "c2", "c3"]) == {"c1": "a@1"}
    assert [one["kind"] for one in past.events("a", "1f")] == ["gone", "back"]


DAY = timedelta(days=1)

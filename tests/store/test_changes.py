"""What happened to articles, in the order in which others read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from bson.timestamp import Timestamp

from portalcrawl.store import changes as module
from portalcrawl.store.articles import Articles
from portalcrawl.store.changes import Changes, change, changes_of
from tests.store.conftest import NOW
from tests.store.test_articles import article

RUN, NEXT_RUN = "a@20260101000000000", "a@20260102000000000"


@pytest.fixture
def changes(store) -> Changes:
    return Changes(store)


@pytest.fixture(autouse=True)
def settled(monkeypatch) -> None:
    """All is settled that was written until now."""
    monkeypatch.setattr(module, "SETTLE_SECS", -1)


def event(number: int = 1, kind: str = "new", **values) -> dict:
    known = {"run": RUN, "site": "a", "at": NOW, "url": f"http://a.cn/{number}.html", "title": "题"}
    return change(article=f"{number}", kind=kind, **{**known, **values})


def test_a_change_is_kept_with_what_tells_it(store, changes):
    changes.add([event(column="政务", published="2026-01-01")])
    (found,) = store.changes.find()
    assert isinstance(found.pop("seq"), Timestamp)
    assert found == {
        "_id": f"{RUN} 1 new",
        "run": RUN,
        "site": "a",
        "article": "1",
        "kind": "new",
        "at": NOW,
        "url": "http://a.cn/1.html",
        "title": "题",
        "column": "政务",
        "published": "2026-01-01",
    }


def test_nothing_to_add(changes):
    changes.add([])
    assert changes.after(None) == []


def test_again_changes_nothing(store, changes, writes):
    batch = [event(), event(2, "changed", fields={"title": ["旧", "题"]})]
    changes.add(batch)
    before = list(store.changes.find())
    writes()
    changes.add([*batch, event(3)])
    assert writes() == [("changes", "i")]
    assert [one for one in store.changes.find() if one["article"] != "3"] == before


def test_twice_changed_in_a_run_is_one_change_that_is_read_again(changes):
    changes.add([event(kind="changed", fields={"title": ["甲", "乙"], "source": ["x", "y"]})])
    changes.add([event(2)])
    place = changes.after(None)[-1]["seq"]
    changes.add([event(kind="changed", fields={"title": ["乙", "丙"], "author": [None, "z"]})])
    (found,) = changes.after(place)
    title, source, author = ["甲", "丙"], ["x", "y"], [None, "z"]
    assert found["fields"] == {"title": title, "source": source, "author": author}


def test_readers_go_on_from_their_place(changes):
    # The clocks of the machines that wrote them say the opposite.
    for number in range(5):
        changes.add([event(number, at=NOW - timedelta(hours=number))])
    changes.add([event(9, site="b")])
    first = changes.after(None, limit=2)
    rest = changes.after(first[-1]["seq"])
    assert [one["article"] for one in [*first, *rest]] == ["0", "1", "2", "3", "4", "9"]
    assert [one["article"] for one in changes.after(None, site="b")] == ["9"]
    assert changes.after(rest[-1]["seq"]) == []


def test_the_order_holds_within_a_batch(changes):
    changes.add([event(number) for number in range(300)])
    found = changes.after(None)
    assert [one["article"] for one in found] == [str(number) for number in range(300)]
    assert len({one["seq"] for one in found}) == 300


def test_what_was_written_just_now_is_left_for_the_next_time(changes, monkeypatch):
    monkeypatch.setattr(module, "SETTLE_SECS", 3600)
    changes.add([event()])
    assert changes.after(None) == []


def test_a_run_and_its_counts(changes):
    changes.add([event(2, at=NOW + timedelta(1)), event(1), event(1, "moved", detail={"url": "x"})])
    # A run whose id begins the same, and the next one.
    changes.add([event(7, run=f"{RUN}0"), event(8, run=NEXT_RUN)])
    assert [one["_id"].split()[1:] for one in changes.of_run(RUN)] == [
        *(["1", "moved"], ["1", "new"], ["2", "new"]),
    ]
    assert changes.count(RUN) == {"new": 2, "moved": 1}
    assert changes.count("a@1") == {}


def test_a_site_since(changes):
    for day in range(4):
        changes.add([event(day, at=NOW + timedelta(day)), event(day + 10, site="b")])
    found = changes.of_site("a", since=NOW + timedelta(days=1))
    assert [one["article"] for one in found] == ["3", "2", "1"]
    assert [one["article"] for one in changes.of_site("a", limit=1)] == ["3"]


@pytest.mark.parametrize(
    ("query", "order", "index"),
    [
        ({"site": "a", "at": {"$gte": NOW}}, [("site", 1), ("at", -1)], "site_at"),
        ({"seq": {"$gt": Timestamp(1, 1)}}, [("seq", 1)], "seq"),
    ],
)
def test_queries_walk_an_index_in_its_order(store, query, order, index):
    plan = store.changes.find(query).sort(order).explain()["queryPlanner"]["winningPlan"]
    assert (plan["stage"], plan["inputStage"]["indexName"]) == ("FETCH", index)


def test_what_saving_articles_changes(store):
    articles = Articles(store)
    one, two = article(), article("http://a.cn/2.html", title="二")
    edited = article(source="县委", body_text="第一段。\n第三段。")
    seen = replace(two, views=99)
    told = []
    for batch in ([one], [edited, two], [edited, seen]):
        plan = articles.plan(batch, captures={}, now=NOW)
        told.append(changes_of(plan.differences, run=RUN, site="a", at=NOW))
        articles.write(plan)
    (new,), (changed, second), nothing = told
    assert (new["kind"], new["title"], new["column"]) == ("new", one.title, "政务")
    assert new["published"] == "2024-03-05"
    assert "fields" not in new
    assert (changed["kind"], second["kind"], nothing) == ("changed", "new", [])
    assert changed["article"] == new["article"]
    assert changed["fields"] == {
        "source": ["县局", "县委"],
        "body_text": ["第一段。\n第二段。", "第一段。\n第三段。"],
    }


def test_what_is_no_change_is_not_told_beside_one(store):
    articles = Articles(store)
    first = article(body_text="正文。\n浏览次数：12", source="甲局")
    articles.save([first], captures={}, now=NOW)
    plan = articles.plan(
        [article(body_text="正文。\n浏览次数：99", source="乙局")], captures={}, now=NOW
    )
    (told,) = changes_of(plan.differences, run="a@1", site="a", at=NOW)
    assert told["fields"] == {"source": ["甲局", "乙局"]}

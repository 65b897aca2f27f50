"""Copies are found among stored articles, whatever comes first, and are let go of again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from portalcrawl.dedup.normal_text import text_digest
from portalcrawl.dedup.same_text import Cluster
from portalcrawl.store import texts as texts_module
from portalcrawl.store.same_texts import SameTexts
from portalcrawl.store.texts import Compared, Texts
from tests.store.conftest import NOW
from tests.unit.dedup.texts import REPORT, notice

LEAD = "本报讯（记者 柳青禾）" + REPORT
CUT = REPORT[: len(REPORT) * 2 // 3] + "\n来源：青禾日报"
LATER = NOW + timedelta(days=1)


def article(name: str, text: str, *, site: str = "", **changes) -> dict[str, Any]:
    return {
        "_id": name,
        "site": site or f"{name}.cn",
        "url": f"http://{name}.cn/1.html",
        "title": "植树",
        "source": None,
        "published": None,
        "first_seen_at": NOW,
        "changed_at": NOW,
        "body_text": text,
        "text_digest": text_digest(text),
        "content_digest": f"sha1:{text_digest(text)}",
        **changes,
    }


def put(store, *articles: dict[str, Any]) -> Compared:
    """Store *articles* as a commit does."""
    for one in articles:
        store.articles.replace_one({"_id": one["_id"]}, one, upsert=True)
    return Texts(store).compare_articles([one["_id"] for one in articles])


def groups(store, **wish) -> list[list[str]]:
    return [names(cluster) for cluster in SameTexts(store).clusters(**wish)]


def names(cluster: Cluster) -> list[str]:
    return [member.article["_id"] for member in cluster.members]


def test_exact_copies_need_no_comparison(store):
    put(store, article("a", REPORT))
    done = put(store, article("b", REPORT.replace("，", ",")))
    assert done == Compared()
    (cluster,) = SameTexts(store).clusters()
    assert [(one.how, one.similarity) for one in cluster.members] == [
        ("earliest", 1.0),
        ("exact", 1.0),
    ]


def test_an_edited_copy_is_found_once(store):
    put(store, article("a", REPORT), article("n", notice(2024)))
    first = put(store, article("b", LEAD))
    assert (first.texts, first.pairs) == (1, 1)
    # The page is asked for again, or the batch written again: nothing is to do.
    assert put(store, article("b", LEAD)) == Compared()
    (cluster,) = SameTexts(store).clusters()
    assert names(cluster) == ["a", "b"]
    assert (cluster.members[1].how, cluster.members[1].similarity) == ("near", 1.0)


def test_another_years_notice_is_no_copy(store):
    done = put(store, *(article(f"n{year}", notice(year)) for year in range(2020, 2026)))
    assert done.comparisons > 0
    assert groups(store) == []


def test_the_order_of_arrival_does_not_matter(store):
    articles = [article("a", REPORT), article("b", LEAD), article("c", CUT), article("d", REPORT)]
    for number, order in enumerate(permutations(articles)):
        for collection in ("articles", "texts", "text_pairs"):
            store[collection].delete_many({})
        # All at once as well as one by one.
        batches: Iterable[Any] = [order] if number % 2 else [[one] for one in order]
        for batch in batches:
            put(store, *batch)
        assert groups(store) == [["a", "b", "c", "d"]]


def test_an_edited_article_leaves_and_the_text_between_no_longer_connects(store):
    # The halves have nothing in common but the whole.
    half = len(REPORT) // 2
    put(store, article("a", REPORT[:half]), article("b", REPORT), article("c", REPORT[half:]))
    assert groups(store) == [["a", "b", "c"]]
    put(store, article("b", notice(2024)))
    assert groups(store) == []
    put(store, article("b", REPORT))
    assert groups(store) == [["a", "b", "c"]]


def test_a_text_that_nobody_says_is_forgotten_and_found_again(store):
    put(store, article("a", REPORT))
    put(store, article("a", notice(2024)))
    put(store, article("b", LEAD))
    assert store.texts.find_one({"_id": text_digest(REPORT)}) is None
    put(store, article("a", REPORT))
    assert groups(store) == [["a", "b"]]


def test_killed_between_the_articles_and_their_comparison(store):
    put(store, article("a", REPORT))
    store.articles.insert_one(article("b", LEAD))
    # Killed after the text was written.
    store.texts.insert_one({"_id": text_digest(LEAD), "bands": [1], "compared": False})
    assert groups(store) == []
    # The page is asked for again, and is as it was: the text is compared all the same.
    assert Texts(store).compare_texts({text_digest(LEAD): LEAD}).pairs == 1
    assert Texts(store).compare_texts({text_digest(LEAD): LEAD}) == Compared()
    assert groups(store) == [["a", "b"]]


def test_a_band_of_too_many_texts_is_left_out(store, monkeypatch):
    monkeypatch.setattr(texts_module, "MAX_TEXTS_A_BAND", 3)
    for year in range(2015, 2025):
        done = put(store, article(f"n{year}", notice(year)))
    assert done.crowded_bands > 0
    bands = [band for text in store.texts.find() for band in text["bands"]]
    assert max(bands.count(band) for band in bands) <= 3
    # An exact copy is found all the same.
    put(store, article("copy", notice(2024)))
    assert sorted(groups(store)[0]) == ["copy", "n2024"]


def test_articles_of_an_older_portalcrawl_are_compared_on_request(store):
    for name, text in (("a", REPORT), ("b", LEAD)):
        one = article(name, text)
        del one["text_digest"]
        store.articles.insert_one(one)
    texts = Texts(store)
    assert texts.is_any_left()
    assert put(store) == Compared()
    ((count, done),) = texts.compare_all()
    assert (count, done.texts, done.pairs) == (2, 2, 1)
    assert not texts.is_any_left()
    assert groups(store) == [["a", "b"]]


def test_the_largest_group_first_and_those_of_a_site(store):
    put(store, article("a", REPORT), article("b", LEAD), article("c", CUT))
    put(store, article("x", notice(2024)), article("y", notice(2024), site="a.cn"))
    assert groups(store) == [["a", "b", "c"], ["x", "y"]]
    assert groups(store, site="x.cn") == [["x", "y"]]
    assert len(groups(store, site="a.cn")) == 2


def test_the_group_of_one_article(store):
    put(store, article("a", REPORT), article("b", LEAD), article("n", notice(2024)))
    same = SameTexts(store)
    cluster = same.cluster_of(article("b", LEAD))
    assert cluster is not None
    assert names(cluster) == ["a", "b"]
    assert same.cluster_of(article("n", notice(2024))) is None
    assert same.cluster_of(article("short", "见附件")) is None


def test_the_earliest_is_named(store):
    store.sites.insert_one({"_id": "c.cn", "record": {"owner": "青禾日报社"}})
    put(
        store,
        article("a", REPORT, published="2024-03-13", source="青禾日报"),
        article("b", LEAD, published="2024-03-14"),
        article("c", CUT, published="2024-03-13"),
    )
    (cluster,) = SameTexts(store).clusters()
    assert (names(cluster), cluster.says) == (["c", "a", "b"], "named")


def changes(store, *ids: str, since=NOW) -> list[dict[str, Any]]:
    return SameTexts(store).changes(ids, run="b@1", since=since, now=LATER)


def test_changes_tell_of_a_copy(store):
    put(store, article("a", REPORT, published="2024-03-13", changed_at=NOW - timedelta(days=9)))
    put(store, article("b", LEAD, published="2024-03-14"), article("n", notice(2024)))
    (change,) = changes(store, "a", "b", "n")
    assert change == {
        "_id": "b@1 b duplicate",
        "run": "b@1",
        "site": "b.cn",
        "article": "b",
        "kind": "duplicate",
        "at": LATER,
        "url": "http://b.cn/1.html",
        "title": "植树",
        "fields": {},
        "detail": {
            "of": "a",
            "site": "a.cn",
            "url": "http://a.cn/1.html",
            "how": "near",
            "similarity": 1.0,
            "is_earliest": False,
        },
    }
    # As often as it is asked; and not in the next run.
    assert changes(store, "b") == [change]
    assert changes(store, "b", since=LATER) == []


def test_changes_tell_of_the_original_that_was_seen_after_its_copy(store):
    put(store, article("b", REPORT, published="2024-03-14", changed_at=NOW - timedelta(days=9)))
    put(store, article("a", REPORT, published="2024-03-13"))
    (change,) = changes(store, "a")
    assert (change["detail"]["of"], change["detail"]["how"]) == ("b", "exact")
    assert change["detail"]["is_earliest"]


@pytest.mark.parametrize("text", ["", "详见附件。", "。" * 90])
def test_what_has_no_text_has_no_copies(store, text):
    assert put(store, article("a", text), article("b", text)) == Compared()
    assert groups(store) == []
    assert changes(store, "a", "b") == []


def test_editions_are_told_by_what_articles_say_beside_their_texts(store):
    week = "本周共检查五次，各班教室整洁，无人迟到，望大家继续保持。" * 6
    march = article("a", week + "希望再接再厉", title="第3周检查通报", site="s.cn")
    april = article("b", week, title="第4周检查通报", site="s.cn")
    put(store, march, april)
    assert store.text_pairs.count_documents({}) == 1
    assert groups(store) == []
    assert changes(store, "a", "b") == []
    same = SameTexts(store)
    assert same.cluster_of(april) is None
    # A reprint of the one under its own headline: whichever came first, the pair is there.
    put(store, article("c", week, title="检查后的笑声", published="2024-03-14"))
    assert groups(store) == [["c", "a", "b"]]
    assert names(same.cluster_of(march) or Cluster([], "")) == ["c", "a", "b"]


def test_what_is_edited_and_a_year_old_is_another_edition(store):
    put(store, article("a", REPORT, published="2023-03-13"))
    put(store, article("b", REPORT.replace("近日", "日前"), published="2024-03-13"))
    assert groups(store) == []
    put(store, article("c", LEAD, published="2025-03-13"))
    assert groups(store) == [["a", "c"]]

"""Articles: one document each, and what it was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pymongo.collection import Collection

from portalcrawl.dedup.digests import content_digest
from portalcrawl.items import Article, Attachment, Image, LinkTo, SiteRecord
from portalcrawl.store.article_changes import article_id, says_the_same
from portalcrawl.store.articles import Articles, Saved
from portalcrawl.store.raw_documents import decoded
from portalcrawl.urls.keys import doc_key
from tests.store.conftest import NOW

LATER = NOW + timedelta(days=1)
POINTERS = {"c1": {"id": "c1", "file": "a/x.warc.gz"}, "c2": {"id": "c2", "file": "a/y.warc.gz"}}


def article(url: str = "http://a.cn/1.html", **changes) -> Article:
    values = {
        "site": "a",
        "url": url,
        "title": "县里召开动员会",
        "source": "县局",
        "views": 12,
        "views_seen_at": NOW,
        "published": "2024-03-05",
        "column_path": [LinkTo("政务", "http://a.cn/zw/")],
        "body_text": "第一段。\n第二段。",
        "images": [Image("http://a.cn/1.jpg", "1.jpg")],
        "attachments": [Attachment("http://a.cn/1.doc", "名单")],
        "keywords": ["植树"],
        "site_record": SiteRecord(owner="县政府"),
        "provenance": {"title": "heading"},
        "capture_id": "c1",
    }
    found = Article(**{**values, **changes})
    return replace(found, doc_key=doc_key(url), content_digest=content_digest(found))


@pytest.fixture
def articles(store) -> Articles:
    return Articles(store)


def save(articles: Articles, *given: Article, now=NOW) -> Saved:
    return articles.save(given, captures=POINTERS, now=now)


def only(store) -> dict:
    (found,) = store.articles.find()
    return found


def test_new(store, articles):
    one = article()
    assert save(articles, one) == Saved(new=1)
    found = only(store)
    assert found["_id"] == article_id("a", "a.cn/1.html")
    assert (found["title"], found["views"], found["revision"]) == ("县里召开动员会", 12, 1)
    assert (found["urls"], found["capture"]) == (["http://a.cn/1.html"], POINTERS["c1"])
    assert (found["first_seen_at"], found["changed_at"]) == (NOW, NOW)
    assert found["column_path"] == [{"title": "政务", "url": "http://a.cn/zw/"}]
    image = {"url": "http://a.cn/1.jpg", "raw": "1.jpg", "alt": None}
    assert found["images"] == [{**image, "shown_url": None, "is_icon": False}]
    assert "capture_id" not in found
    assert store.revisions.count_documents({}) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"capture_id": "c2"},
        {"views": 99, "views_seen_at": LATER},
        {"views": None, "views_seen_at": None},
        {"capture_id": None},
    ],
)
def test_unchanged_is_no_write_at_all(store, articles, writes, changes):
    save(articles, article())
    before = only(store)
    assert ("articles", "i") in writes()
    assert save(articles, article(**changes), now=LATER) == Saved(unchanged=1)
    assert only(store) == before
    assert writes() == []


def test_nothing_to_save(articles, writes):
    assert save(articles) == Saved()
    assert writes() == []


def test_changed_content_keeps_what_was(store, articles):
    save(articles, article())
    before = only(store)
    changed = article(body_text="第一段，改。", views=50, views_seen_at=LATER, capture_id="c2")
    assert save(articles, changed, now=LATER) == Saved(changed=1)
    found = only(store)
    assert (found["body_text"], found["revision"]) == ("第一段，改。", 2)
    assert (found["first_seen_at"], found["changed_at"]) == (NOW, LATER)
    assert (found["capture"], found["views"]) == (POINTERS["c2"], 50)
    (old,) = store.revisions.find()
    assert old == {
        **before,
        "_id": f"{before['_id']}:1",
        "article": before["_id"],
        "cause": "crawl",
        "replaced_at": LATER,
        "changed_fields": ["body_text"],
    }


def test_a_revision_says_what_replaced_it(store, articles):
    save(articles, article())
    noisy = "第一段，改。\n第二段。\n浏览次数：7"
    changed = article(body_text=noisy, author="乙", editor="丙", next=LinkTo("新闻", None))
    articles.save([changed], captures=POINTERS, now=LATER)
    (old,) = store.revisions.find()
    assert (old["cause"], old["replaced_at"]) == ("crawl", LATER)
    assert old["changed_fields"] == ["author", "body_text", "editor", "next"]


@pytest.mark.parametrize(
    "changes",
    [
        {"body_text": "第一段。\n第二段。\n浏览次数：8"},
        {"images": [Image("https://www.a.cn/1.jpg?v=9", "1.jpg")]},
    ],
)
def test_what_changes_by_itself_makes_no_revision(store, articles, changes):
    save(articles, article(body_text="第一段。\n第二段。\n浏览次数：7"))
    later = article(**{"body_text": "第一段。\n第二段。\n浏览次数：7", **changes}, capture_id="c2")
    assert save(articles, later, now=LATER) == Saved(touched=1)
    assert store.revisions.count_documents({}) == 0


def test_another_rule_of_the_digest_makes_no_revision(store, articles):
    save(articles, article())
    store.articles.update_one({}, {"$set": {"content_digest": "sha1:BY-ANOTHER-RULE"}})
    assert save(articles, article(capture_id="c2"), now=LATER) == Saved(touched=1)
    assert only(store)["content_digest"] == article().content_digest
    assert save(articles, article(capture_id="c2"), now=LATER) == Saved(unchanged=1)
    # A change is one all the same.
    store.articles.update_one({}, {"$set": {"content_digest": "sha1:BY-ANOTHER-RULE"}})
    assert save(articles, article(title="县里开会", capture_id="c2")) == Saved(changed=1)


def test_each_change_is_a_revision(store, articles):
    for number in range(4):
        save(articles, article(body_text=f"第{number}稿"), now=NOW + timedelta(days=number))
    assert only(store)["revision"] == 4
    kept = [(old["revision"], old["body_text"]) for old in store.revisions.find().sort("revision")]
    assert kept == [(1, "第0稿"), (2, "第1稿"), (3, "第2稿")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"next": LinkTo("新闻", "http://a.cn/2.html")}, "next"),
        ({"column_path": []}, "column_path"),
        ({"keywords": ["造林"]}, "keywords"),
        ({"editor": "李四"}, "editor"),
        ({"site_record": SiteRecord(owner="县委")}, "site_record"),
    ],
)
def test_a_change_beside_the_content_makes_no_revision(store, articles, changes, field):
    save(articles, article())
    before = only(store)
    later = article(**changes, views=99, capture_id="c2")
    assert save(articles, later, now=LATER) == Saved(touched=1)
    found = only(store)
    assert {name for name in found if found[name] != before[name]} == {field}
    assert store.revisions.count_documents({}) == 0
    assert save(articles, later, now=LATER) == Saved(unchanged=1)


class TestUrlsOfOneDocument:
    URLS = ("http://a.cn/x/index.html", "https://www.a.cn/x/")

    def test_one_after_the_other(self, store, articles):
        first, second = (article(url) for url in self.URLS)
        assert save(articles, first) == Saved(new=1)
        assert save(articles, second, now=LATER) == Saved(touched=1)
        found = only(store)
        assert (found["url"], found["urls"]) == (self.URLS[0], list(self.URLS))
        assert save(articles, first, second) == Saved(unchanged=1)

    def test_in_one_batch(self, store, articles):
        assert save(articles, *map(article, self.URLS)) == Saved(new=1)
        assert only(store)["urls"] == list(self.URLS)

    def test_with_a_change(self, store, articles):
        save(articles, article(self.URLS[0]))
        save(articles, article(self.URLS[1], body_text="改。"), now=LATER)
        found = only(store)
        assert (found["url"], found["urls"]) == (self.URLS[1], list(self.URLS))
        assert store.revisions.count_documents({}) == 1

    def test_another_site_has_its_own(self, store, articles):
        save(articles, article(), article(site="b"))
        assert store.articles.count_documents({}) == 2


class TestTheSameBatchAgain:
    def test_of_new_ones(self, store, articles):
        batch = [article(f"http://a.cn/{n}.html") for n in range(3)]
        save(articles, *batch)
        before = list(store.articles.find().sort("_id"))
        assert save(articles, *batch, now=LATER) == Saved(unchanged=3)
        assert list(store.articles.find().sort("_id")) == before

    def test_of_changed_ones(self, store, articles):
        save(articles, article())
        for _ in range(2):
            save(articles, article(body_text="改。"), now=LATER)
        assert only(store)["revision"] == 2
        assert store.revisions.count_documents({}) == 1

    def test_after_only_the_revision_was_written(self, store, articles, monkeypatch):
        save(articles, article())
        with monkeypatch.context() as patch:

            def away(*_args, **_options):
                raise ConnectionError("gone between the two writes")

            patch.setattr(type(store.articles), "bulk_write", _for("articles", away))
            with pytest.raises(ConnectionError):
                save(articles, article(body_text="改。"), now=LATER)
        assert store.revisions.count_documents({}) == 1
        assert only(store)["revision"] == 1
        assert save(articles, article(body_text="改。"), now=LATER) == Saved(changed=1)
        assert only(store)["revision"] == 2
        assert store.revisions.count_documents({}) == 1


def _for(name: str, instead):
    """``bulk_write`` that does *instead* on the collection *name* only."""
    real = Collection.bulk_write

    def bulk_write(self, *args, **options):
        return instead() if self.name == name else real(self, *args, **options)

    return bulk_write


def test_find_newest_first(articles):
    dates = {1: "2024-03-05", 2: None, 3: "2024-03-06T10:30+08:00", 4: "2023-01-01"}
    for number, published in dates.items():
        save(articles, article(f"http://a.cn/{number}", published=published))
    save(articles, article("http://b.cn/5", site="b", published="2025-01-01"))
    assert [one["url"][-1] for one in articles.find(site="a")] == ["3", "1", "4", "2"]
    assert next(articles.find())["site"] == "b"
    assert list(articles.find(site="c")) == []


def test_another_reading_of_the_same_bytes_is_no_change_of_the_site(store, articles):
    pointers = {n: {"id": n, "payload_digest": "sha1:A"} for n in ("c1", "c2")}
    articles.save([article()], captures=pointers, now=NOW)
    better = article(body_text="第一段。\n第二段。\n第三段。", capture_id="c2")
    assert articles.save([better], captures=pointers, now=NOW) == Saved(touched=1)
    found = only(store)
    assert (found["body_text"], found["revision"]) == ("第一段。\n第二段。\n第三段。", 1)
    assert found["content_digest"] == better.content_digest
    assert store.revisions.count_documents({}) == 0


def test_how_it_was_read_alone_is_not_written(store, articles):
    save(articles, article())
    before = only(store)
    other = article(provenance={"title": "template:t1"}, info_line="浏览：13")
    assert save(articles, other) == Saved(unchanged=1)
    assert only(store) == before


# --- Read again from the archive ------------------------------------------------------------------


def reread(articles: Articles, *given: Article, first_at=NOW, now=LATER) -> Saved:
    pointers = {key: {**pointer, "fetched_at": NOW} for key, pointer in POINTERS.items()}
    seen = dict.fromkeys(POINTERS, first_at)
    plan = articles.plan(given, captures=pointers, now=now, first_seen=seen)
    articles.write(plan)
    return plan.saved


def test_another_reading_of_the_same_bytes_is_a_revision_of_its_own_cause(store, articles):
    save(articles, article())
    assert reread(articles, article(title="另一个题目")) == Saved(changed=1)
    assert [old["cause"] for old in store.revisions.find()] == ["reprocess"]
    assert only(store)["changed_at"] == LATER


def test_a_new_article_is_as_old_as_its_captures(store, articles):
    before = NOW - timedelta(days=9)
    assert reread(articles, article(), first_at=before) == Saved(new=1)
    assert (only(store)["first_seen_at"], only(store)["changed_at"]) == (before, NOW)


def test_the_views_of_the_same_capture_are_read_again(store, articles):
    save(articles, article(views=None, views_seen_at=None))
    # Of another visit they are another number, and no difference.
    assert reread(articles, article(capture_id="c2")) == Saved(unchanged=1)
    assert reread(articles, article()) == Saved(touched=1)
    assert only(store)["views"] == 12


def test_a_plan_knows_what_the_articles_say_once_it_is_written(store, articles):
    def plan(*given: Article) -> dict[str, str]:
        planned = articles.plan(given, captures=POINTERS, now=NOW)
        articles.write(planned)
        stored = {one["text_digest"]: one["body_text"] for one in store.articles.find()}
        assert {**stored, **planned.texts} == stored
        return planned.texts

    new = article(text_digest="t1")
    assert plan(new, article("http://a.cn/2.html", text_digest="")) == {"t1": new.body_text}
    # As it was, changed beside the content, changed.
    assert plan(new) == {"t1": new.body_text}
    assert plan(replace(new, keywords=["云杉"])) == {"t1": new.body_text}
    changed = article(body_text="第三段。", text_digest="t2")
    assert plan(changed) == {"t2": "第三段。"}
    # Another address of it, which is not stored.
    twin = article("http://a.cn/3.html", text_digest="t9", item_key="k")
    assert plan(replace(changed, item_key="k")) == {"t2": "第三段。"}
    assert plan(twin) == {}


def test_a_plan_names_what_differs_and_writes_nothing(store, articles, writes):
    save(articles, article())
    writes()
    given = [
        article(keywords=["别的"], provenance={"title": "other"}),
        article("http://a.cn/2.html"),
    ]
    plan = articles.plan(given, captures=POINTERS, now=LATER, first_seen={})
    assert [(found.kind, found.fields) for found in plan.differences] == [
        ("touched", {"keywords": (["植树"], ["别的"])}),
        ("new", {}),
    ]
    assert writes() == []


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"capture_id": "c2"},
        {"views": 99},
        {"views": 99, "capture_id": "c2"},
        {"title": "别的题目"},
        {"keywords": []},
        {"provenance": {}},
        {"body_text": "第一段。"},
        {"page_number": 1},
    ],
)
def test_what_a_worker_calls_the_same_is_not_written(store, articles, changes):
    save(articles, article())
    other = article(**changes)
    pointer = {**POINTERS[other.capture_id], "fetched_at": NOW}
    stored = decoded(articles.raw("a", [article_id("a", other.doc_key)], item_keys=[]))
    is_same = says_the_same(other, stored, capture=pointer)
    saved = reread(articles, other)
    assert is_same == (saved == Saved(unchanged=1))


def test_a_known_twin_is_the_same(store, articles):
    one = replace(article("http://a.cn/info/1/7.htm"), item_key="vsb:a.cn:7")
    twin = replace(article("http://a.cn/info/2/7.htm"), item_key="vsb:a.cn:7")
    save(articles, one)
    stored = decoded(articles.raw("a", [], item_keys=["vsb:a.cn:7"]))
    assert not says_the_same(twin, stored, capture={})
    assert reread(articles, twin) == Saved(twins=1)
    stored = decoded(articles.raw("a", [], item_keys=["vsb:a.cn:7"]))
    assert says_the_same(twin, stored, capture={})
    # The title of both is read anew: they stay one.
    news = [article(f"http://a.cn/info/{n}/7.htm", title="新题目") for n in (2, 1)]
    both = [replace(new, item_key="vsb:a.cn:7") for new in news]
    assert reread(articles, *both) == Saved(changed=1, twins=1)
    assert only(store)["title"] == "新题目"


def test_an_article_is_found_by_id_by_address_and_as_it_was(store, articles):
    save(articles, article())
    save(articles, article(title="新题目", capture_id="c2"))
    key = only(store)["_id"]
    for name in (key, "http://a.cn/1.html", "https://www.a.cn/1.html"):
        assert articles.find_one(name)["title"] == "新题目"
        assert articles.find_one(name, revision=2)["title"] == "新题目"
        assert articles.find_one(name, revision=1)["title"] == "县里召开动员会"
        assert articles.find_one(name, revision=3) is None
    assert articles.find_one("http://a.cn/2.html") is None
    assert articles.find_one("f" * 24) is None

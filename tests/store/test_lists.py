"""List pages, and what they tell of articles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.items import Article, ListPage, ListRow
from portalcrawl.store.articles import Articles
from portalcrawl.store.lists import Lists, list_document
from tests.store.conftest import NOW

RUN = "a@20260101000000000"


def page(name: str, *keys: str, column: str = "", seconds: int = 0, run: str = RUN) -> dict:
    rows = [ListRow(key=key, url=f"http://{key}", title=key) for key in keys]
    read_at = NOW + timedelta(seconds=seconds)
    values = {"site": "a", "url": f"http://a.cn/{name}", "number": 1, "name": name, "pages": []}
    figures = {"mechanism": "link", "total_pages": 1, "total_items": None, "has_next": False}
    one = ListPage(key=name, column=column or name, rows=rows, read_at=read_at, **values, **figures)
    return list_document(one, run=run)


def article(key: str, url: str = "", title: str = "题") -> Article:
    url = url or f"http://{key}"
    return Article(site="a", url=url, title=title, doc_key=url[7:], item_key=key)


@pytest.fixture
def lists(store):
    return Lists(store)


@pytest.fixture
def articles(store):
    return Articles(store)


def save(articles, *read):
    return articles.save(read, captures={}, now=NOW)


def listed_in(store) -> list[list[str]]:
    return [one["listed_in"] for one in store.articles.find().sort("url")]


def test_a_page_that_is_read_again_replaces_what_it_showed(lists):
    lists.save([page("tz", "a.cn/1", seconds=0), page("gg", "a.cn/2", seconds=1)])
    lists.save([page("tz", "a.cn/1", "a.cn/3", seconds=2)])
    assert [(p["key"], p["keys"]) for p in lists.of_run("a", RUN)] == [
        ("gg", ["a.cn/2"]),
        ("tz", ["a.cn/1", "a.cn/3"]),
    ]
    assert list(lists.of_run("a", "another")) == []


def test_an_article_knows_its_lists_whichever_comes_first(store, lists, articles):
    lists.save([page("tz", "a.cn/1"), page("tz2", "a.cn/1", column="tz")])
    save(articles, article("a.cn/1"))
    assert listed_in(store) == [["tz"]]
    lists.save([page("all", "a.cn/1", "a.cn/2")])
    assert listed_in(store) == [["tz", "all"]]
    # Stored again it keeps them.
    save(articles, article("a.cn/1", title="新题"))
    assert listed_in(store) == [["tz", "all"]]


class TestTwins:
    KEY = "vsb:a.cn:7"
    FIRST, SECOND = "http://a.cn/info/1/7.htm", "http://a.cn/content.jsp?wbnewsid=7"

    @pytest.mark.parametrize("batches", [1, 2])
    def test_one_number_and_title_is_one_article(self, store, articles, batches):
        both = [article(self.KEY, self.FIRST), article(self.KEY, self.SECOND)]
        for batch in [both] if batches == 1 else [both[:1], both[1:]]:
            saved = save(articles, *batch)
        (found,) = store.articles.find()
        assert (found["url"], found["urls"]) == (self.FIRST, [self.FIRST, self.SECOND])
        assert saved.twins == 1
        # A second crawl changes nothing, whichever it reads first.
        assert save(articles, *reversed(both)).changed == 0
        assert store.revisions.count_documents({}) == 0

    def test_another_title_is_another_article(self, store, articles):
        """Sites on one host count for themselves."""
        save(articles, article(self.KEY, self.FIRST))
        save(articles, article(self.KEY, self.SECOND, title="另一题"))
        assert store.articles.count_documents({}) == 2

    def test_a_document_key_proves_nothing_of_other_addresses(self, store, articles):
        save(articles, article("a.cn/1"))
        save(articles, article("a.cn/2"))
        assert store.articles.count_documents({}) == 2


def test_a_page_that_is_read_again_keeps_its_place_in_its_list(lists, store, articles):
    save(articles, article("a.cn/1"), article("a.cn/2", "http://a.cn/2"))
    lists.save([page("tz", "a.cn/1", column="first")])
    before = store.lists.find_one()
    again = page("tz", "a.cn/1", "a.cn/2", seconds=9, run="later")
    assert lists.count_refreshed([again]) == (0, 1)
    assert store.lists.find_one() == before
    assert lists.refresh([again]) == (0, 1)
    after = store.lists.find_one()
    assert after["keys"] == ["a.cn/1", "a.cn/2"]
    assert [after[name] for name in ("column", "run", "read_at")] == ["first", RUN, NOW]
    assert listed_in(store) == [["first"], ["first"]]
    assert lists.refresh([again]) == (0, 0)


def test_a_page_that_is_not_stored_is_new(lists, store):
    assert lists.count_refreshed([page("tz", "a.cn/1")]) == (1, 0)
    assert store.lists.count_documents({}) == 0
    assert lists.refresh([page("tz", "a.cn/1")]) == (1, 0)
    assert store.lists.count_documents({}) == 1

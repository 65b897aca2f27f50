"""Articles that are gone, moved, or back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.dedup.keys import with_keys
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.past import Past
from portalcrawl.frontier.queue import Frontier
from portalcrawl.frontier.worker import this_worker
from portalcrawl.items import Article
from portalcrawl.recrawl.vanishing import MANY
from portalcrawl.store.articles import Articles
from portalcrawl.store.tombstones import Tombstones
from tests.store.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def site(store):
    return _Site(store)


class _Site:
    def __init__(self, store) -> None:
        self.store = store
        self.articles = Articles(store)
        self.frontier = Frontier(store, site="a", worker=this_worker(), lease_secs=60)
        self.tombstones = Tombstones(store, site="a")

    def story(self, name: str, *, text: str = "", at=NOW, **changes) -> str:
        url = f"http://a.cn/{name}.html"
        values = {"site": "a", "url": url, "title": "题", "body_text": text or f"文{name}。"}
        article = with_keys(Article(**{**values, **changes}))
        self.articles.save([article], captures={}, now=at)
        self.visit(name, Past(kind="article", digest=article.content_digest), kind="article")
        return url

    def visit(self, name: str, past: Past, *, kind: str, status: int = 200) -> None:
        entry = Entry(site="a", url=f"http://a.cn/{name}.html")
        self.frontier.add([entry], now=NOW)
        self.frontier.wake(now=NOW, everything=True)
        self.frontier.lease({"a.cn": 999}, now=NOW)
        values = {"state": State.DONE, "reason": "x", "visited_at": NOW, "kind": kind}
        self.frontier.finish([Visit(entry=entry, past=past, status=status, **values)])

    def miss(self, name: str, *, misses: int = 3, days: float = 2, run: str = "a@1", **changes):
        times = {"missed_from": NOW - days * DAY, "missed_at": NOW, "missed_run": run}
        past = Past(kind="article", misses=misses, **times, **changes)
        self.visit(name, past, kind="missing", status=404)

    def bury(self):
        buried = self.tombstones.plan(run="a@9", now=NOW)
        self.tombstones.write(buried)
        return buried

    def stored(self, url: str) -> dict:
        return self.store.articles.find_one({"urls": url})


def test_gone_after_three_misses(site):
    url = site.story("1")
    site.story("2")
    site.miss("1")
    buried = site.bury()
    assert (buried.gone, buried.moved, buried.missing) == (1, 0, 0)
    told = buried.changes[0]
    assert (told["kind"], told["url"], told["article"]) == ("gone", url, site.stored(url)["_id"])
    assert site.stored(url)["gone_at"] == NOW - 2 * DAY
    # Nothing is removed, and nothing is said twice.
    assert site.stored(url)["body_text"]
    assert site.bury().changes == []


def test_missed_once_is_not_gone(site):
    url = site.story("1")
    site.miss("1", misses=1, days=0)
    buried = site.bury()
    assert (buried.gone, buried.missing, buried.braked) == (0, 1, 0)
    assert "gone_at" not in site.stored(url)


def test_the_brake(site):
    for number in range(MANY + 1):
        site.story(str(number))
    for number in range(MANY + 1):
        site.miss(str(number), days=5)
    buried = site.bury()
    assert (buried.gone, buried.missing, buried.braked) == (0, MANY + 1, MANY + 1)
    # Two weeks later it is no accident.
    for number in range(MANY + 1):
        site.miss(str(number), days=14)
    assert site.bury().gone == MANY + 1


def test_another_address_of_it_is_there(site):
    url = site.story("1")
    site.store.articles.update_one({"urls": url}, {"$push": {"urls": "http://a.cn/copy.html"}})
    site.visit("copy", Past(kind="article"), kind="article")
    site.miss("1")
    buried = site.bury()
    assert (buried.gone, buried.missing) == (0, 0)


def test_moved_to_where_its_text_is(site):
    old = site.story("1", text="同一篇。")
    new = site.story("2", text="同一篇。", at=NOW + DAY)
    site.miss("1", misses=1, days=0)
    buried = site.bury()
    assert (buried.gone, buried.moved) == (0, 1)
    told = buried.changes[0]
    assert (told["kind"], told["url"], told["detail"]["url"]) == ("moved", new, old)
    assert site.stored(old)["moved_to"] == site.stored(new)["_id"]
    assert site.stored(new)["moved_from"] == site.stored(old)["_id"]
    assert site.bury().changes == []


def test_moved_to_where_its_address_leads(site):
    old, new = site.story("1"), site.story("2", text="改写过。", at=NOW + DAY)
    site.miss("1", misses=1, days=0, led_to=new)
    assert site.bury().moved == 1
    assert site.stored(old)["moved_to"] == site.stored(new)["_id"]


def test_an_older_copy_is_no_new_place(site):
    site.story("2", text="同一篇。")
    site.story("1", text="同一篇。", at=NOW + DAY)
    site.miss("1", misses=1, days=0)
    assert site.bury().moved == 0


def test_back_again(site):
    url = site.story("1")
    site.miss("1")
    site.bury()
    article = with_keys(Article(site="a", url=url, title="题", body_text="文1。"))
    plan = site.articles.plan([article], captures={}, now=NOW)
    assert plan.saved.back == 1
    assert [one.kind for one in plan.differences] == ["back"]
    site.articles.write(plan)
    assert "gone_at" not in site.stored(url)
    assert site.articles.save([article], captures={}, now=NOW).back == 0


def test_read_again_from_the_archive_it_is_as_gone_as_before(site):
    url = site.story("1")
    site.miss("1")
    site.bury()
    article = with_keys(Article(site="a", url=url, title="题", body_text="文1。"))
    plan = site.articles.plan([article], captures={}, now=NOW, first_seen={})
    assert plan.saved.back == 0

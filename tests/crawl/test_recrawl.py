"""A portal that lives, crawled day after day: what is asked for, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from portalcrawl.extract.feed_dates import BEIJING
from tests.conftest import Portalcrawl
from tests.portal import Portal, serve
from tests.portal.changing import Day, Newsroom, a_day, changing_site
from tests.portal.changing.newsroom import NAMES
from tests.store.time_machine import pass_time

ARTICLES = 400
DAY = timedelta(days=1)


@dataclass
class Watched:
    """The portal, its crawls by name (what was asked and what was said), and the database."""

    portal: Portal
    portalcrawl: Portalcrawl
    room: Newsroom
    db: Database[dict[str, Any]]
    day: Day | None = None
    asked: dict[str, list[str]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    told: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def crawl(self, name: str, *options: str) -> None:
        before = len(self.portal.requests)
        self.said[name] = self.portalcrawl.crawl(self.portal.url, *options)
        self.asked[name] = [request.path for request in self.portal.requests[before:]]
        told: dict[str, set[str]] = {}
        run = self.db.runs.find_one(sort=[("started_at", -1)])["_id"]
        for change in self.db.changes.find({"run": run}):
            told.setdefault(change["kind"], set()).add(self.path(change["url"]))
        self.told[name] = told
        pass_time(self.db, DAY)

    def path(self, url: str) -> str:
        return url.removeprefix(self.portal.url)


@contextmanager
def watching(folder: Path, mongo_uri: str, room: Newsroom, **options: Any) -> Iterator[Watched]:
    """*room*, served, and what will be known of it."""
    command = Portalcrawl(folder / "data", mongo_uri)
    with (
        serve(changing_site(room, **options)) as portal,
        MongoClient[dict[str, Any]](mongo_uri, tz_aware=True) as client,
    ):
        yield Watched(portal, command, room, client.get_default_database())


@pytest.fixture(scope="module")
def watched(tmp_path_factory, new_database) -> Iterator[Watched]:
    room = Newsroom.of(ARTICLES, now=datetime.now(BEIJING), over_days=400)
    with watching(tmp_path_factory.mktemp("recrawl"), new_database(), room) as site:
        site.crawl("first")
        site.crawl("unchanged")
        site.day = a_day(room, new=12, edited=9, old=3, deleted=4, moved=2)
        site.crawl("next day")
        site.crawl("third day", "--due")
        site.crawl("fourth day", "--due")
        site.crawl("sweep", "--full")
        yield site


def test_an_unchanged_site_is_asked_for_its_lists_alone(watched: Watched):
    asked = watched.asked["unchanged"]
    articles = [path for path in asked if "/t0" in path]
    # The home page, the first page of each column, and what is due of the youngest articles.
    assert len(set(asked) - set(articles)) <= len(NAMES) + 3
    assert len(articles) <= 12
    assert watched.told["unchanged"] == {}
    assert "0 new, 0 changed" in watched.said["unchanged"]


def test_all_that_is_new_is_found_at_once(watched: Watched):
    new = {story.path for story in watched.day.new}
    assert watched.told["next day"]["new"] == new


def test_what_lists_show_is_found_at_once(watched: Watched):
    titles = {story.path for story in watched.day.edited if story.title.startswith("更正")}
    assert len(titles) == 3
    assert titles <= watched.told["next day"]["changed"]


def test_every_edit_is_found_by_the_sweep_and_nothing_else(watched: Watched):
    edited = {story.path for story in (*watched.day.edited, *watched.day.edited_old)}
    told = set.union(*(told.get("changed", set()) for told in watched.told.values()))
    assert told == edited
    assert watched.db.revisions.count_documents({}) == len(edited)


def test_what_was_taken_down_is_gone_after_three_days(watched: Watched):
    deleted = {story.path for story in watched.day.deleted}
    assert deleted <= set(watched.asked["next day"])
    assert "gone" not in watched.told["next day"]
    assert "4 articles; those that are not found on three" in watched.said["next day"]
    assert deleted <= set(watched.asked["third day"])
    assert watched.told["fourth day"]["gone"] == deleted
    gone = watched.db.articles.find({"gone_at": {"$exists": True}, "moved_to": None})
    assert {watched.path(article["url"]) for article in gone} == deleted


def test_what_was_moved_is_where_it_is_now(watched: Watched):
    moved = {after.path for _, after in watched.day.moved}
    assert watched.told["next day"]["moved"] == moved
    for before, after in watched.day.moved:
        old = watched.db.articles.find_one({"url": f"{watched.portal.url}{before.path}"})
        new = watched.db.articles.find_one({"url": f"{watched.portal.url}{after.path}"})
        assert (old["moved_to"], new["moved_from"]) == (new["_id"], old["_id"])


def test_a_timer_asks_for_nothing_but_what_is_due(watched: Watched):
    for name in ("third day", "fourth day"):
        assert len(watched.asked[name]) < ARTICLES / 8


def test_the_sweep_asks_for_everything(watched: Watched):
    articles = {path for path in watched.asked["sweep"] if "/t0" in path}
    assert {story.path for story in watched.room.stories.values()} <= articles


def test_a_server_whose_304s_are_false_hides_nothing_for_long(tmp_path, new_database):
    room = Newsroom.of(40, now=datetime.now(BEIJING), over_days=400)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    with watching(tmp_path, new_database(), room, last_modified=since) as site:
        site.crawl("first")
        new, hidden = room.publish(), room.edit(room.oldest(1)[0])
        titled = room.edit(room.newest(5)[3], title=True)
        site.crawl("second")
        assert site.told["second"]["new"] == {new.path}
        # Its row says so; asked without validators it shows those of the server to be false.
        assert site.told["second"]["changed"] == {titled.path}
        before = len(site.portal.requests)
        site.crawl("third", "--full")
        assert 304 not in {request.status for request in site.portal.requests[before:]}
        assert site.told["third"]["changed"] == {hidden.path}

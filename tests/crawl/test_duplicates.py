"""Two portals print the same report: what the crawl of one says of the other's articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.conftest import Portalcrawl
from tests.crawl.little_site import LittleSite, Reply, serve_replies
from tests.unit.dedup.texts import REPORT, notice

COPY = "本报讯（记者 柳青禾）" + REPORT.replace("近日", "日前")


def page(title: str, published: str, text: str, *, source: str) -> Reply:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return Reply(
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>"
        f'<div class="info">发布时间：{published} 来源：{source}</div>'
        f'<div class="content">{paragraphs}</div></body></html>'
    )


def home(paths: list[str], *, owner: str) -> Reply:
    rows = "".join(f'<li><a href="{path}">植树造林和通知公告 {path}</a></li>' for path in paths)
    foot = f"<div class=foot>版权所有：{owner}</div>"
    return Reply(f"<html><meta charset=utf-8><title>首页</title><ul>{rows}</ul>{foot}</html>")


COUNTY = {
    "/news/11.html": page("青禾植树", "2024-03-13", REPORT, source="青禾县人民政府"),
    "/rural/12.html": page("青禾植树", "2024-03-15", REPORT, source="青禾县人民政府"),
    "/notice/21.html": page("继续教育", "2024-04-01", notice(2024), source="青禾县人社局"),
}
SCHOOL = {
    "/a/101.html": page("绿满青禾", "2024-03-14", COPY, source="青禾县人民政府网"),
    "/a/102.html": page("继续教育", "2025-04-01", notice(2025), source="青禾县人社局"),
}


@dataclass(frozen=True)
class Crawled:
    portalcrawl: Portalcrawl
    county: LittleSite
    school: LittleSite
    db: Database[dict[str, Any]]

    def clusters(self, *arguments: str) -> list[dict[str, Any]]:
        done = self.portalcrawl.run("duplicates", "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory, new_database: Callable[[], str]) -> Iterator[Crawled]:
    portalcrawl = Portalcrawl(tmp_path_factory.mktemp("data"), new_database())
    county = {"/": home(list(COUNTY), owner="青禾县人民政府办公室"), **COUNTY}
    school = {"/": home(list(SCHOOL), owner="白石中学"), **SCHOOL}
    client = MongoClient[dict[str, Any]](portalcrawl.mongo_uri, tz_aware=True)
    with client, serve_replies(county) as one, serve_replies(school) as other:
        # The copy is seen before the original.
        portalcrawl.crawl(f"{other.url}/")
        portalcrawl.crawl(f"{one.url}/")
        yield Crawled(portalcrawl, one, other, client.get_default_database())


def found(crawled: Crawled) -> list[tuple[str, str]]:
    return [
        (crawled.county.url + "/news/11.html", "earliest"),
        (crawled.school.url + "/a/101.html", "near"),
        (crawled.county.url + "/rural/12.html", "exact"),
    ]


def shown(cluster: dict[str, Any]) -> list[tuple[str, str]]:
    return [(article["url"], article["how"]) for article in cluster["articles"]]


def test_reprints_of_both_portals_are_one_group_and_the_notices_none(crawled):
    (cluster,) = crawled.clusters()
    assert shown(cluster) == found(crawled)
    assert cluster["says"] == "published"
    assert 0.9 < cluster["articles"][1]["similarity"] < 1


def test_the_group_of_one_article(crawled):
    (cluster,) = crawled.clusters(crawled.school.url + "/a/101.html")
    assert shown(cluster) == found(crawled)
    assert crawled.clusters(crawled.school.url + "/a/102.html") == []
    unknown = crawled.portalcrawl.run("duplicates", "http://nowhere.example/")
    assert unknown.returncode == 9
    assert "no article" in unknown.stderr


def test_the_table_names_each(crawled):
    done = crawled.portalcrawl.run("duplicates")
    assert done.returncode == 0, done.stderr
    for url, _ in found(crawled):
        assert url in done.stdout
    assert "earliest (published)" in done.stdout


def test_the_run_counts_what_was_compared(crawled):
    run = crawled.db.runs.find_one({"home": f"{crawled.county.url}/"})
    assert run["figures"]["portalcrawl/text/pairs"] == 1


@pytest.mark.parametrize("lost", [("texts", "text_pairs"), ("articles", "texts", "text_pairs")])
def test_reprocessing_links_what_it_makes_anew_and_what_it_finds(crawled, lost):
    for collection in lost:
        crawled.db[collection].delete_many({})
    done = crawled.portalcrawl.run("reprocess", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    (cluster,) = crawled.clusters()
    assert shown(cluster) == found(crawled)


def test_articles_of_an_older_portalcrawl_are_compared_on_request(crawled):
    for collection in ("texts", "text_pairs"):
        crawled.db[collection].delete_many({})
    crawled.db.articles.update_many({}, {"$unset": {"text_digest": ""}})
    done = crawled.portalcrawl.run("duplicates", "--json")
    assert (done.stdout, "duplicates --compare" in done.stderr) == ("", True)
    (cluster,) = crawled.clusters("--compare")
    assert shown(cluster) == found(crawled)

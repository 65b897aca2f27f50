"""What a crawl asks for, archives and says."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

from tests.crawl.conftest import Crawled, answers_in


def test_every_address_is_asked_once(crawled: Crawled):
    truth = crawled.portal.site.truth
    asked = Counter(request.path for request in crawled.requests)
    assert not [path for path, count in asked.items() if count > 1]
    exists = {truth.home, *truth.articles, *truth.pages, *truth.assets}
    exists |= {page for column in truth.columns for page in column.list_pages}
    assert not exists - {truth.one_of(path) for path in asked}


def test_nothing_forbidden_is_asked(crawled: Crawled):
    forbidden = crawled.portal.site.truth.forbidden
    assert not [r.path for r in crawled.requests if forbidden.covers(r.path)]
    assert not crawled.portal.forbidden_requests


def test_dead_links_are_counted_and_nothing_else_failed(crawled: Crawled):
    dead = {r.path for r in crawled.requests if r.status == 404} - crawled.probes
    assert dead == set(crawled.portal.site.truth.dead_links)
    assert f"{len(dead)} dead links" in crawled.said
    assert "given up" not in crawled.said


def test_archive_passes_warcio_check(crawled: Crawled):
    files = crawled.portalcrawl.warc_files()
    assert files
    command = [sys.executable, "-c", "from warcio.cli import main; main()", "check"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_archive_has_each_exchange_with_its_wire_bytes(crawled: Crawled):
    records = [record for file in crawled.portalcrawl.warc_files() for record in answers_in(file)]
    asked = sorted(request.path for request in crawled.requests)
    assert sorted(crawled.path(url) for _, url in records) == asked
    for response in map(crawled.read, crawled.captures()):
        if response.status == 200:
            served = crawled.portal.site.resources[crawled.path(response.url)]
            assert response.body == served.body


def test_every_capture_points_to_its_record(crawled: Crawled):
    captures = crawled.captures()
    assert len(captures) == len(crawled.requests)
    for capture in captures:
        stored = crawled.read(capture)
        assert (stored.record_id, stored.url, stored.status) == (
            *(capture["_id"], capture["url"], capture["status"]),
        )
        assert len(stored.payload) == capture["payload_bytes"]


def test_articles_point_to_their_capture(crawled: Crawled):
    for article in crawled.articles.values():
        capture = article["capture"]
        stored = crawled.read({"original": None, **capture})
        assert stored.record_id == capture["id"]
        assert stored.url in article["urls"]


def test_a_second_run_changes_no_article(crawled: Crawled):
    before = crawled.portalcrawl.articles()
    said = crawled.portalcrawl.crawl(crawled.portal.url)
    assert "0 new, 0 changed" in said
    assert crawled.portalcrawl.articles() == before


def test_scrapy_crawl_is_the_same_command(crawled: Crawled):
    options = ("-a", f"url={crawled.portal.url}", "-a", "delay=0", "-a", "concurrency=4")
    done = crawled.portalcrawl.run("crawl", "portal", *options)
    assert done.returncode == 0, done.stderr
    assert "0 new, 0 changed" in done.stderr


def test_stats_count_kinds_states_and_columns(crawled: Crawled):
    done = crawled.portalcrawl.run("stats")
    assert done.returncode == 0
    for word in ("article", "list", "asset", "home", "done", "基层党建", "finished"):
        assert word in done.stdout

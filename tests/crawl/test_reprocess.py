"""The articles made anew from the archive, with nothing asked of the site."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from portalcrawl.frontier.worker import this_worker
from portalcrawl.store.article_changes import READING, article_id
from portalcrawl.urls.absolute import host_of
from tests.conftest import Portalcrawl
from tests.crawl.archive_copy import Archive, Docs, damage
from tests.portal import build_t1, serve
from tests.portal.sites import SITES

# When a page was asked for, and how what it says was found: another asking gives others.
OF_THE_VISIT = {"capture", "first_seen_at", "changed_at", "views_seen_at"} | READING


def comparable(articles: Docs) -> Docs:
    return {
        key: {
            # In which order lists were read is nothing of the article.
            name: sorted(value) if name == "listed_in" else value
            for name, value in found.items()
            if name not in OF_THE_VISIT
        }
        for key, found in articles.items()
    }


@pytest.mark.parametrize("name", ["t2", "t9"])
def test_right_after_a_crawl_there_is_nothing_to_change(portalcrawl: Portalcrawl, name: str):
    with serve(SITES[name]()) as portal:
        portalcrawl.crawl(portal.url)
        asked = len(portal.requests)
        for options in (["--dry-run"], ["--jobs", "2"]):
            done = portalcrawl.run("reprocess", *options)
            would = "would be " if options == ["--dry-run"] else ""
            assert done.returncode == 0, done.stderr
            assert f" 0 {would}new, 0 {would}changed, 0 {would}touched, " in done.stderr
            assert " 0 no longer articles" in done.stderr
            assert f"lists: 0 {would}new, 0 {would}changed" in done.stderr
        assert len(portal.requests) == asked


def test_a_second_crawl_with_unchanged_pages_changes_nothing_either(portalcrawl: Portalcrawl):
    with serve(build_t1(articles=60)) as portal:
        portalcrawl.crawl(portal.url)
        portalcrawl.crawl(portal.url)
    said = portalcrawl.run("reprocess").stderr
    assert "articles: 0 new, 0 changed, 0 touched, " in said


def test_lost_articles_and_lists_come_back_as_they_were(archive: Archive):
    before, listed = archive.articles(), archive.listed()
    fetched = {d["_id"]: d["fetched_at"] for d in archive.db.captures.find()}
    for name in ("articles", "lists", "templates"):
        archive.db.drop_collection(name)
    said = archive.reprocess("--jobs", "2").stderr
    assert f"articles: {len(before)} new, 0 changed" in said
    after = archive.articles()
    assert comparable(after) == comparable(before)
    assert archive.listed() == listed
    for found in after.values():
        assert found["first_seen_at"] == found["changed_at"] == fetched[found["capture"]["id"]]
    # What was learned anew is kept for the next crawl.
    assert archive.db.templates.count_documents({}) > 0
    assert "0 new, 0 changed, 0 touched" in archive.reprocess().stderr


def break_articles(archive: Archive) -> tuple[str, str]:
    """One article as other rules would have read it, one with a neighbour that they missed."""
    first, second, *_ = (d["_id"] for d in archive.db.articles.find(sort=[("_id", 1)]))
    wrong = {"title": "别的题目", "content_digest": "sha1:OTHER"}
    archive.db.articles.update_one({"_id": first}, {"$set": wrong})
    archive.db.articles.update_one({"_id": second}, {"$set": {"keywords": ["别的"]}})
    return first, second


def test_better_rules_make_revisions_of_what_changes(archive: Archive):
    before = archive.articles()
    first, second = break_articles(archive)
    said = archive.reprocess().stderr
    assert "articles: 0 new, 1 changed, 1 touched, " in said
    assert "by field: content_digest 1, keywords 1, title 1" in said
    after = archive.articles()
    assert comparable(after)[second] == comparable(before)[second]
    assert after[first]["title"] == before[first]["title"]
    assert (after[first]["revision"], after[second]["revision"]) == (2, 1)
    assert after[first]["changed_at"] > before[first]["changed_at"]
    (kept,) = archive.db.revisions.find()
    assert (kept["_id"], kept["cause"], kept["title"]) == (f"{first}:1", "reprocess", "别的题目")
    # Again there is nothing to do.
    assert "0 new, 0 changed, 0 touched" in archive.reprocess().stderr


def test_a_dry_run_says_what_would_change_and_changes_nothing(archive: Archive, tmp_path: Path):
    first, second = break_articles(archive)
    before = archive.articles()
    names = set(archive.db.list_collection_names())
    file = tmp_path / "differences.jsonl"
    done = archive.reprocess("--dry-run", "--examples", "1", "--json", str(file))
    assert "1 would be changed, 1 would be touched" in done.stderr
    assert done.stdout.count("http://") == 1
    found = {line["id"]: line for line in map(json.loads, file.read_text("utf-8").splitlines())}
    assert {key: line["kind"] for key, line in found.items()} == {
        first: "changed",
        second: "touched",
    }
    assert found[first]["fields"]["title"][0] == "别的题目"
    assert archive.articles() == before
    # Those that come with their indexes, and are empty.
    for name in set(archive.db.list_collection_names()) - names - {"meta"}:
        assert archive.db[name].count_documents({}) == 0, name
    assert archive.db.hosts.count_documents({}) == 0


def test_views_that_were_misread_are_mended_in_place(archive: Archive):
    found = archive.db.articles.find_one({"views": {"$ne": None}})
    assert found is not None
    archive.db.articles.update_one({"_id": found["_id"]}, {"$set": {"views": None}})
    assert "by field: views 1" in archive.reprocess().stderr
    assert archive.articles()[found["_id"]]["views"] == found["views"]


def test_what_is_no_article_any_more_is_named_and_kept(archive: Archive):
    listed = archive.db.lists.find_one({"number": 1})
    assert listed is not None
    capture = archive.db.captures.find_one({"url": listed["url"], "status": 200})
    assert capture is not None
    pattern = archive.db.articles.find_one()
    assert pattern is not None
    key = article_id(archive.site, listed["key"])
    names = ("file", "offset", "length", "fetched_at", "payload_digest")
    pointer = {"id": capture["_id"], **{name: capture[name] for name in names}}
    article = {**pattern, "_id": key, "title": "栏目", "url": listed["url"], "item_key": "x"}
    # Ids come of the keys of documents, which leave the port out.
    key = article["_id"] = article_id(archive.site, listed["key"].partition(":")[2])
    archive.db.articles.insert_one({**article, "capture": pointer, "urls": [listed["url"]]})
    done = archive.reprocess("--dry-run")
    assert " 1 no longer articles" in done.stderr
    assert f"no longer: 栏目 {listed['url']}: now " in done.stdout
    assert " 1 no longer articles" in archive.reprocess().stderr
    assert archive.db.articles.find_one({"_id": key}) is not None


def test_a_page_whose_newest_answer_is_none_keeps_its_article(archive: Archive):
    found = archive.db.articles.find_one({"pages": None})
    assert found is not None
    capture = archive.db.captures.find_one({"_id": found["capture"]["id"]})
    assert capture is not None
    missing = archive.db.captures.find_one({"key": "probe"})
    assert missing is not None
    # As if the site said now, with status 200, that there is no such page.
    later = capture["fetched_at"].replace(year=capture["fetched_at"].year + 1)
    place = {name: missing[name] for name in ("file", "offset", "length", "payload_digest")}
    again = {**capture, **place, "_id": "later", "fetched_at": later, "original": None}
    archive.db.captures.insert_one(again)
    assert "0 new, 0 changed, 0 touched" in archive.reprocess().stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_damaged_record_is_named_and_the_rest_goes_on(archive: Archive, jobs: str):
    first, _ = break_articles(archive)
    spoilt = archive.db.articles.find_one({"_id": {"$ne": first}}, sort=[("_id", -1)])
    assert spoilt is not None
    damage(archive, spoilt["url"])
    done = archive.reprocess("--jobs", jobs, code=6)
    assert f"can't be read: {spoilt['url']}: can't read " in done.stderr
    assert "1 changed, 1 touched" in done.stderr
    assert "can't be read: 1 pages" in done.stderr
    assert archive.articles()[spoilt["_id"]] == spoilt


def test_a_missing_file_is_named_for_each_of_its_pages(archive: Archive):
    shutil.rmtree(archive.portalcrawl.data / "archive")
    before = archive.articles()
    done = archive.reprocess(code=6)
    assert "No such file" in done.stderr
    assert "0 unchanged" in done.stderr
    assert archive.articles() == before


def job(archive: Archive) -> dict[str, Any]:
    return archive.db.jobs.find_one({"_id": f"reprocess:{archive.site}"}) or {}


@contextmanager
def running(archive: Archive, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A run that has stored something and is not done yet."""
    archive.db.drop_collection("articles")
    with archive.portalcrawl.start("reprocess", "--jobs", "1", *options) as process:
        deadline = time.monotonic() + 60
        while not job(archive):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
        # Held there, so that it is not done before it is stopped.
        process.send_signal(signal.SIGSTOP)
        yield process
        process.send_signal(signal.SIGCONT)
        process.wait(timeout=60)


def test_a_killed_run_goes_on_where_it_was(archive: Archive):
    before = archive.articles()
    with running(archive) as process:
        process.kill()
    stopped = job(archive)
    assert stopped["state"] == "running"
    done = archive.reprocess()
    assert "going on where the last run was stopped" in done.stderr
    assert comparable(archive.articles()) == comparable(before)
    assert job(archive)["state"] == "done"
    assert job(archive)["tally"]["pages"] > stopped["tally"]["pages"]
    # Done is done: the next one begins with the first page.
    assert "going on" not in archive.reprocess().stderr


def test_ctrl_c_ends_between_two_chunks(archive: Archive):
    before = archive.articles()
    with running(archive) as process:
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGCONT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 0, said
    assert "pages are left: run the same command to go on" in said
    archive.reprocess()
    assert comparable(archive.articles()) == comparable(before)


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--restart"], None), ([], "the last run was stopped, and had other rules")],
)
def test_a_stopped_run_is_not_gone_on_with(archive: Archive, options: list[str], said: str | None):
    with running(archive) as process:
        process.kill()
    if said is not None:
        archive.db.jobs.update_one({}, {"$set": {"rules.rules": "of yesterday"}})
    total = archive.reprocess(*options)
    assert "going on" not in total.stderr
    assert said is None or said in total.stderr
    assert f"{job(archive)['tally']['pages']} pages read" in total.stderr
    assert "articles: 0 new" not in total.stderr


def test_a_site_in_other_hands_is_left_alone(archive: Archive):
    home = archive.db.sites.find_one()["home"]
    until = datetime.now(UTC) + timedelta(hours=1)
    far = {"owner": this_worker(), "lease_until": until}
    archive.db.hosts.insert_one({"_id": host_of(home), **far})
    done = archive.reprocess(code=7)
    assert f"is in use by process {os.getpid()} on" in done.stderr
    archive.reprocess("--dry-run")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--site", "b.cn"], 1, "site 'b.cn' was not crawled; there are: "),
        (["--jobs", "0"], 2, "--jobs"),
        (["--jobs", "2", "--executor", "tcp://127.0.0.1:1"], 2, "--jobs"),
        (["--json", "/nowhere/x"], 1, "/nowhere/x: can't be written"),
    ],
)
def test_wrong_use_is_told(archive: Archive, options: list[str], code: int, said: str):
    assert said in archive.reprocess(*options, code=code).stderr


def test_a_cluster_reads_what_this_machine_would(archive: Archive):
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    before = archive.articles()
    archive.db.drop_collection("articles")
    with dask_cluster() as address:
        done = archive.reprocess("--executor", address)
    assert f"articles: {len(before)} new" in done.stderr
    assert comparable(archive.articles()) == comparable(before)


@contextmanager
def dask_cluster() -> Iterator[str]:
    """A scheduler and a worker, as a user starts them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ}}
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = ["dask_worker", address, "--nthreads", "1"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *options, "--no-dashboard"], **quiet
        )
        for name, *options in (scheduler, worker)
    ]
    try:
        from distributed import Client

        with Client(address, timeout=60) as client:
            client.wait_for_workers(1, timeout=60)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(timeout=30)


def test_a_cluster_that_is_not_there_is_told(archive: Archive):
    done = archive.reprocess("--executor", "tcp://127.0.0.1:1", code=1)
    assert "pip install 'portalcrawl[cluster]'" in done.stderr or "no Dask scheduler" in done.stderr

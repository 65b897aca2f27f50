"""``portalcrawl wacz`` as its user runs it."""

from __future__ import annotations

import gzip
import json
import signal
import zipfile
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from pymongo import MongoClient

from tests.conftest import Portalcrawl
from tests.crawl.conftest import Crawled, answers_in
from tests.portal import build_t1, serve


def pages_of(wacz: Path) -> dict[str, dict[str, Any]]:
    with zipfile.ZipFile(wacz) as file:
        _, *lines = file.read("pages/pages.jsonl").decode().splitlines()
    return {page["url"]: page for page in map(json.loads, lines)}


def indexed(wacz: Path) -> list[str]:
    with zipfile.ZipFile(wacz) as file:
        return gzip.decompress(file.read("indexes/index.cdx.gz")).decode().splitlines()


def test_articles_have_their_title_and_text_and_lists_what_they_show(
    crawled: Crawled, tmp_path: Path
):
    out = tmp_path / "t1.wacz"
    done = crawled.portalcrawl.run("wacz", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{out} ({out.stat().st_size:,} bytes)\n"
    pages = pages_of(out)
    home, *others = pages
    assert home == f"{crawled.portal.url}/"
    for article in crawled.articles.values():
        page = pages[article["url"]]
        assert (page["title"], page["text"]) == (article["title"], article["body_text"])
    truth = crawled.portal.site.truth
    texts = {truth.one_of(crawled.path(url)): page["text"] for url, page in pages.items()}
    lists = [column for column in truth.columns if column.kind == "list"]
    assert lists
    assert all(column.name in texts[column.list_pages[0]] for column in lists)
    assert len(others) > len(crawled.articles)
    answers = [one for file in crawled.portalcrawl.warc_files() for one in answers_in(file)]
    assert len(indexed(out)) == len(answers)


def test_a_site_is_packed_while_it_is_being_crawled(portalcrawl: Portalcrawl, tmp_path: Path):
    out = tmp_path / "site.wacz"
    with serve(build_t1(articles=60)) as portal, MongoClient(portalcrawl.mongo_uri) as client:
        crawl = portalcrawl.start("crawl", portal.url, "--delay", "0.05")
        captures = client.get_default_database().captures
        end = monotonic() + 60
        while (known := captures.count_documents({})) < 10:
            assert monotonic() < end
            sleep(0.05)
        done = portalcrawl.run("wacz", str(out))
        assert crawl.poll() is None
        crawl.send_signal(signal.SIGINT)
        crawl.communicate()
    assert done.returncode == 0, done.stderr
    assert len(indexed(out)) >= known


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["wacz"], "say where to"),
        (["wacz", "site.zip"], "OUT.wacz"),
        (["wacz", "--max-bytes", "0", "site.wacz"], "--max-bytes"),
        (["wacz", "--cdxj", "x.cdxj", "site.wacz"], "--cdxj"),
    ],
)
def test_what_is_no_use_of_it(portalcrawl: Portalcrawl, arguments: list[str], said: str):
    done = portalcrawl.run(*arguments)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr


def test_where_nothing_was_crawled(portalcrawl: Portalcrawl, tmp_path: Path):
    done = portalcrawl.run("wacz", str(tmp_path / "site.wacz"))
    assert (done.returncode, list(tmp_path.glob("*.wacz"))) == (1, [])
    assert "no site was crawled yet" in done.stderr


def test_where_it_cannot_be_written(crawled: Crawled, tmp_path: Path):
    done = crawled.portalcrawl.run("wacz", str(tmp_path / "nowhere" / "site.wacz"))
    assert done.returncode == 8
    assert "nowhere" in done.stderr
    (tmp_path / "key.pem").write_text("no key")
    key = str(tmp_path / "key.pem")
    done = crawled.portalcrawl.run("wacz", "--sign", key, str(tmp_path / "site.wacz"))
    assert done.returncode == 8
    assert "key.pem" in done.stderr

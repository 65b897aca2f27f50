"""``portalcrawl explain``, as its user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import Portalcrawl
from tests.crawl.conftest import Crawled
from tests.portal import serve
from tests.portal.sites import SITES


@pytest.fixture
def command(tmp_path: Path) -> Portalcrawl:
    """No data folder and no database."""
    return Portalcrawl(tmp_path / "none")


def explain(command: Portalcrawl, *arguments: str) -> dict[str, Any]:
    done = command.run("explain", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_crawled_article_from_the_archive(crawled: Crawled):
    path, article = next(iter(crawled.articles.items()))
    before = len(crawled.portal.requests)
    found = explain(crawled.portalcrawl, f"{crawled.portal.url}{path}", "--offline")
    assert len(crawled.portal.requests) == before
    assert found["page"]["source"] == "archive"
    assert found["page"]["article"]["title"] == article["title"]
    assert found["stored"]["article"]["_id"] == article["_id"]
    assert found["stored"]["frontier"]["state"] == "done"
    assert found["stored"]["capture"]["_id"] == found["stored"]["frontier"]["capture"]
    assert "each" not in found["links"]


def test_a_page_is_asked_for_once_and_read_as_the_crawl_did(crawled: Crawled):
    path = next(iter(crawled.articles))
    before = len(crawled.portal.requests)
    found = explain(crawled.portalcrawl, f"{crawled.portal.url}{path}", "--links")
    asked = [request.path for request in crawled.portal.requests[before:]]
    assert asked == ["/robots.txt", path]
    assert (found["page"]["kind"], found["robots"]) == ("article", "allowed")
    assert found["page"]["scores"]["article"] > found["page"]["scores"]["list"]
    assert len(found["links"]["each"]) == found["links"]["count"] > 5


def test_a_list_that_goes_on_by_post(command: Portalcrawl):
    with serve(SITES["t7"](articles=80)) as portal:
        column = max(portal.truth.columns, key=lambda column: len(column.list_pages))
        found = explain(command, f"{portal.url}{column.path}")
    paging = found["page"]["list"]["paging"]
    assert (found["page"]["kind"], paging["next"]["method"]) == ("list", "POST")
    assert len(paging["next"]["body"]) < 300
    assert found["stored"] is None


def test_what_a_crawl_would_not_ask_for_is_not_asked_for(crawled: Crawled, command: Portalcrawl):
    before = len(crawled.portal.requests)
    url = f"{crawled.portal.url}/plus/count.php?aid=7"
    assert explain(command, url)["scope"]["reason"] == "view_counter"
    elsewhere = explain(command, "http://b.example/", "--site", crawled.portal.url)
    assert elsewhere["scope"]["reason"] == "off_site"
    assert len(crawled.portal.requests) == before
    assert explain(command, f"{crawled.portal.url}/admin/x.html")["robots"] == "forbidden"
    assert [r.path for r in crawled.portal.requests[before:]] == ["/robots.txt"]


def test_no_answer(command: Portalcrawl):
    found = explain(command, "http://127.0.0.1:9/")
    assert found["page"]["state"] == "unreachable"


def test_the_text_fits_a_hundred_columns(crawled: Crawled):
    path = next(iter(crawled.articles))
    done = crawled.portalcrawl.run("explain", f"{crawled.portal.url}{path}", "--links")
    assert done.returncode == 0, done.stderr
    assert "in_scope" in done.stdout
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= 100


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "say which address"),
        (["ftp://a.cn/"], 3, "not an http(s) address"),
        (["http://a.cn/", "--site", "nowhere"], 3, "'nowhere' is no address"),
    ],
)
def test_errors(command: Portalcrawl, arguments: list[str], code: int, says: str):
    done = command.run("explain", *arguments)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr

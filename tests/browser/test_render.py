"""A crawl of T9 with a real Chromium: used for shells alone, and all that it saw is archived."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.captures_of_files import check_index
from tests.portal import Portal, Truth, build_t9, serve
from tests.portal.t9.columns import APP, COUNTER_API, LIST_API
from tests.unit.archive.exchanges import Record, read_back

# As many as give the app a list of two pages, and as few as show something of everything.
ARTICLES, FEWEST = 40, 20


@dataclass(frozen=True)
class Crawl:
    """A crawl of T9: what was said, stored and archived. Addresses are paths of the portal."""

    portal: Portal
    command: Portalcrawl
    said: str
    records: list[Record] = field(default_factory=list)

    @property
    def truth(self) -> Truth:
        return self.portal.site.truth

    def path(self, url: str) -> str:
        return url.removeprefix(self.portal.url)

    def of_kind(self, kind: str) -> dict[str, Record]:
        """The records of one kind by path."""
        found = (record for record in self.records if record.kind == kind)
        return {self.path(record.headers["WARC-Target-URI"]): record for record in found}

    def stat(self, name: str) -> int:
        found = re.search(rf"'portalcrawl/{re.escape(name)}': (\d+)", self.said)
        return int(found[1]) if found else 0


def crawl_t9(portal: Portal, command: Portalcrawl, *options: str) -> Crawl:
    said = command.crawl(portal.url, *options)
    records = [record for path in command.warc_files() for record in read_back(path)]
    return Crawl(portal, command, said, records)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory, new_database):
    command = Portalcrawl(tmp_path_factory.mktemp("t9") / "data", new_database())
    with serve(build_t9(articles=ARTICLES)) as portal:
        yield crawl_t9(portal, command)


def test_the_browser_is_used_on_the_shells_and_nowhere_else(crawl: Crawl):
    rendered = set(crawl.of_kind("conversion"))
    assert rendered == set(crawl.truth.shells) - {APP}
    assert crawl.stat("browser/page") == len(rendered)


def test_every_article_of_the_portal_is_found(crawl: Crawl):
    stored = {crawl.path(url) for a in crawl.command.articles() for url in a["urls"]}
    assert stored == set(crawl.truth.articles)


def test_every_page_of_every_list_is_asked_for_once(crawl: Crawl):
    asked = Counter(request.path for request in crawl.portal.requests if request.method == "GET")
    assert [path for path, count in asked.items() if count > 1] == []
    gets = {p for c in crawl.truth.columns for p in c.list_pages if not p.startswith("POST")}
    assert {path for path in gets if "#" not in path} <= set(asked)
    # Two lists of the app: the pages after the first need no browser.
    pages = [column.list_pages for column in crawl.truth.columns if "#/" in column.path]
    assert max(map(len, pages)) > 1
    posted = [request.path for request in crawl.portal.requests if request.method == "POST"]
    assert posted == [LIST_API] * sum(map(len, pages))


def test_articles_of_the_app_are_read(crawl: Crawl):
    stored = {crawl.path(url): a for a in crawl.command.articles() for url in a["urls"]}
    in_app = [path for path in crawl.truth.articles if path.startswith(f"{APP}#")]
    assert len(in_app) == 16
    for path in in_app:
        article = crawl.truth.articles[path]
        assert stored[path]["title"] == article.title
        assert stored[path]["published"].startswith(article.published)
        assert all(" ".join(p.split()) in stored[path]["body_text"] for p in article.paragraphs)


def test_a_rendered_page_is_a_conversion_of_the_shell_as_served(crawl: Crawl):
    shell = crawl.of_kind("response")[APP]
    assert shell.body == crawl.portal.site.find(APP).body
    for path, record in crawl.of_kind("conversion").items():
        assert record.headers["WARC-Refers-To"] == shell.headers["WARC-Record-ID"], path
        assert b"<h1" in record.body or b'class="rows"' in record.body


def test_what_its_scripts_asked_for_is_archived_as_it_came(crawl: Crawl):
    responses, requests = crawl.of_kind("response"), crawl.of_kind("request")
    for path in crawl.truth.articles:
        if path.startswith(f"{APP}#"):
            address = f"/api/detail?id={path.partition('=')[2]}"
            assert responses[address].body == crawl.portal.site.find(address).body
    assert "pageNo" in json.loads(requests[LIST_API].body)
    assert requests[LIST_API].http_status == f"{LIST_API} HTTP/1.1"
    assert ("Content-Type", "application/json;charset=UTF-8") in requests[LIST_API].http_headers
    # The shell itself, its script and each piece of data came over the wire once.
    asked = [request.path for request in crawl.portal.requests]
    assert asked.count(APP) == 1
    assert len([path for path in asked if path.startswith("/api/detail")]) == 16


def test_counters_and_other_hosts_are_not_asked(crawl: Crawl):
    assert not crawl.portal.forbidden_requests
    assert not [r.path for r in crawl.portal.requests if r.path.startswith(COUNTER_API)]
    assert crawl.stat("browser/refused/view_counter") == 16
    assert crawl.stat("browser/refused/off_site") >= 16


def test_archive_passes_warcio_check(crawl: Crawl):
    files = crawl.command.warc_files()
    check = [sys.executable, "-c", "from warcio.cli import main; main()", "check"]
    done = subprocess.run([*check, *map(str, files)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_the_mirror_shows_the_shell_as_served(crawl: Crawl, tmp_path: Path):
    done = crawl.command.run("mirror", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert not [url for url in manifest if "#" in url]
    shell = (tmp_path / "out" / manifest[crawl.portal.url + APP]).read_text()
    assert '<div id="app"></div>' in shell


def test_the_cap_holds_and_is_said(portalcrawl: Portalcrawl):
    with serve(build_t9(articles=FEWEST)) as portal:
        crawl = crawl_t9(portal, portalcrawl, "-s", "PORTALCRAWL_BROWSER_MAX_PAGES=2")
    assert len(crawl.of_kind("conversion")) == 2
    left_out = crawl.stat("browser/left_out/browser_cap")
    assert left_out > 0
    assert f"browser_cap {left_out}" in crawl.said


@pytest.mark.parametrize("missing", ["extra", "chromium"])
def test_without_a_browser_the_crawl_says_what_it_left_out(
    portalcrawl: Portalcrawl, tmp_path: Path, monkeypatch, missing: str
):
    options = ["-s", "PORTALCRAWL_BROWSER_PATH=/nowhere/chromium"] if missing != "extra" else []
    if missing == "extra":
        stub = tmp_path / "stub"
        stub.mkdir()
        (stub / "scrapy_playwright.py").write_text("raise ImportError('not installed')")
        monkeypatch.setenv("PYTHONPATH", str(stub))
    with serve(build_t9(articles=FEWEST)) as portal:
        crawl = crawl_t9(portal, portalcrawl, *options)
    # Both lists of the app: that of JSON is read without.
    assert "browser_missing 2" in crawl.said
    assert "portalcrawl[browser]" in crawl.said
    assert not crawl.of_kind("conversion")
    plain = [path for path in crawl.truth.articles if not path.startswith(APP)]
    assert len(portalcrawl.articles()) == len(plain)


def test_captures_of_rendered_pages_are_read_from_their_files(crawl: Crawl):
    captures = check_index(crawl.command)
    assert any(capture["rendered_from"] for capture in captures)
    # What scripts sent is nothing that a reader finds.
    assert any(capture["key"] == "form" for capture in captures)

"""The mirror of the test portal in a browser, opened from disk with the network cut."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Watch, address
from tests.conftest import Portalcrawl
from tests.crawl.conftest import Crawled
from tests.portal import Truth


@dataclass(frozen=True)
class Mirror:
    """The folder, the portal's truth, and the file of each path of the portal."""

    folder: Path
    truth: Truth
    files: dict[str, str]


@pytest.fixture(scope="module")
def mirror(crawled: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    folder = tmp_path_factory.mktemp("mirror") / "out"
    done = crawled.portalcrawl.run("mirror", str(folder))
    assert done.returncode == 0, done.stderr
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    truth = crawled.portal.site.truth
    paths = ((url.removeprefix(crawled.portal.url), path) for url, path in manifest.items())
    files = {truth.one_of(url): path for url, path in paths}
    return Mirror(folder, crawled.portal.site.truth, files)


def test_start_page_lists_every_article_by_column(mirror: Mirror, offline: tuple[Page, Watch]):
    page, watch = offline
    page.goto(address(mirror.folder, "index.html"))
    titles = set(page.locator("li a").all_inner_texts())
    assert {a.title for a in mirror.truth.articles.values()} <= titles
    headings = page.locator("h2").all_inner_texts()
    assert any("干部工作" in heading for heading in headings)
    page.get_by_role("link", name="打开首页").click()
    assert page.url == address(mirror.folder, mirror.files["/"])
    assert (watch.left, watch.errors) == ([], [])


def test_home_list_and_article_with_images(mirror: Mirror, offline: tuple[Page, Watch]):
    page, watch = offline
    with_images = next(
        a for a in mirror.truth.articles.values() if len(a.images) >= 1 and a.body_kind == "text"
    )
    column = mirror.truth.column(with_images.listed_in[0])
    for path in (mirror.truth.home, column.list_pages[0], with_images.path):
        page.goto(address(mirror.folder, mirror.files[path]))
        assert page.locator("body").inner_text().strip()
    assert with_images.title in page.locator("body").inner_text()
    assert with_images.paragraphs[0][:20] in page.locator("body").inner_text()
    shown = "images => images.filter(i => i.complete && i.naturalWidth > 0).length"
    assert page.locator("img").evaluate_all(shown) >= len(with_images.images)
    assert (watch.left, watch.errors) == ([], [])


def follow(page: Page, link: Locator):
    """Go where a link leads; a click would open many of them in another window."""
    page.goto(link.first.evaluate("a => a.href"))


def test_links_lead_from_the_home_page_to_an_article_and_on(
    mirror: Mirror, offline: tuple[Page, Watch]
):
    page, watch = offline
    page.goto(address(mirror.folder, mirror.files["/"]))
    column = mirror.truth.column("学习园地")
    follow(page, page.locator("a", has_text="学习园地"))
    follow(page, page.locator("a", has_text="下一页"))
    assert page.url == address(mirror.folder, mirror.files[column.list_pages[1]])
    article = mirror.truth.articles[column.articles[25]]
    follow(page, page.locator(f"a[title='{article.title}'], a:text('{article.title}')"))
    assert page.url == address(mirror.folder, mirror.files[article.path])
    assert article.next is not None
    follow(page, page.locator("a", has_text=article.next.title))
    assert page.url == address(mirror.folder, mirror.files[article.next.path])
    assert (watch.left, watch.errors) == ([], [])


def test_every_page_is_readable_and_asks_for_nothing(mirror: Mirror, offline: tuple[Page, Watch]):
    page, watch = offline
    for article in list(mirror.truth.articles.values())[::7]:
        page.goto(address(mirror.folder, mirror.files[article.path]))
        text = re.sub(r"\s+", " ", page.locator("body").inner_text())
        assert article.title in text
        assert "\ufffd" not in text
    assert (watch.left, watch.errors) == ([], [])


def test_what_was_not_captured_leads_to_a_local_note(mirror: Mirror, offline: tuple[Page, Watch]):
    page, watch = offline
    page.goto(address(mirror.folder, mirror.files["/"]))
    follow(page, page.locator("a[href*='missing.html']"))
    assert page.url.startswith(address(mirror.folder, "_portalcrawl/missing.html"))
    assert page.locator("#url").inner_text().startswith("http://")
    assert watch.left == []


def test_a_folder_that_is_no_mirror_is_not_replaced(
    mirror: Mirror, crawled: Crawled, tmp_path: Path
):
    (tmp_path / "thesis.doc").write_text("years of work")
    done = crawled.portalcrawl.run("mirror", str(tmp_path))
    assert done.returncode == 8
    assert "is no mirror" in done.stderr
    assert (tmp_path / "thesis.doc").read_text() == "years of work"


def test_building_again_gives_the_same_files(mirror: Mirror, crawled: Crawled, tmp_path: Path):
    again = tmp_path / "again"
    command: Portalcrawl = crawled.portalcrawl
    for _ in range(2):  # the second time it replaces its own folder
        assert command.run("mirror", str(again)).returncode == 0

    def content(folder: Path) -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    first, second = content(mirror.folder), content(again)
    assert first.keys() == second.keys()
    start = {"index.html"}  # names the time of the capture
    assert {p for p in first if first[p] != second[p]} <= start

"""``portalcrawl extract`` and ``portalcrawl templates``, as their user runs them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.conftest import Crawled
from tests.portal import build_t1

SITE = build_t1()
PATHS = list(SITE.truth.articles)[:12]


@pytest.fixture
def command(tmp_path: Path) -> Portalcrawl:
    """Reading pages needs no data folder and no database."""
    return Portalcrawl(tmp_path / "none")


def save(folder: Path, paths: list[str]) -> Path:
    """The portal's pages as files in *folder*; the manifest that lists them."""
    rows = []
    for number, path in enumerate(paths):
        (folder / f"{number}.html").write_bytes(SITE.resources[path].body)
        url = f"http://www.qingyuan.example{path}"
        rows.append({"id": path, "path": f"{number}.html", "url": url, "site": "qingyuan"})
    manifest = folder / "pages.jsonl"
    manifest.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return manifest


def lines(out: str) -> dict[str, dict]:
    return {line["id"]: line for line in map(json.loads, out.splitlines())}


def test_a_file(command: Portalcrawl, tmp_path: Path):
    save(tmp_path, PATHS[:1])
    url = f"http://www.qingyuan.example{PATHS[0]}"
    done = command.run("extract", str(tmp_path / "0.html"), "--url", url)
    assert done.returncode == 0, done.stderr
    found, truth = json.loads(done.stdout), SITE.truth.articles[PATHS[0]]
    assert (found["kind"], found["title"], found["url"]) == ("article", truth.title, url)
    assert "explain" not in found
    assert not command.data.exists()


def test_explain_says_why(command: Portalcrawl, tmp_path: Path):
    save(tmp_path, PATHS[:1])
    done = command.run("extract", str(tmp_path / "0.html"), "--explain")
    found = json.loads(done.stdout)
    titles = found["explain"]["fields"]["title"]
    assert [title["value"] for title in titles if title["won"]] == [found["title"]]
    assert titles[0]["won"]
    assert titles[0]["rule"] in titles[0]["why"]
    assert found["explain"]["body"]["rule"] == found["provenance"]["body"]
    assert found["explain"]["kind"]["article"] > found["explain"]["kind"]["list"]


def test_an_address_is_asked_for_once(crawled: Crawled, command: Portalcrawl):
    path = PATHS[0]
    before = len(crawled.portal.requests)
    done = command.run("extract", f"{crawled.portal.url}{path}")
    asked = [request.path for request in crawled.portal.requests[before:]]
    assert json.loads(done.stdout)["title"] == SITE.truth.articles[path].title
    assert asked == ["/robots.txt", path]


def test_what_robots_txt_forbids_is_not_asked_for(crawled: Crawled, command: Portalcrawl):
    before = len(crawled.portal.requests)
    done = command.run("extract", f"{crawled.portal.url}/admin/x.html")
    asked = [request.path for request in crawled.portal.requests[before:]]
    assert (done.returncode, asked) == (9, ["/robots.txt"])
    assert "robots.txt" in done.stderr


@pytest.mark.parametrize("learn", [False, True])
def test_batch(command: Portalcrawl, tmp_path: Path, learn: bool):
    manifest = save(tmp_path, PATHS)
    done = command.run("extract", "--batch", str(manifest), *(["--learn"] if learn else []))
    assert (done.returncode, done.stderr) == (0, "")
    found = lines(done.stdout)
    assert list(found) == PATHS
    for path, line in found.items():
        truth = SITE.truth.articles[path]
        assert (line["kind"], line["title"]) == ("article", truth.title)
        assert (line["source"], line["author"]) == (truth.source, truth.author)
        assert (line["date"] or "").removesuffix("+08:00") == truth.published
        assert line["cpu_ms"] > 0
    used = {line["template"] for line in found.values()}
    assert used == ({"t1"} if learn else {None})


def test_batch_goes_on_after_a_page_that_is_missing(command: Portalcrawl, tmp_path: Path):
    manifest = save(tmp_path, PATHS[:3])
    (tmp_path / "1.html").unlink()
    done = command.run("extract", "--batch", str(manifest), "--learn")
    found = list(lines(done.stdout).values())
    assert ["error" in line for line in found] == [False, True, False]
    assert "1.html" in found[1]["error"]
    assert (done.returncode, "1 of 3 pages" in done.stderr) == (9, True)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["/nowhere/1.html"], 9, "/nowhere/1.html: can't be read"),
        (["--batch", "/nowhere/m.jsonl"], 9, "/nowhere/m.jsonl: can't be read"),
        (["1.html", "--url", "a.cn"], 9, "--url must be an absolute address"),
        (["http://127.0.0.1:9/"], 9, "http://127.0.0.1:9/: "),
        ([], 2, "say what to read"),
        (["1.html", "--learn"], 2, "--learn needs --batch"),
        (["1.html", "--batch", "m.jsonl"], 2, "no FILE beside it"),
    ],
)
def test_errors(command: Portalcrawl, arguments: list[str], code: int, says: str):
    done = command.run("extract", *arguments)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_without_article(command: Portalcrawl, tmp_path: Path):
    (tmp_path / "1.html").write_text("<p>x</p>", "utf-8")
    done = command.run("extract", str(tmp_path / "1.html"))
    assert (done.returncode, "no headline" in done.stderr) == (9, True)


def test_a_bad_line_of_the_manifest_is_named(command: Portalcrawl, tmp_path: Path):
    manifest = tmp_path / "m.jsonl"
    manifest.write_text('{"path": "1.html"}\n{"id": 1}\n', "utf-8")
    done = command.run("extract", "--batch", str(manifest))
    assert (done.returncode, "m.jsonl, line 2: the key 'path'" in done.stderr) == (9, True)


def test_the_crawl_learns_a_template_that_a_profile_can_hold(
    crawled: Crawled, tmp_path: Path, new_database: Callable[[], str]
):
    assert "template:t1" in {a["provenance"]["body"] for a in crawled.articles.values()}
    done = crawled.portalcrawl.run("templates")
    assert done.returncode == 0, done.stderr
    (template,) = tomllib.loads(done.stdout)["template"]
    assert template["name"] == "t1"
    profile = tmp_path / "again.toml"
    profile.write_text(f'url = "{crawled.portal.url}"\n{done.stdout}', "utf-8")
    again = Portalcrawl(tmp_path / "again", new_database())
    again.crawl(str(profile))
    rules = [article["provenance"]["body"] for article in again.articles()]
    assert rules.count("template:t1") >= len(SITE.truth.articles) * 0.9

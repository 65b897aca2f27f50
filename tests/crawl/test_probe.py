"""``portalcrawl probe``, as its user runs it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from portalcrawl.sites.profile import load_profile
from tests.conftest import Portalcrawl
from tests.crawl.little_site import Reply, serve_replies
from tests.portal import serve
from tests.portal.sites import SITES


@pytest.fixture
def command(tmp_path: Path) -> Portalcrawl:
    """No data folder and no database."""
    return Portalcrawl(tmp_path / "none")


@pytest.mark.parametrize("name", ["t1", "t2", "t5", "t7", "t10"])
def test_the_columns_are_those_of_the_menu(command: Portalcrawl, tmp_path: Path, name: str):
    file = tmp_path / f"{name}.toml"
    with serve(SITES[name](articles=80)) as portal:
        done = command.run("probe", portal.url, "-o", str(file), "--delay", "0")
        assert done.returncode == 0, done.stderr
        assert len(portal.requests) <= 31
        assert not [r for r in portal.forbidden_requests if r.method == "GET" and r.status != 404]
        truth = portal.truth
        profile = load_profile(file)
        known = {truth.one_of(c.path): c for c in truth.columns}
        found = {truth.one_of(c.url.removeprefix(portal.url)): c for c in profile.columns}
    assert len(found) >= 3
    assert found.keys() <= known.keys()
    assert {known[path].kind for path in found} == {"list"}
    assert all(column.name == known[path].name for path, column in found.items())
    assert not command.data.exists()


def test_robots_txt_and_the_pause_are_kept(command: Portalcrawl):
    replies = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /b/\nCrawl-delay: 0.5"),
        "/": Reply("<title>x</title><a href=/a/>公开</a><a href=/b/>通知</a><a href=/c/>新闻</a>"),
    }
    with serve_replies(replies) as site:
        done = command.run("probe", site.url, "--delay", "0.1")
    assert done.returncode == 0, done.stderr
    assert "/b/" not in site.paths
    times = [second for path, second in site.asked if path != "/robots.txt"]
    assert len(times) == 4
    assert min(after - before for before, after in itertools.pairwise(times)) >= 0.45
    assert "robots.txt asks for 0.5 s" in done.stdout
    assert "robots.txt at" in done.stdout


def test_a_crawl_starts_from_the_columns_of_a_profile(portalcrawl: Portalcrawl, tmp_path: Path):
    rows = "".join(
        f"<li><a href=/gg/{n}.html>清源县关于第{n}号事项的公告</a> 2024-03-{n}</li>"
        for n in range(10, 16)
    )
    text = "公告的正文在这里，请各乡镇遵照执行。" * 9
    replies = {
        "/": Reply("<title>清源</title><p>欢迎"),
        "/gg/": Reply(f"<title>公告</title><ul>{rows}</ul><a href=/gg/2.htm>下一页</a>"),
        "/gg/10.html": Reply(f"<h1>关于第10号事项的公告</h1><p>时间：2024-03-10<p>{text}"),
    }
    with serve_replies(replies) as site:
        profile = tmp_path / "a.toml"
        column = f'[[column]]\nname = "公告"\nurl = "{site.url}/gg/"\n'
        profile.write_text(f'url = "{site.url}/"\n{column}', "utf-8")
        portalcrawl.crawl(str(profile))
        assert site.paths.count("/gg/") == 1
        assert "/gg/2.htm" in site.paths
        (article,) = portalcrawl.articles()
        assert article["url"] == f"{site.url}/gg/10.html"
        # Its column was read as a list, not as a second home page.
        assert article["listed_in"]


def test_a_file_that_is_there_stays(command: Portalcrawl, tmp_path: Path):
    file = tmp_path / "a.toml"
    file.write_text("mine", "utf-8")
    done = command.run("probe", "http://127.0.0.1:9/", "-o", str(file))
    assert (done.returncode, "is there already" in done.stderr) == (3, True)
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("home", "says"),
    [
        (Reply("<p>x", status=404), "is not_found (http_404)"),
        (Reply("%PDF-1.4 x", headers={"Content-Type": "application/pdf"}), "is no page (asset)"),
        (
            Reply(status=302, headers={"Location": "http://b.example/"}),
            "leads to http://b.example/",
        ),
        (Reply("<p>x", status=503), "is unreachable (http_503)"),
    ],
)
def test_what_is_no_portal(command: Portalcrawl, home: Reply, says: str):
    with serve_replies({"/": home}) as site:
        done = command.run("probe", site.url)
    assert (done.returncode, says in done.stderr) == (4, True), done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "say which portal"),
        (["ftp://a.cn/"], 3, "not an http(s) address"),
        (["http://127.0.0.1:9/"], 4, "does not answer (robots.txt can't be had: refused)"),
        (["http://127.0.0.1:9/", "--pages", "1"], 2, "--pages is at least 3"),
    ],
)
def test_errors(command: Portalcrawl, arguments: list[str], code: int, says: str):
    done = command.run("probe", *arguments)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr

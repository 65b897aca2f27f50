"""What a second crawl finds changed, as its user reads it, and what the runs keep of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pymongo import MongoClient

from tests.conftest import Portalcrawl
from tests.crawl.little_site import Reply, serve_replies

ATOM = "{http://www.w3.org/2005/Atom}"
PARAGRAPH = "青石县农业农村局近日组织技术人员到各乡镇查看春耕备耕情况，并就病虫害防治作了现场讲解。"
EDITED = "http://{site}/zwdt/2026/3.html"


def article(number: int, *, source: str = "青石县农业农村局", body: str = PARAGRAPH) -> str:
    title = f"青石县第{number}次春耕备耕工作现场会召开"
    return f"""<html><head><title>{title}-青石县农业农村局</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/zwdt/">政务动态</a> &gt; 正文</div>
<h1>{title}</h1><div class="info">来源：{source} 发布时间：2026-03-0{number} 09:30</div>
<div class="content"><p>{body}</p><p>{PARAGRAPH}第{number}场。</p><p>{PARAGRAPH}</p></div>
</body></html>"""


def column(numbers: range) -> Reply:
    rows = "".join(
        f'<li><a href="/zwdt/2026/{n}.html">青石县第{n}次春耕备耕工作现场会召开</a>'
        f"<span>2026-03-0{n}</span></li>"
        for n in numbers
    )
    return Reply(f"<html><title>政务动态</title><body><ul>{rows}</ul></body></html>")


HOME = f"""<html><head><title>青石县农业农村局</title></head>
<body><ul><li><a href="/zwdt/">政务动态</a></li></ul>{PARAGRAPH}</body></html>"""
REPLIES = {
    "/": Reply(HOME),
    "/zwdt/": [column(range(1, 6)), column(range(1, 8))],
    **{f"/zwdt/2026/{n}.html": Reply(article(n)) for n in range(1, 8)},
    "/zwdt/2026/3.html": [
        Reply(article(3)),
        Reply(article(3, source="县委办公室", body=PARAGRAPH.replace("春耕", "秋收"))),
    ],
}


@dataclass(frozen=True)
class Twice:
    """A site that was crawled twice, and what the second crawl said."""

    command: Portalcrawl
    site: str
    said: str

    @property
    def reports(self) -> Path:
        (folder,) = (self.command.data / "reports").iterdir()
        return folder

    def run(self, *arguments: str) -> str:
        done = self.command.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def documents(self, collection: str) -> list[dict[str, Any]]:
        with MongoClient[dict[str, Any]](self.command.mongo_uri) as client:
            return list(client.get_default_database()[collection].find().sort("_id"))


@pytest.fixture(scope="module")
def twice(tmp_path_factory, new_database) -> Iterator[Twice]:
    command = Portalcrawl(tmp_path_factory.mktemp("changes") / "data", new_database())
    with serve_replies(REPLIES) as site:
        command.crawl(site.url)
        operator = "PORTALCRAWL_OPERATOR=archive@example.org"
        said = command.crawl(site.url, "--full", "-s", operator)
        yield Twice(command, site.url.removeprefix("http://"), said)


def test_the_terminal_answers(twice: Twice):
    assert "articles: 2 new, 1 changed, 4 as they were" in twice.said
    text = twice.run("changes", twice.site)
    assert text.startswith(f"What changed on {twice.site}: 2 new, 1 edited\n")
    edited = text.partition("edited (1)")[2]
    assert "2026-03-03  政务动态  青石县第3次春耕备耕工作现场会召开" in edited
    assert EDITED.format(site=twice.site) in edited
    assert "source: 青石县农业农村局 → 县委办公室" in edited
    assert "秋收备耕" in edited


def test_json_has_all_that_is_asked_for(twice: Twice):
    last = json.loads(twice.run("changes", "--json"))
    assert last["counts"] == {"new": 2, "changed": 1}
    since = json.loads(twice.run("changes", twice.site, "--since", "1d", "--json"))
    assert since["counts"] == {"changed": 1, "new": 7}
    first = json.loads(twice.run("runs", "--json"))[-1]
    of_first = json.loads(twice.run("changes", "--run", first["run"], "--json"))
    assert of_first["counts"] == {"new": 5} == first["changes"]


def test_the_crawl_writes_reports(twice: Twice):
    page = Path(twice.said.partition("changes: ")[2].splitlines()[0])
    assert page.parent == twice.reports
    written = json.loads(page.with_suffix(".json").read_text("utf-8"))
    assert written["counts"] == {"new": 2, "changed": 1}
    html = page.read_text("utf-8")
    assert "<del>青石县农业农村局</del> → <ins>县委办公室</ins>" in html
    complete = Path(twice.said.partition("report: ")[2].splitlines()[0])
    assert f'href="{complete.name}"' in html
    assert f'href="{page.name}"' in complete.read_text("utf-8")
    assert not list(twice.reports.glob(".*"))


def test_the_feed_of_the_site_has_all_changes_newest_first(twice: Twice, tmp_path: Path):
    feed = ET.parse(twice.reports / "feed.atom").getroot()
    kinds = [one.get("term") for one in feed.findall(f"{ATOM}entry/{ATOM}category")]
    assert sorted(kinds[:3]) == ["changed", "new", "new"]
    assert kinds[3:] == ["new"] * 5
    file = tmp_path / "last.atom"
    twice.run("changes", "--atom", str(file))
    ids = {one.text for one in feed.findall(f"{ATOM}entry/{ATOM}id")}
    last = ET.parse(file).getroot()
    found = {one.text for one in last.findall(f"{ATOM}entry/{ATOM}id")}
    assert len(found) == 3
    assert found < ids


def test_a_run_keeps_what_it_was_done_with(twice: Twice):
    first, second = twice.documents("runs")
    (process,) = second["processes"]
    assert process["settings"]["PORTALCRAWL_OPERATOR"] == "archive@example.org"
    assert process["arguments"][:2] == ["crawl", f"http://{twice.site}"]
    assert process["profile"]["url"] == f"http://{twice.site}/"
    assert set(process["versions"]) == {"portalcrawl", "rules", "python", "scrapy", "mongod"}
    assert first["is_whole"]
    assert second["changes"] == {"new": 2, "changed": 1}
    figures = second["figures"]
    assert figures["portalcrawl/article/new"] == 2
    assert figures["portalcrawl/run/cpu_secs"] > 0
    assert figures["portalcrawl/run/peak_memory_bytes"] > 10_000_000
    assert figures["portalcrawl/archive/revisit"] > 0


def test_runs(twice: Twice):
    last, first = json.loads(twice.run("runs", "--site", twice.site, "--json"))
    assert (last["changes"], first["changes"]) == ({"new": 2, "changed": 1}, {"new": 5})
    assert last["requests"] >= 10
    assert last["run"] in twice.run("runs")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nobody.cn"], 5, "'nobody.cn' was never crawled"),
        (["--run", "x@1"], 5, "there is no run 'x@1'"),
        (["--since", "soon"], 2, "'soon' is no time"),
        (["--run", "x@1", "--since", "1d"], 2, "one --run"),
    ],
)
def test_wrong_use(twice: Twice, arguments: list[str], code: int, said: str):
    done = twice.command.run("changes", *arguments)
    assert (done.returncode, said in done.stderr + done.stdout) == (code, True)

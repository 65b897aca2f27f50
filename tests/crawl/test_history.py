"""An article that was edited between two crawls: its history, and what differs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.conftest import Portalcrawl
from tests.crawl.little_site import Reply, serve_replies

PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>
<p>来源：清源县农业农村局 发布时间：2026-02-01 10:00 浏览次数：{views}</p>
<div id="content"><p>各乡镇要抓好春耕备耕工作，确保粮食播种面积稳定在{area}万亩以上。</p>
<p>要组织农技人员下乡指导，及时解决群众的困难，保证农资供应充足、价格平稳。</p>
<p>附件：<a href="/files/{file}.doc;jsessionid={views}">任务分解表.doc</a>（下载：{views}次）</p>
<p>您是第 {views} 位访问者</p></div>"""
HOME = """<!DOCTYPE html><meta charset="utf-8"><title>清源县人民政府</title><ul>
<li><a href="/2026/1.html">清源县部署春耕备耕工作</a> 2026-02-01</li>
<li><a href="/2026/2.html">清源县召开春耕动员大会</a> 2026-02-01</li></ul>"""
FIRST, SECOND = "/2026/1.html", "/2026/2.html"


def page(number: int, **values: Any) -> Reply:
    title = "清源县部署春耕备耕工作" if number == 1 else "清源县召开春耕动员大会"
    return Reply(PAGE.format(title=title, **{"area": "45.2", "file": "a", **values}))


REPLIES = {
    "/": Reply(HOME),
    FIRST: [page(1, views=12), page(1, views=345, area="46.5", file="b")],
    SECOND: [page(2, views=7), page(2, views=8)],
    "/files/a.doc": Reply(b"a"),
    "/files/b.doc": Reply(b"b"),
}


@dataclass(frozen=True)
class Edited:
    """What two crawls left; *url* is that of the article that was edited between them."""

    portalcrawl: Portalcrawl
    db: Database[dict[str, Any]]
    site_url: str
    said: str

    @property
    def url(self) -> str:
        return f"{self.site_url}{FIRST}"

    def run(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = self.portalcrawl.run(*arguments)
        assert done.returncode == code, done.stderr
        return done


@pytest.fixture(scope="module")
def edited(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Iterator[Edited]:
    command = Portalcrawl(tmp_path_factory.mktemp("edited") / "data", new_database())
    with (
        serve_replies(REPLIES) as site,
        MongoClient[dict[str, Any]](command.mongo_uri, tz_aware=True) as client,
    ):
        db = client.get_default_database()
        command.crawl(f"{site.url}/")
        # Everything is asked for again, whatever is due.
        db.frontier.delete_many({})
        said = command.crawl(f"{site.url}/")
        yield Edited(command, db, site.url, said)


def test_counters_and_tokens_make_no_revision(edited: Edited):
    assert "articles: 0 new, 1 changed" in edited.said
    other = edited.db.articles.find_one({"url": f"{edited.site_url}{SECOND}"})
    assert other is not None
    assert "您是第 8 位访问者" in other["body_text"]
    assert other["revision"] == 1


def test_history(edited: Edited):
    said = edited.run("history", edited.url).stdout
    assert said.startswith(f"清源县部署春耕备耕工作\n{edited.url}\n")
    first, second = [line for line in said.splitlines() if ".warc." in line]
    assert " new " in first
    assert " changed " in second
    assert "body_text, attachments" in second


def test_history_as_json(edited: Edited):
    article = edited.db.articles.find_one({"url": edited.url})
    assert article is not None
    gone = {"_id": "x", "article": article["_id"], "site": article["site"], "kind": "gone"}
    edited.db.changes.insert_one({**gone, "at": article["changed_at"], "run": "r"})
    found = json.loads(edited.run("history", article["_id"], "--json").stdout)
    assert found["id"] == article["_id"]
    new, changed, told = found["moments"]
    assert (new["what"], new["revision"], new["fields"]) == ("new", 1, None)
    assert (changed["what"], changed["revision"], changed["cause"]) == ("changed", 2, "crawl")
    assert changed["fields"] == ["body_text", "attachments"]
    assert changed["capture"]["id"] == article["capture"]["id"] != new["capture"]["id"]
    runs = [run["_id"] for run in edited.db.runs.find().sort("started_at")]
    assert [new["run"], changed["run"]] == runs
    assert (told["what"], told["run"]) == ("gone", "r")


def test_diff_in_a_pipe(edited: Edited):
    said = edited.run("diff", edited.url).stdout
    assert "稳定在[-45.2-]{+46.5+}万亩以上" in said
    assert f"任务分解表.doc {edited.site_url}/files/[-a-]{{+b+}}.doc" in said
    assert "\x1b" not in said
    # The same, the other way round.
    assert "稳定在[-46.5-]{+45.2+}万亩以上" in edited.run("diff", edited.url, "-1", "1").stdout


def test_diff_as_json_and_as_a_page(edited: Edited, tmp_path: Path):
    found = json.loads(edited.run("diff", edited.url, "1", "2", "--json").stdout)
    assert [one["name"] for one in found["fields"]] == ["body_text", "attachments"]
    assert [found[one]["revision"] for one in ("old", "new")] == [1, 2]
    edited.run("diff", edited.url, "--html", str(tmp_path / "d.html"))
    text = (tmp_path / "d.html").read_text("utf-8")
    assert "稳定在<del>45.2</del><ins>46.5</ins>万亩以上" in text


def test_one_revision_is_nothing_to_compare(edited: Edited):
    said = edited.run("diff", f"{edited.site_url}{SECOND}").stdout
    assert "nothing to compare it with" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["history", "http://127.0.0.1/none.html"], 9, "portalcrawl explain http://127.0.0.1"),
        (["diff", "0" * 24], 9, "portalcrawl articles --jsonl lists the ids"),
        (["diff", "URL", "3"], 9, "no revision 3: there are revisions 1 to 2 (-1 is the newest)"),
        (["diff", "URL", "one"], 2, "revisions are numbers"),
        (["diff", "URL", "--html", "/none/d.html"], 9, "/none/d.html: can't be written"),
    ],
)
def test_what_can_not_be_told(edited: Edited, arguments: list[str], code: int, said: str):
    given = [edited.url if one == "URL" else one for one in arguments]
    assert said in edited.run(*given, code=code).stderr

"""The report of a crawl as its user reads it, and how a crawl ends that is blocked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Portalcrawl
from tests.portal import serve
from tests.portal.sites import SITES


@pytest.fixture
def command(tmp_path: Path, new_database: Callable[[], str]) -> Portalcrawl:
    return Portalcrawl(tmp_path / "data", new_database())


def test_the_report_says_what_is_missing(command: Portalcrawl, tmp_path: Path):
    with serve(SITES["t2"](articles=60), faults=["listed-gone", "undercount"]) as portal:
        said = command.crawl(portal.url)
        truth, site = portal.truth, portal.url.removeprefix("http://")
    page = Path(said.partition("report: ")[2].splitlines()[0])
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    written = json.loads(page.with_suffix(".json").read_text("utf-8"))
    file = tmp_path / "report.json"
    done = command.run("report", site, "--json", str(file))
    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text("utf-8")) == written
    columns = {column["name"]: column for column in written["columns"]}
    lists = [column for column in truth.columns if column.kind == "list"]
    assert {column.name for column in lists} <= set(columns)
    for column in lists:
        dead = {url.removeprefix(portal.url) for url in columns[column.name]["dead_links"]}
        assert dead <= set(truth.dead_links)
        assert columns[column.name]["articles"] == len(set(column.articles))
    assert {url for column in columns.values() for url in column["dead_links"]}
    assert [host["state"] for host in written["hosts"]] == ["ok"]
    assert any(column["is_blank"] for column in written["columns"])


def test_a_site_that_was_never_crawled(command: Portalcrawl):
    with serve(SITES["t1"](articles=60)) as portal:
        command.crawl(portal.url)
    done = command.run("report", "nobody.cn")
    assert done.returncode == 5
    assert "'nobody.cn' was never crawled" in done.stderr


@pytest.mark.parametrize("wall", ["wall-412", "wall-521", "wall-405", "wall-418", "wall-493"])
def test_a_wall_in_the_middle_stops_the_host(command: Portalcrawl, wall: str):
    with serve(SITES["t2"](articles=60), faults=[wall]) as portal:
        done = command.run("crawl", portal.url, "--delay", "0")
        refused = sum(request.status >= 400 for request in portal.requests)
    assert done.returncode == 4
    assert "(blocked); all that came before is stored" in done.stderr
    # A few, in different folders, until it is sure; then none.
    assert refused <= 10
    said = command.run("report", portal.url.removeprefix("http://"), "--json", "-").stdout
    (host,) = json.loads(said)["hosts"]
    assert host["state"] == "partly_blocked"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("cookie-wall", "is guarded by a firewall"),
        ("stub-home", "answers with a few bytes and no links"),
        ("dead-host", "does not answer"),
    ],
)
def test_a_home_page_that_is_none(command: Portalcrawl, fault: str, said: str):
    with serve(SITES["t2"](articles=60), faults=[fault]) as portal:
        done = command.run("crawl", portal.url, "--delay", "0")
    assert done.returncode == 4
    assert said in done.stderr

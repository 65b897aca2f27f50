"""Crawls as jobs of a real scrapyd: started, watched and cancelled over its own interface."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from portalcrawl import __version__
from tests.conftest import Portalcrawl
from tests.crawl.conftest import stored_paths
from tests.portal import Portal, build_t1, serve
from tests.scrapyd.daemon import Scrapyd, await_that, scrapyd

pytestmark = pytest.mark.skipif(
    find_spec("scrapyd") is None, reason="scrapyd is not installed: run `make install`"
)

ROOT = Path(__file__).parents[2]
FAST = ("PORTALCRAWL_DELAY_SECS=0", "PORTALCRAWL_CONCURRENCY=4")
SITE = build_t1(articles=60)


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory, new_database) -> Portalcrawl:
    return Portalcrawl(tmp_path_factory.mktemp("data") / "data", new_database())


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory, command: Portalcrawl) -> Iterator[Scrapyd]:
    folder = tmp_path_factory.mktemp("scrapyd")
    with scrapyd(folder, project=ROOT, environment=command.environment) as daemon:
        yield daemon


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with serve(SITE) as portal:
        yield portal


def settings(command: Portalcrawl, *more: str) -> tuple[str, ...]:
    return (f"PORTALCRAWL_DATA_DIR={command.data}", *FAST, *more)


def runs(command: Portalcrawl) -> list[dict[str, Any]]:
    with MongoClient[dict[str, Any]](command.mongo_uri) as client:
        return list(client.get_default_database().runs.find().sort("started_at"))


def test_a_job_crawls_a_portal(daemon: Scrapyd, command: Portalcrawl, portal: Portal):
    assert daemon.get("listspiders", project="portalcrawl")["spiders"] == ["portal"]
    # A job's own arguments and those that nobody knows are of no consequence.
    job = daemon.schedule(*settings(command), url=portal.url, jobid="first", mood="good")
    log = daemon.ended(job)
    assert job == "first"
    assert "report: " in log
    assert "Traceback" not in log
    assert [run["state"] for run in runs(command)] == ["finished"]
    truth = SITE.truth
    assert set(truth.articles) <= set(stored_paths(command, truth, at=portal.url))
    # Scrapyd asks for an export of what the spider gave.
    titles = {article["title"] for article in command.articles()}
    assert titles <= {item.get("title") for item in daemon.items(job)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"site": "nowhere"}, "error: 'nowhere' is no address, and there is no profile"),
        ({"url": "ftp://a.cn/"}, "error: not an http(s) address: 'ftp://a.cn/'"),
        ({}, "say what to crawl: -a url=http://… or -a site=NAME"),
    ],
)
def test_the_log_of_a_job_says_why_there_was_none(daemon, command, arguments, says):
    assert says in daemon.ended(daemon.schedule(*settings(command), **arguments))


def test_a_job_that_is_cancelled_is_gone_on_with(daemon: Scrapyd, command: Portalcrawl):
    slow = (f"PORTALCRAWL_DATA_DIR={command.data}", "PORTALCRAWL_DELAY_SECS=0.3")
    with serve(SITE) as portal:
        first = daemon.schedule(*slow, url=portal.url)
        await_that(lambda: len(portal.requests) > 5)
        second = daemon.schedule(*slow, url=portal.url)
        assert "is in use by process" in daemon.ended(second)
        assert daemon.state(first) == "running"
        assert cancel(daemon, first) == "running"
        assert "stopped early (shutdown)" in daemon.ended(first)
        third = daemon.schedule(*slow, url=portal.url)
        await_that(lambda: "Spider opened" in daemon.log(third))
        # Twice: what is under way is not waited for.
        cancel(daemon, third)
        cancel(daemon, third)
        assert "stop" in daemon.ended(third)
        log = daemon.ended(daemon.schedule(*settings(command), url=portal.url))
        assert "Traceback" not in log
        last = runs(command)[-1]
        assert (last["state"], len(last["resumed_at"])) == ("finished", 2)
        articles = command.articles()
        stored = [one for one in articles if one["url"].startswith(portal.url)]
    assert len(articles) == 2 * len(stored)


def cancel(daemon: Scrapyd, job: str) -> str:
    answer = daemon.post("cancel", [("project", "portalcrawl"), ("job", job)])
    return str(answer["prevstate"])


def egg() -> bytes:
    """The project as an egg that only names its settings: portalcrawl itself is installed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("EGG-INFO/PKG-INFO", f"Name: portalcrawl\nVersion: {__version__}\n")
        file.writestr("EGG-INFO/entry_points.txt", "[scrapy]\nsettings = portalcrawl.settings\n")
    return packed.getvalue()


def test_an_installed_portalcrawl_needs_a_line_or_an_egg(command: Portalcrawl, tmp_path: Path):
    project = tmp_path / "project"
    project.mkdir()
    (project / "scrapy.cfg").write_text("[settings]\nportalcrawl = portalcrawl.settings\n")
    environment = {**command.environment, "PYTHONPATH": str(ROOT)}
    with scrapyd(tmp_path, project=project, environment=environment) as daemon:
        assert daemon.get("listspiders", project="portalcrawl")["spiders"] == ["portal"]
        assert daemon.add_version("by-egg", egg()) == 1
        for name in ("portalcrawl", "by-egg"):
            job = daemon.schedule(*settings(command), project=name, site="nowhere")
            assert "'nowhere' is no address" in daemon.ended(job)

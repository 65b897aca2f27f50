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
from tests.portal import build_t1, serve
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
    project = folder / "project"
    project.mkdir()
    # All that an installed portalcrawl needs.
    (project / "scrapy.cfg").write_text("[settings]\nportalcrawl = portalcrawl.settings\n")
    environment = {**command.environment, "PYTHONPATH": str(ROOT)}
    with scrapyd(folder, project=project, environment=environment) as daemon:
        yield daemon


def settings(command: Portalcrawl, *more: str) -> tuple[str, ...]:
    return (f"PORTALCRAWL_DATA_DIR={command.data}", *FAST, *more)


def runs(command: Portalcrawl) -> list[dict[str, Any]]:
    with MongoClient[dict[str, Any]](command.mongo_uri) as client:
        return list(client.get_default_database().runs.find().sort("started_at"))


def test_jobs_of_one_portal(daemon: Scrapyd, command: Portalcrawl):
    """One that is cancelled, one that finds the site taken, one cancelled twice, one to the end."""
    assert daemon.get("listspiders", project="portalcrawl")["spiders"] == ["portal"]
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
        # What is under way is not waited for.
        cancel(daemon, third)
        cancel(daemon, third)
        daemon.ended(third)
        # A job's own arguments and those that nobody knows are of no consequence.
        last = daemon.schedule(*settings(command), url=portal.url, jobid="last", mood="good")
        log = daemon.ended(last)
        assert last == "last"
        assert set(SITE.truth.articles) <= set(stored_paths(command, SITE.truth, at=portal.url))
    assert "report: " in log
    assert "Traceback" not in log
    (run,) = runs(command)
    assert (run["state"], len(run["resumed_at"])) == ("finished", 2)
    # Scrapyd asks for an export of what the spider gave.
    exported = {item.get("title") for job in (first, third, last) for item in daemon.items(job)}
    assert {article["title"] for article in command.articles()} <= exported


def test_the_log_of_a_job_says_why_there_was_none(daemon: Scrapyd, command: Portalcrawl):
    said = {
        "error: 'nowhere' is no address, and there is no profile": {"site": "nowhere"},
        "error: not an http(s) address: 'ftp://a.cn/'": {"url": "ftp://a.cn/"},
        "say what to crawl: -a url=http://… or -a site=NAME": {},
    }
    jobs = {says: daemon.schedule(*settings(command), **given) for says, given in said.items()}
    for says, job in jobs.items():
        assert says in daemon.ended(job)


def cancel(daemon: Scrapyd, job: str) -> str:
    answer = daemon.post("cancel", [("project", "portalcrawl"), ("job", job)])
    return str(answer["prevstate"])


def test_an_egg_that_only_names_the_settings(daemon: Scrapyd):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("EGG-INFO/PKG-INFO", f"Name: portalcrawl\nVersion: {__version__}\n")
        file.writestr("EGG-INFO/entry_points.txt", "[scrapy]\nsettings = portalcrawl.settings\n")
    assert daemon.add_version("by-egg", packed.getvalue()) == 1

"""Which reports are written after a run, and what a later partial run leaves as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from portalcrawl.crawl.reports import Written, last_report, write_reports
from portalcrawl.store.changes import Changes, change
from portalcrawl.store.connect import Connection
from portalcrawl.store.runs import Runs
from tests.store.conftest import NOW

SITE, HOME = "a.cn", "http://a.cn/"


@pytest.fixture
def connection(new_database, tmp_path) -> Iterator[Connection]:
    with Connection(uri=new_database(), data_dir=tmp_path) as opened:
        opened.db.frontier.insert_many(
            {"_id": f"{n}", "site": SITE, "host": SITE, "state": "done", "url": f"{HOME}{n}"}
            for n in range(10)
        )
        yield opened


def run(connection: Connection, folder: Path, *, hour: int, pages: int, new: int) -> Written:
    """A run that read *pages* and found *new* articles; what was written after it."""
    runs, now = Runs(connection.db), NOW + timedelta(hours=hour)
    name = runs.begin(SITE, home=HOME, worker="w", now=now, facts={})
    Changes(connection.db).add(
        change(
            run=name,
            site=SITE,
            article=f"{hour}{n}",
            kind="new",
            at=now,
            url=f"{HOME}{n}.html",
            title="题",
        )
        for n in range(new)
    )
    figures = {"portalcrawl/page/list": pages}
    ended = {"worker": "w", "state": "finished", "reason": "finished", "now": now}
    runs.end(name, **ended, figures=figures)
    return write_reports(connection, site=SITE, run=name, folder=folder)


def test_a_run_writes_what_it_can_tell(connection, tmp_path):
    folder = tmp_path / "reports"
    first = run(connection, folder, hour=0, pages=10, new=2)
    place = folder / SITE
    complete, changed = place / "20260101000000000.html", place / "20260101000000000.changes.html"
    assert first == Written({"new": 2}, [f"changes: {changed}", f"report: {complete}"])
    assert changed.name in complete.read_text("utf-8")
    stands = f"report: {complete} (the last run that looked at everything)"
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    # It looked at one list, and nothing was new.
    assert run(connection, folder, hour=1, pages=1, new=0) == Written({}, [stands])
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    # Something was new.
    third = run(connection, folder, hour=2, pages=1, new=1)
    changed = place / "20260101020000000.changes.html"
    assert third == Written({"new": 1}, [f"changes: {changed}", stands])
    assert f'href="{complete.name}"' in changed.read_text("utf-8")
    new = {path.name for path in place.iterdir()} - before.keys()
    assert new == {changed.name, changed.with_suffix(".json").name}
    assert (place / "feed.atom").read_bytes() != before["feed.atom"]


def test_the_report_is_made_from_the_last_whole_run_on(connection, tmp_path):
    run(connection, tmp_path, hour=0, pages=10, new=0)
    run(connection, tmp_path, hour=1, pages=1, new=0)
    facts = {"site": SITE, "keys": [], "rows": [], "pages": [], "mechanism": "none", "url": HOME}
    facts |= {"total_pages": None, "total_items": None, "stop": None, "has_next": False}
    connection.db.lists.insert_many(
        {**facts, "key": key, "column": key, "name": key, "number": 1, "run": f"{SITE}@{time}"}
        for key, time in [
            ("before", "20251231000000000"),
            ("in it", "20260101000000000"),
            ("after", "20260101010000000"),
        ]
    )
    report = last_report(connection, site=SITE)
    assert report.run == f"{SITE}@20260101000000000"
    assert {column.name for column in report.columns} == {"in it", "after"}


def test_an_interrupted_first_run_has_a_report(connection, tmp_path):
    written = run(connection, tmp_path, hour=0, pages=1, new=0)
    assert written.lines == [f"report: {tmp_path / SITE / '20260101000000000.html'}"]

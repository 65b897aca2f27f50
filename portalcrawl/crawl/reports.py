"""The reports of a crawl, written into the data folder when it ends.

``reports/SITE/`` has for each run that looked at the whole site how complete it was (``RUN.html``,
``RUN.json``), for each run that found something what changed (``RUN.changes.html``, ``.json``),
and ``feed.atom``, always with the site's last changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portalcrawl.archive.writer import folder_name
from portalcrawl.crawl.changes import run_changes, site_feed
from portalcrawl.errors import ArchiveError
from portalcrawl.report.changes.as_json import json_parts
from portalcrawl.report.changes.model import Selection
from portalcrawl.report.changes.page import MAX_ON_PAGE, changes_page
from portalcrawl.report.discovery.crawl import CrawlReport, report_crawl
from portalcrawl.report.discovery.facts import Site
from portalcrawl.report.discovery.page import report_page
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.run_facts import run_facts
from portalcrawl.store.runs import Runs

FEED = "feed.atom"


@dataclass(slots=True)
class Written:
    """What a run found changed, by kind, and lines that say where the reports are."""

    counts: Mapping[str, int]
    lines: list[str] = field(default_factory=list)


def write_reports(connection: Connection, *, site: str, run: str, folder: Path) -> Written:
    """Write the reports of *run*, which has just ended, below *folder*.

    How complete the site is costs a look at all of it, and means something only of a run that did
    the same; else the last such report stands. Raises StoreError, and ArchiveError where the folder
    takes no files.
    """
    runs = Runs(connection.db)
    with store_errors():
        ended, whole = runs.find_one(run), runs.last_whole(site)
    assert ended is not None
    assert whole is not None
    place, is_whole = folder / folder_name(site), whole["_id"] == run
    complete = place / f"{_name(whole['_id'])}.html"
    changed = place / f"{_name(run)}.changes.html"
    written = Written(counts=ended.get("changes") or {})
    try:
        place.mkdir(parents=True, exist_ok=True)
        if written.counts:
            links = {"how complete it was": complete.name} if is_whole or complete.exists() else {}
            _write_changes(connection, run, changed, links=links)
            written.lines.append(f"changes: {changed}")
        if written.counts or not (place / FEED).exists():
            feed_links = {"related": changed.name} if written.counts else {}
            _write(place / FEED, [site_feed(connection, site, links=feed_links)])
        if is_whole:
            beside = changed.name if written.counts else None
            _write_complete(connection, site, complete, changes_file=beside)
            written.lines.append(f"report: {complete}")
        elif complete.exists():
            written.lines.append(f"report: {complete} (the last run that looked at everything)")
    except OSError as error:
        raise ArchiveError(f"the report can't be written to {place}: {error}") from error
    return written


def last_report(connection: Connection, *, site: str) -> CrawlReport | None:
    """How complete *site* is, since the last run that looked at all of it.

    None where there is none. Raises StoreError.
    """
    with store_errors():
        run = Runs(connection.db).last_whole(site)
        if run is None:
            return None
        facts = run_facts(connection.db, site=site, run=run["_id"])
    return report_crawl(run, Site.of_documents(**facts))


def report_json(report: CrawlReport) -> str:
    """The whole report."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1)


def _write_changes(
    connection: Connection, run: str, page: Path, *, links: Mapping[str, str]
) -> None:
    """What *run* changed: all as JSON, and the first of each kind as *page*."""
    selection = Selection(max_shown=MAX_ON_PAGE)
    found = run_changes(connection, [run])
    file = page.with_suffix(".json")
    _write(file, json_parts(found.head, selection.noting(found.changes)))
    links = {**links, "all as JSON": file.name, "feed": FEED}
    _write(page, [changes_page(selection, title=found.title, subtitle=run, links=links)])


def _write_complete(
    connection: Connection, site: str, page: Path, *, changes_file: str | None
) -> None:
    """How complete *site* is: as JSON, and as *page*."""
    report = last_report(connection, site=site)
    assert report is not None
    _write(page.with_suffix(".json"), [f"{report_json(report)}\n"])
    _write(page, [report_page(report, changes_file=changes_file)])


def _name(run: str) -> str:
    return folder_name(run.rpartition("@")[2])


def _write(path: Path, parts: Iterable[str | bytes]) -> None:
    """Write *path* as a whole: who reads it meanwhile has what was there before."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.writelines(p if isinstance(p, bytes) else p.encode() for p in parts)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

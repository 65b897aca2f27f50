"""The report of a crawl, written into the data folder when it ends."""

from __future__ import annotations

import json
from pathlib import Path

from portalcrawl.archive.writer import folder_name
from portalcrawl.errors import ArchiveError
from portalcrawl.report.discovery.crawl import CrawlReport, report_crawl
from portalcrawl.report.discovery.facts import Site
from portalcrawl.report.discovery.page import report_page
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.run_facts import run_facts
from portalcrawl.store.runs import Runs


def last_report(connection: Connection, *, site: str) -> CrawlReport | None:
    """The report of the last run of *site*; None where there is none. Raises StoreError."""
    with store_errors():
        run = Runs(connection.db).last(site)
        if run is None:
            return None
        facts = run_facts(connection.db, site=site, run=run["_id"])
    return report_crawl(run, Site.of_documents(**facts))


def write_report(report: CrawlReport, folder: Path) -> Path:
    """Write *report* as JSON and as a page to *folder*/SITE/RUN; the path of the page.

    Raises ArchiveError where the folder takes no files.
    """
    place = folder / folder_name(report.site)
    page = place / f"{folder_name(report.run.rpartition('@')[2])}.html"
    try:
        place.mkdir(parents=True, exist_ok=True)
        page.with_suffix(".json").write_text(f"{report_json(report)}\n", "utf-8")
        page.write_text(report_page(report), "utf-8")
    except OSError as error:
        raise ArchiveError(f"the report can't be written to {place}: {error}") from error
    return page


def report_json(report: CrawlReport) -> str:
    """The whole report."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1)

"""``portalcrawl archive verify``: is everything there, and as it was written?"""

from __future__ import annotations

import argparse
import json
from contextlib import ExitStack
from dataclasses import asdict, fields
from itertools import chain

from portalcrawl.crawl.archive_actions.options import add_reading_options
from portalcrawl.crawl.command_line import connect, has_data
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import ArchiveError
from portalcrawl.report.console import progress_bar
from portalcrawl.store.capture_places import CapturePlaces
from portalcrawl.store.connect import store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.upkeep.audit import Audit, Counts, finding_of
from portalcrawl.upkeep.site_archive import site_archives

SUMMARY = (
    "reads every record and checks its digests, that each capture and article points to its record"
    " and each record has its capture; a line a finding; exit code 6 if there is one"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--site``, ``--jobs``, ``--json``."""
    add_reading_options(parser)
    parser.add_argument("--json", action="store_true", help="findings as JSON lines, counts last")


def execute(opts: argparse.Namespace, config: CrawlConfig) -> None:
    """Print what is wrong, then the counts. Raises ArchiveError where anything is."""
    counts = Counts()
    with ExitStack() as cleanup:
        cleanup.enter_context(store_errors())
        places, known_sites = None, []
        if has_data(config):
            db = cleanup.enter_context(connect(config)).db
            places = CapturePlaces(db)
            known_sites = [site["_id"] for site in Runs(db).sites()]
        sites = site_archives(config.archive_dir, site=opts.site, known_sites=known_sites)
        progress = cleanup.enter_context(progress_bar())
        total = sum(path.stat().st_size for site in sites for path in site.paths)
        task = progress.add_task("reading the archive", total=total)
        for site in sites:
            audit = Audit(site, places=places, jobs=opts.jobs)
            found = audit.run(counts, lambda count: progress.advance(task, count))
            pointers = places.wrong_pointers(site.site) if places is not None else ()
            for finding in map(finding_of, chain(found, pointers)):
                counts.findings += 1
                row = json.dumps(asdict(finding), ensure_ascii=False)
                print(row if opts.json else finding.line())
    _print_counts(counts, is_json=opts.json)
    if places is None and not opts.json:
        print("no database: only the files were checked")
    if counts.findings:
        raise ArchiveError(f"{counts.findings} findings in {config.archive_dir}")


def _print_counts(counts: Counts, *, is_json: bool) -> None:
    if is_json:
        # asdict can't copy a Counter.
        row = {field.name: getattr(counts, field.name) for field in fields(counts)}
        print(json.dumps(row, ensure_ascii=False))
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.records.items()))
    print(
        f"{counts.files} files, {counts.bytes} bytes, {counts.records.total()} records ({kinds});"
        f" {counts.captures} captures; {counts.findings} findings"
    )
    for reason, count in sorted(counts.skipped.items()):
        print(f"{count} records are no captures: {reason}")

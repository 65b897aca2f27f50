"""``portalcrawl archive repair``: the database as the files say, and files without torn ends."""

from __future__ import annotations

import argparse

from portalcrawl.crawl.archive_actions.options import add_reading_options
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import ArchiveError
from portalcrawl.report.console import progress_bar
from portalcrawl.store.capture_places import CapturePlaces
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.upkeep.repair import Repaired, cut_tails, repair_site
from portalcrawl.upkeep.site_archive import site_archives

SUMMARY = (
    "cuts off torn records, adds captures that the database lacks (all of them, where it was lost)"
    " and mends pointers; removes no whole record; says what it can't mend (exit code 6)"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--site``, ``--jobs``, ``--dry-run``."""
    add_reading_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")


def execute(opts: argparse.Namespace, config: CrawlConfig) -> None:
    """Mend; print what was done. Raises ArchiveError where something is left."""
    archive, repaired = config.archive_dir, Repaired()
    # Before anything else, and before a database is made for an archive that is not there.
    site_archives(archive, site=opts.site)
    for line in cut_tails(archive, site=opts.site, dry_run=opts.dry_run, repaired=repaired):
        print(line)
    with (
        Connection(uri=config.mongo_uri, data_dir=config.data_dir) as connection,
        store_errors(),
        progress_bar() as progress,
    ):
        runs, places = Runs(connection.db), CapturePlaces(connection.db)
        known_sites = [site["_id"] for site in runs.sites()]
        sites = site_archives(archive, site=opts.site, known_sites=known_sites)
        total = sum(path.stat().st_size for site in sites for path in site.paths)
        task = progress.add_task("reading the archive", total=total)
        for site in sites:
            for line in repair_site(
                site,
                places=places,
                runs=runs,
                jobs=opts.jobs,
                dry_run=opts.dry_run,
                repaired=repaired,
                advance=lambda count: progress.advance(task, count),
            ):
                print(line)
    done = "would be done (--dry-run)" if opts.dry_run else "done"
    print(
        f"{len(repaired.tails)} torn records cut off, {repaired.added} captures added,"
        f" {repaired.mended} mended, {repaired.pointers} articles' pointers mended: {done}"
        if repaired
        else "nothing to mend"
    )
    if repaired.left:
        raise ArchiveError(f"{repaired.left} findings can't be mended here: see above")

"""``portalcrawl changes [SITE]``: what is new, edited, moved, taken down, copied."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from heapq import nlargest

from scrapy.exceptions import UsageError

from portalcrawl.crawl.changes import MAX_IN_FEED, Found, changes_since, run_changes
from portalcrawl.crawl.command_line import PortalcrawlCommand, connect, write_out
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import StoreError
from portalcrawl.frontier.queue import utc_now
from portalcrawl.recrawl.since import since
from portalcrawl.report.changes.as_json import json_parts
from portalcrawl.report.changes.atom import atom_feed
from portalcrawl.report.changes.model import Selection
from portalcrawl.report.changes.page import MAX_ON_PAGE, changes_page
from portalcrawl.report.changes.text import change_lines
from portalcrawl.report.console import print_lines
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs

MAX_PRINTED = 100


class Command(PortalcrawlCommand):
    """Say what changed."""

    name = "changes"

    def syntax(self) -> str:
        """Arguments."""
        return "[SITE] [--since 7d|DATE] [--run RUN] [--json] [--atom FILE] [--html FILE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say what is new, edited, moved, taken down or copied since the last run or a date"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Without --since and --run: what the last run found, of SITE or of each site. Of edited"
            " articles the fields that changed are shown, old → new. Each crawl writes the same"
            " into the data folder, below reports/SITE, and feed.atom there always has the last"
            f" {MAX_IN_FEED} changes for a feed reader."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument(
            "--since", metavar="TIME", help="12h, 7d, 2w, or a date (China's): 2026-03-01"
        )
        parser.add_argument("--run", metavar="RUN", help="of this run (see portalcrawl runs)")
        parser.add_argument("--json", action="store_true", help="all of them, as one JSON object")
        parser.add_argument("--atom", metavar="FILE", help="write an Atom feed; - for stdout")
        parser.add_argument("--html", metavar="FILE", help="write a page to read; - for stdout")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print or write them."""
        if len(args) > 1 or (opts.run and (args or opts.since)):
            raise UsageError("say one SITE and --since, or one --run")
        with connect(config) as connection:
            found = _found(connection, args, opts)
            if opts.json:
                sys.stdout.writelines(json_parts(found.head, found.changes))
                print()
            elif opts.atom:
                # A feed reader wants news, not history.
                last = nlargest(MAX_IN_FEED, found.changes, key=lambda change: change.at)
                name = " ".join(map(str, found.head.values()))
                feed = atom_feed(last, name=name, title=found.title, links={})
                write_out(opts.atom, feed.decode())
            else:
                selection = Selection(max_shown=MAX_ON_PAGE if opts.html else MAX_PRINTED)
                deque(selection.noting(found.changes), maxlen=0)
                if opts.html:
                    write_out(opts.html, changes_page(selection, title=found.title, links={}))
                else:
                    print_lines(change_lines(selection, title=found.title))


def _found(connection: Connection, args: list[str], opts: argparse.Namespace) -> Found:
    """What is asked for. Raises StoreError for what is not stored."""
    with store_errors():
        runs = Runs(connection.db)
        if opts.run:
            if runs.find_one(opts.run) is None:
                raise StoreError(f"there is no run {opts.run!r}; see portalcrawl runs")
            return run_changes(connection, [opts.run])
        sites = args or [site["_id"] for site in runs.sites()]
        lasts = {site: str(run["_id"]) for site in sites if (run := runs.last(site)) is not None}
    if args and not lasts:
        raise StoreError(f"{args[0]!r} was never crawled; see portalcrawl stats")
    if not opts.since:
        return run_changes(connection, list(lasts.values()))
    try:
        moment = since(opts.since, now=utc_now())
    except ValueError as error:
        raise UsageError(f"--since: {error}") from error
    return changes_since(connection, list(lasts), moment)

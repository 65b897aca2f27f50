"""``portalcrawl runs``: the crawls that were made, what they found and what they cost."""

from __future__ import annotations

import argparse
import json

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.report.console import print_table
from portalcrawl.report.runs import run_figures, runs_table
from portalcrawl.store.changes import Changes
from portalcrawl.store.connect import store_errors
from portalcrawl.store.runs import Runs


class Command(PortalcrawlCommand):
    """List the runs."""

    name = "runs"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List the crawls, newest first: how they ended, what changed, what they cost"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Times of a run that was gone on with are those of all its processes together. The"
            " documents in the collection runs have the versions, settings, arguments and profile"
            " of each process, and all figures."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="only this site (see portalcrawl stats)")
        parser.add_argument("--json", action="store_true", help="as one JSON list")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print them."""
        with connect(config) as connection, store_errors():
            counted = Changes(connection.db)
            # A run that has not ended yet has no counts of its own.
            runs = [
                run if "changes" in run else {**run, "changes": counted.count(run["_id"])}
                for run in Runs(connection.db).find(opts.site)
            ]
        if opts.json:
            print(json.dumps([run_figures(run) for run in runs], ensure_ascii=False, indent=1))
        else:
            print_table(runs_table(runs))

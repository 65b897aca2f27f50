"""``portalcrawl stats``: counts by kind, state and column."""

from __future__ import annotations

import argparse
import json

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.report.console import print_table
from portalcrawl.report.counts import column_table, overview_table, url_table
from portalcrawl.store.connect import store_errors
from portalcrawl.store.counts import site_counts


class Command(PortalcrawlCommand):
    """Count what is stored."""

    name = "stats"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Count URLs, captures and articles by kind, state and column"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="only this site")
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print the counts of each site."""
        with connect(config) as connection, store_errors():
            counts = site_counts(connection.db, site=opts.site)
        if opts.json:
            print(json.dumps(counts, ensure_ascii=False, indent=1))
            return
        for site in counts:
            print_table(overview_table(site))
            print_table(url_table(site))
            print_table(column_table(site))

"""``portalcrawl report SITE``: how complete the site is."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect, write_out
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.reports import last_report, report_json
from portalcrawl.errors import StoreError
from portalcrawl.report.console import print_table
from portalcrawl.report.discovery.page import report_page
from portalcrawl.report.discovery.table import columns_table


class Command(PortalcrawlCommand):
    """Report a crawl."""

    name = "report"

    def syntax(self) -> str:
        """Arguments."""
        return "SITE [--json FILE] [--html FILE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say how complete a site's crawl is: columns, dead links, orphans, hosts"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "As the last run that looked at the whole site left it, with what later ones found. For"
            " each column: what it declares and what was found, why its list ended, rows that"
            " repeat, articles that no list has, dead links. For each host: its state. Without"
            " --json or --html a table is printed; FILE may be - for standard output."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--json", metavar="FILE", help="write the whole report as JSON")
        parser.add_argument("--html", metavar="FILE", help="write it as a page to read")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print or write the report."""
        if len(args) != 1:
            raise UsageError("say of which site: portalcrawl stats names them")
        with connect(config) as connection:
            report = last_report(connection, site=args[0])
        if report is None:
            raise StoreError(f"{args[0]!r} was never crawled; see portalcrawl stats")
        if opts.json:
            write_out(opts.json, f"{report_json(report)}\n")
        if opts.html:
            write_out(opts.html, report_page(report))
        if not (opts.json or opts.html):
            print_table(columns_table(report))

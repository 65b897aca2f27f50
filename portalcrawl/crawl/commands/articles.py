"""``portalcrawl articles``: what is stored, as a table or as documents."""

from __future__ import annotations

import argparse

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.report.articles import article_table, json_line
from portalcrawl.report.console import print_table
from portalcrawl.store.articles import Articles
from portalcrawl.store.connect import store_errors


class Command(PortalcrawlCommand):
    """List the articles."""

    name = "articles"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] [--jsonl]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List the stored articles, newest first"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="only this site (see portalcrawl stats)")
        parser.add_argument(
            "--jsonl", action="store_true", help="whole documents, one JSON object a line"
        )

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print them."""
        with connect(config) as connection, store_errors():
            articles = Articles(connection.db).find(site=opts.site)
            if opts.jsonl:
                for article in articles:
                    print(json_line(article))
            else:
                print_table(article_table(articles))

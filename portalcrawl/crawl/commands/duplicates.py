"""``portalcrawl duplicates``: which articles say the same, and which of them was first."""

from __future__ import annotations

import argparse
import sys

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PageError
from portalcrawl.report.articles import json_line
from portalcrawl.report.console import print_table, rate_bar
from portalcrawl.report.duplicates import cluster_document, duplicates_table
from portalcrawl.store.articles import Articles
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.same_texts import SameTexts
from portalcrawl.store.texts import Compared, Texts


class Command(PortalcrawlCommand):
    """List clusters of articles."""

    name = "duplicates"

    def syntax(self) -> str:
        """Arguments."""
        return "[ARTICLE] [--site S] [--json] [--compare]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List the articles that say the same, the earliest source first"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Articles of all sites that have the same text (exact), or an edited copy of it (near,"
            " with how much of the shorter text is in the longer), the largest group first. Other"
            " editions (the same notice of another year or week) are left out. The"
            " first of each group is the earliest: by the day printed (published), by the source"
            " that others name (named), or by when the crawl saw it (first_seen). ARTICLE is an id"
            " or an address: only the group that it is in. What was stored by a portalcrawl that"
            " did not compare texts is compared with --compare, or when it is crawled again."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="only groups with an article of this site")
        parser.add_argument("--json", action="store_true", help="a JSON object a group and line")
        parser.add_argument(
            "--compare", action="store_true", help="first compare what was not compared yet"
        )

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print them."""
        if len(args) > 1 or (args and opts.site):
            raise UsageError("say one article, its id or its address, or --site, or neither")
        with connect(config) as connection, store_errors():
            if opts.compare:
                _compare(connection)
            elif Texts(connection.db).is_any_left():
                said = "some articles were never compared: portalcrawl duplicates --compare"
                print(said, file=sys.stderr)
            same = SameTexts(connection.db)
            if args:
                article = Articles(connection.db).find_one(args[0])
                if article is None:
                    raise PageError(f"there is no article {args[0]!r}: see portalcrawl articles")
                cluster = same.cluster_of(article)
                clusters = iter([cluster] if cluster is not None else [])
            else:
                clusters = same.clusters(site=opts.site)
            if opts.json:
                for cluster in clusters:
                    print(json_line(cluster_document(cluster)))
            else:
                print_table(duplicates_table(clusters))


def _compare(connection: Connection) -> None:
    done = Compared()
    with rate_bar("articles") as bar:
        task = bar.add_task("compare", total=connection.db.articles.estimated_document_count())
        for articles, compared in Texts(connection.db).compare_all():
            bar.advance(task, articles)
            done.add(compared)
    print(f"{done.texts} texts compared, {done.pairs} pairs of like texts found", file=sys.stderr)

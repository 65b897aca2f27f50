"""``portalcrawl cite ARTICLE``: the WARC record behind an article, proven to be unchanged."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from portalcrawl.crawl.citing import cite
from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.named_article import named_article
from portalcrawl.crawl.reprocessing import site_knowledge
from portalcrawl.crawl.targets import stored_target
from portalcrawl.errors import ArchiveError
from portalcrawl.report.articles import json_text
from portalcrawl.store.articles import Articles
from portalcrawl.store.connect import store_errors
from portalcrawl.store.runs import Runs


class Command(PortalcrawlCommand):
    """Cite one article."""

    name = "cite"

    def syntax(self) -> str:
        """Arguments."""
        return "ARTICLE [--revision N] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show the archived record behind an article, and prove that it is unchanged"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "ARTICLE is an id (see portalcrawl articles --jsonl) or an address. Prints the WARC"
            " record that the article was read from: file, byte offset and length, record id,"
            " address, time, what was sent to the site, and who archived it; of a record that"
            " repeats an earlier one (revisit), that one too. All digests are taken again from the"
            " bytes that are there now, and the page is read again; the last line is a reference"
            " to cite. The exit code is 0 only where everything agrees, else 6. --revision N cites"
            " what the article was before."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--revision", metavar="N", type=int, help="an earlier revision, from 1")
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print the proof."""
        if len(args) != 1:
            raise UsageError("say which article: its id or its address")
        with connect(config) as connection, store_errors():
            db = connection.db
            article = named_article(Articles(db), args[0], revision=opts.revision)
            homes = {str(site["_id"]): str(site["home"]) for site in Runs(db).sites()}
            homes.setdefault(article["site"], article["url"])
            profile = stored_target(article["site"], homes, sites_dir=config.sites_dir)
            citation = cite(db, article, knowledge=site_knowledge(db, config, profile))
        print(json_text(citation.as_json()) if opts.json else citation.text())
        if wrong := citation.disagreements():
            raise ArchiveError(f"{args[0]} is not proven: {'; '.join(wrong)}")

"""``portalcrawl history ARTICLE``: what happened to an article, and when."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.named_article import named_article
from portalcrawl.history.timeline import timeline
from portalcrawl.report.articles import json_text
from portalcrawl.report.console import print_table
from portalcrawl.report.history import history_table
from portalcrawl.store.articles import Articles
from portalcrawl.store.connect import store_errors
from portalcrawl.store.history import History


class Command(PortalcrawlCommand):
    """Tell the past of one article."""

    name = "history"

    def syntax(self) -> str:
        """Arguments."""
        return "ARTICLE [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show what happened to an article: its revisions, what changed, gone and back"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "ARTICLE is an id (see portalcrawl articles --jsonl) or an address. Prints a row for"
            " each revision: when it was seen, the run that saw it (or reprocess, where the same"
            " bytes were read otherwise), the fields in which it differs from the one before, and"
            " the WARC record that it was read from. Further rows say when the article was gone,"
            " back or moved. portalcrawl diff shows what changed in the text."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print it."""
        if len(args) != 1:
            raise UsageError("say which article: its id or its address")
        with connect(config) as connection, store_errors():
            article = named_article(Articles(connection.db), args[0])
            past = History(connection.db)
            versions = [*past.before(article["_id"]), article]
            captures = [one["capture"]["id"] for one in versions if one.get("capture")]
            events = past.events(article["site"], article["_id"])
            moments = timeline(versions, events, past.runs(captures))
        if opts.json:
            told = {"id": article["_id"], **{n: article[n] for n in ("site", "url", "title")}}
            print(json_text({**told, "moments": [moment.as_json() for moment in moments]}))
            return
        print(f"{article['title']}\n{article['url']}")
        print_table(history_table(moments))

"""``portalcrawl diff ARTICLE [A B]``: what changed between two revisions of an article."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.named_article import named_article
from portalcrawl.errors import PageError
from portalcrawl.history.comparison import compare_documents
from portalcrawl.history.revision_numbers import chosen_revisions
from portalcrawl.report.articles import json_text
from portalcrawl.report.diff.page import comparison_page
from portalcrawl.report.diff.terminal import comparison_text
from portalcrawl.report.diff.versions import version_text
from portalcrawl.store.articles import Articles
from portalcrawl.store.connect import store_errors


class Command(PortalcrawlCommand):
    """Compare two revisions."""

    name = "diff"

    def syntax(self) -> str:
        """Arguments."""
        return "ARTICLE [A [B]] [--html FILE | --json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show what changed between two revisions of an article, word by word"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "ARTICLE is an id (see portalcrawl articles --jsonl) or an address. A and B are numbers"
            " of revisions, as portalcrawl history lists them; -1 is the newest, -2 the one before."
            " Without them the last two are compared, with A alone that and the newest. Prints the"
            " fields that differ with the lines around each change: coloured in a terminal, else as"
            " [-removed-]{+added+}. --html writes the whole text as a page of its own."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--html", metavar="FILE", type=Path, help="write a page to FILE")
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print it, or write the page."""
        if not 1 <= len(args) <= 3:
            raise UsageError("say which article (its id or its address), and up to two revisions")
        name, *given = args
        numbers = _numbers(given)
        with connect(config) as connection, store_errors():
            articles = Articles(connection.db)
            article = named_article(articles, name)
            if article["revision"] == 1 and not (numbers or opts.json or opts.html):
                print(f"{article['title']}\n{version_text(article)}: nothing to compare it with")
                return
            try:
                chosen = chosen_revisions(numbers, article["revision"])
            except ValueError as error:
                raise PageError(f"{name}: {error}") from error
            old, new = (named_article(articles, article["_id"], revision=one) for one in chosen)
        comparison = compare_documents(old, new)
        if opts.html is not None:
            _write(opts.html, comparison_page(comparison))
        if opts.json:
            print(json_text(comparison.as_json()))
        elif opts.html is None:
            console = Console(soft_wrap=True, highlight=False)
            console.print(f"{new['title']}\n{new['url']}", markup=False, emoji=False)
            console.print(comparison_text(comparison, is_coloured=console.is_terminal), end="")


def _numbers(given: list[str]) -> list[int]:
    try:
        return [int(one) for one in given]
    except ValueError as error:
        raise UsageError("revisions are numbers: portalcrawl history lists them") from error


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise PageError(f"{path}: can't be written: {error}") from error

"""``portalcrawl archive list``: what each file of the archive holds."""

from __future__ import annotations

import argparse

from portalcrawl.crawl.config import CrawlConfig

SUMMARY = "a row a file: records by type, captures, dates, bytes, run; read from the files alone"


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--site``, ``--json``."""
    parser.add_argument("--site", metavar="S", help="only this site")
    parser.add_argument("--json", action="store_true", help="as JSON, an object a file")


def execute(opts: argparse.Namespace, config: CrawlConfig) -> None:
    """Print the table."""
    raise NotImplementedError

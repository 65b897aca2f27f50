"""``portalcrawl archive list``: what each file of the archive holds."""

from __future__ import annotations

import argparse
import json

from portalcrawl.archive.index.file_summary import summarize
from portalcrawl.archive.index.files import site_folders, warc_files
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError
from portalcrawl.report.archive_files import file_json, file_table
from portalcrawl.report.console import print_table, progress_bar

SUMMARY = "a row a file: records by type, captures, dates, bytes, run; read from the files alone"


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--site``, ``--json``."""
    parser.add_argument("--site", metavar="S", help="only this site")
    parser.add_argument("--json", action="store_true", help="as JSON: a list, an object a file")


def execute(opts: argparse.Namespace, config: CrawlConfig) -> None:
    """Print the table."""
    folders = site_folders(config.archive_dir, site=opts.site)
    paths = [path for folder in folders for path in warc_files(folder)]
    if not paths:
        where = f" of {opts.site}" if opts.site else ""
        raise PortalcrawlError(f"no WARC file{where} below {config.archive_dir}")
    with progress_bar() as progress:
        rows = [summarize(path) for path in progress.track(paths, description="reading files")]
    if opts.json:
        print(json.dumps([file_json(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        print_table(file_table(rows))

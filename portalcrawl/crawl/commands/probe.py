"""``portalcrawl probe URL``: a look at a new portal, and a profile to begin with."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from scrapy.exceptions import UsageError

from portalcrawl.crawl.ask_in_turn import Manners
from portalcrawl.crawl.command_line import PortalcrawlCommand
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.probing import probe
from portalcrawl.errors import ProfileError
from portalcrawl.sites.profile_writer import profile_toml
from portalcrawl.urls.absolute import parse_home

EXIT_INTERRUPTED = 130
MIN_PAGES, PAGES = 3, 30


class Command(PortalcrawlCommand):
    """Look at a portal and write its profile."""

    name = "probe"

    def syntax(self) -> str:
        """Arguments."""
        return "URL [-o FILE] [--pages N] [--delay SECS]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Look at some pages of a new portal and write a profile for it, to read and to edit"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Asks for about 30 pages, one after the other: the home page, an address that can't"
            " exist, the first pages of the columns in its menu, some second pages, some articles."
            " robots.txt is obeyed and nothing is stored. Writes a commented TOML profile: columns"
            " and how they are paged, pause, further hosts, CMS, characters, templates, and what"
            " needs a browser. Put it into sites/NAME.toml, edit it, and run: portalcrawl crawl"
            " NAME."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument(
            "-o",
            dest="file",
            metavar="FILE",
            help="where to write the profile; a file that is there stays (default: stdout)",
        )
        parser.add_argument(
            "--pages", metavar="N", type=int, default=PAGES, help="pages to look at (default: 30)"
        )
        parser.add_argument(
            "--delay",
            metavar="SECS",
            type=float,
            default=1.0,
            help="pause between two pages; robots.txt may ask for more (default: 1)",
        )

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Look, then write."""
        if len(args) != 1:
            raise UsageError("say which portal: portalcrawl probe http://…")
        if opts.pages < MIN_PAGES or not 0 <= opts.delay < math.inf:
            raise UsageError(f"--pages is at least {MIN_PAGES}, --delay a number of seconds")
        home = parse_home(args[0])
        if opts.file and Path(opts.file).exists():
            # It may have been edited.
            raise ProfileError(f"{opts.file} is there already: move it away, or name another file")
        manners = Manners(
            user_agent=config.user_agent,
            delay_secs=opts.delay,
            max_delay_secs=config.crawl_delay_max_secs,
        )
        found = probe(home, max_pages=opts.pages, manners=manners)
        if found is None:
            print("portalcrawl: stopped before enough was seen; nothing written", file=sys.stderr)
            self.exitcode = EXIT_INTERRUPTED
            return
        _write(opts.file, profile_toml(found))
        count, where = len(found.columns), opts.file or "stdout"
        print(f"{found.pages} pages seen, {count} columns; profile: {where}", file=sys.stderr)


def _write(file: str | None, text: str) -> None:
    if file is None:
        print(text, end="")
        return
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        raise ProfileError(f"{file}: can't be written: {error.strerror or error}") from error

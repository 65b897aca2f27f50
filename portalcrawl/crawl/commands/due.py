"""``portalcrawl due``: which sites have something that is to be asked for now."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import timedelta

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect, has_data, tell
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.known_sites import KnownSite, chosen_sites, known_sites, load_profiles
from portalcrawl.frontier.due import Due, due
from portalcrawl.frontier.owner import living_owners
from portalcrawl.frontier.queue import utc_now
from portalcrawl.recrawl.durations import parse_duration
from portalcrawl.report.articles import json_line
from portalcrawl.report.console import print_table
from portalcrawl.report.due import SiteDue, due_document, due_table
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.urls.absolute import host_of

# No code of an error: `portalcrawl due && …` is what scripts write.
EXIT_NOTHING_DUE = 10


class Command(PortalcrawlCommand):
    """List what is due."""

    name = "due"

    def syntax(self) -> str:
        """Arguments."""
        return "[--within 6h] [--json] [SITE...]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List which sites have something due, and which are being crawled"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Lists the sites that were crawled or have a profile: how many of their addresses are"
            " due, the one that waits longest, when the next is due (UTC), how the last run ended"
            " and who crawls the site now. A site that was never crawled is due. Ends with 0 where"
            f" a crawl of one of the sites would find work, with {EXIT_NOTHING_DUE} where none"
            " would: nothing is due, or another process is at it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        add = parser.add_argument
        add("--within", metavar="6h", help="also what is due within this time (10m, 6h, 1d)")
        add("--json", action="store_true", help="a JSON object a line, one a site")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print a row a site; the exit code says whether anything is due."""
        within = _duration(opts.within) if opts.within else timedelta()
        profiles, errors = load_profiles(config.sites_dir)
        if has_data(config):
            with connect(config) as connection, store_errors():
                homes = {site["_id"]: site["home"] for site in Runs(connection.db).sites()}
                known = known_sites(profiles, homes, sites_dir=config.sites_dir)
                rows = _rows(connection, chosen_sites(known, args), within=within)
        else:
            known = known_sites(profiles, {}, sites_dir=config.sites_dir)
            rows = [_untouched(one) for one in chosen_sites(known, args)]
        if opts.json:
            for row in rows:
                print(json_line(due_document(row)))
        else:
            print_table(due_table(rows))
        self.exitcode = 0 if any(row.is_due for row in rows) else EXIT_NOTHING_DUE
        for error in errors:
            self.exitcode = tell(error)


def _duration(text: str) -> timedelta:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise UsageError(f"--within: {error}") from error


def _rows(
    connection: Connection, sites: Sequence[KnownSite], *, within: timedelta
) -> list[SiteDue]:
    db, until = connection.db, utc_now() + within
    owners = living_owners(db, {host_of(one.profile.url) for one in sites})
    return [
        SiteDue(
            site=one.site,
            home=one.profile.url,
            due=due(db, one.site, until=until),
            owner=owners.get(host_of(one.profile.url)),
            last_run=Runs(db).last(one.site),
        )
        for one in sites
    ]


def _untouched(one: KnownSite) -> SiteDue:
    return SiteDue(site=one.site, home=one.profile.url, due=Due(), owner=None, last_run=None)

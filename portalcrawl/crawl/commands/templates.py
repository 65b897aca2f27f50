"""``portalcrawl templates``: what was learned of the sites' pages, as TOML."""

from __future__ import annotations

import argparse

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError
from portalcrawl.sites.template import template_toml
from portalcrawl.store.connect import store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.store.templates import Templates


class Command(PortalcrawlCommand):
    """Print the templates."""

    name = "templates"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Print the page templates that were learned, as TOML for a site profile"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Prints the templates that crawls have learned and use: where headline, body and the"
            " other parts of a site's articles stand. Copied into sites/SITE.toml and edited, they"
            " are used before those that are learned."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="only this site")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print them, site by site."""
        with connect(config) as connection, store_errors():
            sites = [site["_id"] for site in Runs(connection.db).sites()]
            if opts.site and opts.site not in sites:
                names = ", ".join(sites)
                raise PortalcrawlError(f"site {opts.site!r} was not crawled; there are: {names}")
            for site in [opts.site] if opts.site else sites:
                print(f"# {site}")
                for template in Templates(connection.db).active(site):
                    print(f"\n{template_toml(template)}")

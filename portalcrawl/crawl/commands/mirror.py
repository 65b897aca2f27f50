"""``portalcrawl mirror OUT``: a copy of the site that opens without a network."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO, Any

from scrapy.exceptions import UsageError

from portalcrawl.archive.payload import copy_body
from portalcrawl.archive.reader import StoredResponse, read_response
from portalcrawl.crawl.chosen_site import choose_site
from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.queue import utc_now
from portalcrawl.mirror.export import write_mirror
from portalcrawl.mirror.notes import START_PAGE, IndexedArticle, start_page
from portalcrawl.mirror.resources import Resource, SiteMap
from portalcrawl.report.console import progress_bar
from portalcrawl.store.articles import Articles
from portalcrawl.store.captures import Captures
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs


class Command(PortalcrawlCommand):
    """Build the mirror of one site."""

    name = "mirror"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] OUT"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Build a copy of a crawled site that opens from disk in any browser"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Builds in the folder OUT a copy of the site from the archive, without asking the site:"
            " open OUT/index.html. OUT/manifest.json maps each captured address to its file. An"
            " earlier mirror in OUT is replaced when the new one is whole."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="the site, where several were crawled")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Write it, showing progress."""
        if len(args) != 1:
            raise UsageError("say where to: one folder OUT")
        folder = Path(args[0]).resolve()
        with connect(config) as connection, store_errors():
            site = choose_site(Runs(connection.db).sites(), opts.site)
            captures = Captures(connection.db).latest(site["_id"])
            site_map = SiteMap.of_resources(_resource(capture) for capture in captures)
            pages = {START_PAGE: _start_page(connection, site, site_map)}
        if not site_map.shown:
            raise PortalcrawlError(f"nothing of {site['_id']} was captured yet")

        def read(resource: Resource) -> StoredResponse:
            return read_response(config.archive_dir, **_place(resource))

        def copy(resource: Resource, out: IO[bytes]) -> int:
            return copy_body(config.archive_dir, out, **_place(resource))

        with progress_bar() as progress:
            task = progress.add_task("writing the mirror", total=len(site_map.shown))
            for _ in write_mirror(folder, site_map, read=read, copy=copy, pages=pages):
                progress.advance(task)
        print(f"{len(site_map.shown)} files; open {folder / START_PAGE}")


def _place(resource: Resource) -> dict[str, Any]:
    """Where the record of *resource* lies."""
    names = ("file", "offset", "length", "original")
    return {name: getattr(resource, name) for name in names}


def _resource(capture: dict[str, Any]) -> Resource:
    names = ("url", "status", "fetched_at", "file", "offset", "length", "location")
    return Resource(
        media_type=capture["media_type"] or "application/octet-stream",
        original=capture.get("original"),
        **{name: capture[name] for name in names},
    )


def _start_page(connection: Connection, site: dict[str, Any], site_map: SiteMap) -> str:
    articles = []
    for article in Articles(connection.db).find(site=site["_id"]):
        if (path := site_map.path_of(article["url"])) is not None:
            indexed = IndexedArticle(
                title=article["title"],
                path=path,
                published=article["published"],
                columns=tuple(step["title"] for step in article["column_path"]),
            )
            articles.append(indexed)
    captured_at = max((r.fetched_at for r, _ in site_map.shown), default=utc_now())
    return start_page(
        site=site["_id"],
        home_path=site_map.path_of(site["home"]),
        articles=articles,
        captured_at=captured_at,
    )

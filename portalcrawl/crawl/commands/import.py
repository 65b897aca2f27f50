"""``portalcrawl import FILE...``: take in WARC and WACZ files made by other programs."""  # noqa: N999 - the module is named as its command

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError, UrlError
from portalcrawl.report.console import progress_bar
from portalcrawl.report.imported import import_text
from portalcrawl.sites.profile import site_of_url
from portalcrawl.store.capture_places import CapturePlaces
from portalcrawl.store.captures import Captures
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.upkeep.imported import Importer, Source, check_file_is_there, first_page, sources
from portalcrawl.upkeep.site_claim import SiteClaim
from portalcrawl.urls.absolute import host_of, parse_home


class Command(PortalcrawlCommand):
    """Bring files into the archive and index them."""

    name = "import"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] [--url HOME] [--dry-run] FILE..."

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Take WARC and WACZ files made by other programs into the archive"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Copies WARC files (.warc, .warc.gz, .warc.zst) and those of WACZ files into the"
            " archive, record by record and byte for byte, and indexes their captures: for"
            " `portalcrawl mirror` as what was crawled, for later crawls as what they need not keep"
            " again. All files of one command belong to one site. Importing a file again changes"
            " nothing. A WACZ whose digests differ is refused."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument(
            "--site", metavar="S", help="the site's id (default: made of its home page)"
        )
        parser.add_argument(
            "--url",
            metavar="HOME",
            help="its home page (default: the first page of the first FILE)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be imported"
        )

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Import one after the other; print what came of each."""
        if not args:
            raise UsageError("say what to import: FILE...")
        paths = [Path(argument) for argument in args]
        for path in paths:
            check_file_is_there(path)
        with (
            Connection(uri=config.mongo_uri, data_dir=config.data_dir) as connection,
            store_errors(),
            progress_bar() as progress,
            ExitStack() as claimed,
        ):
            config.data_dir.mkdir(parents=True, exist_ok=True)
            runs = Runs(connection.db)
            importer: Importer | None = None
            task = progress.add_task("importing", total=sum(path.stat().st_size for path in paths))
            for path in paths:
                with sources(path, scratch=config.data_dir) as found:
                    for source in found:
                        if importer is None:
                            site = _site(opts, source, runs)
                            if not opts.dry_run:
                                claimed.enter_context(_claim(connection, config, **site))
                            importer = Importer(
                                config.archive_dir,
                                **site,
                                captures=Captures(connection.db),
                                places=CapturePlaces(connection.db),
                                runs=runs,
                                dry_run=opts.dry_run,
                                advance=lambda count: progress.advance(task, count),
                            )
                        print(import_text(importer.add(source), dry_run=opts.dry_run))
            assert importer is not None
        if not opts.dry_run:
            name = importer.site
            print(f"go on with: portalcrawl mirror --site {name} OUT; portalcrawl reprocess {name}")


def _claim(connection: Connection, config: CrawlConfig, *, site: str, home: str) -> SiteClaim:
    """Until the import has ended nobody crawls the site or compacts its archive."""
    work = f"import into {site}"
    return SiteClaim(connection, host_of(home), lease_secs=config.lease_secs, work=work)


def _site(opts: argparse.Namespace, source: Source, runs: Runs) -> dict[str, str]:
    """The site's id and its home page. Raises UrlError, PortalcrawlError."""
    homes = {site["_id"]: site["home"] for site in runs.sites()}
    if opts.url is None and opts.site in homes:
        return {"site": opts.site, "home": homes[opts.site]}
    page = opts.url or first_page(source)
    if not page:
        raise PortalcrawlError(f"{source.name} has no page in it: say the home page with --url")
    try:
        home = parse_home(page)
    except UrlError as error:
        raise UrlError(f"{error}; say the home page with --url") from error
    return {"site": opts.site or site_of_url(home), "home": home}

"""``portalcrawl crawl URL|SITE``, which is also ``scrapy crawl portal -a url=…|-a site=…``."""

from __future__ import annotations

import argparse
import logging

from scrapy import signals
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from portalcrawl.archive.compression.packings import COMPRESSIONS
from portalcrawl.crawl.command_line import (
    add_data_option,
    log_in_file,
    name_program,
    say,
    set_data_dir,
    tell,
)
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.outcome import block_error, site_error, summary
from portalcrawl.crawl.reports import Written, write_reports
from portalcrawl.crawl.session import CrawlSession, attach_session
from portalcrawl.crawl.targets import resolve_target, with_arguments
from portalcrawl.crawl.terminal import log_to_file_if_watched
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.queue import utc_now
from portalcrawl.recrawl.wish import Wish
from portalcrawl.sites.profile import Profile

EXIT_INTERRUPTED = 130
# For --wait: nothing that a site may want lasts longer.
EVER_SECS = 366 * 24 * 3600.0


class Command(BaseRunSpiderCommand):
    """Crawl one portal. The session is opened first, so that errors are told before any request."""

    requires_project = True

    def syntax(self) -> str:
        """Arguments."""
        return "[options] URL|SITE"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Walk a portal into archive and articles; run again to go on or to update"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Walks the portal at URL (or of SITE, described in sites/SITE.toml) politely and stores"
            " every response in WARC files and every article in MongoDB. Stopped in any way, it"
            " goes on where it was when run again. Finished, it looks for what is new and changed:"
            " at the home page, at the lists as far as they have new rows, and at what is due by"
            " how often it changes; every address once in 30 days."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        name_program(parser, "crawl", self.syntax())
        add_data_option(parser)
        parser.add_argument(
            "--delay", metavar="SECS", help="pause between two requests to a host (default: 1)"
        )
        parser.add_argument(
            "--concurrency", metavar="N", help="requests to a host at a time (default: 1)"
        )
        parser.add_argument(
            "--hosts", metavar="A,B", help="further hosts of the site: a.cn, a.cn:8080 or *.a.cn"
        )
        parser.add_argument(
            "--full", action="store_true", help="ask for every address again, not for what is due"
        )
        parser.add_argument(
            "--due",
            action="store_true",
            help="ask only for what is due, as a timer wants it (otherwise the home page and the"
            " first page of every list are always asked for)",
        )
        parser.add_argument(
            "--since",
            metavar="7d|DATE",
            help="ask again for all articles that are not older, too",
        )
        parser.add_argument(
            "--compress",
            choices=COMPRESSIONS,
            help="how the archive is compressed: gzip, which every tool reads (default), or zstd,"
            " where pages take less than half by a dictionary that is learned from them",
        )

        parser.add_argument(
            "--wait",
            action="store_true",
            help="wait, however long, for hosts that want to be left alone and for the hours in"
            " which the site may be asked (default: end, and go on when run again)",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Settings that Scrapy needs before the crawl: its log is opened right after this."""
        super().process_options(args, opts)
        set_data_dir(self, opts)
        assert self.settings is not None
        if opts.compress:
            name = "PORTALCRAWL_ARCHIVE_COMPRESSION"
            self.settings.set(name, opts.compress, priority="cmdline")
        if opts.wait:
            self.settings.set("PORTALCRAWL_FRONTIER_WAIT_SECS", EVER_SECS, priority="cmdline")
        log_to_file_if_watched(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; the exit code says how it ended."""
        assert self.settings is not None
        try:
            profile, wish = self._profile(args, opts), self._wish(opts)
            session = CrawlSession(CrawlConfig.from_settings(self.settings), profile, wish)
        except PortalcrawlError as error:
            self.exitcode = tell(error)
            return
        except UsageError as error:
            # Scrapy prints it.
            log_in_file(str(error), level=logging.ERROR)
            raise
        try:
            self.exitcode = self._crawl(session, opts)
        finally:
            session.close()

    def _profile(self, args: list[str], opts: argparse.Namespace) -> Profile:
        assert self.settings is not None
        arguments: dict[str, str] = dict(opts.spargs)
        if args == ["portal"]:
            target = arguments.get("site") or arguments.get("url")
            if not target:
                raise UsageError("say what to crawl: -a url=http://… or -a site=NAME")
        elif len(args) == 1:
            target = args[0]
        else:
            raise UsageError("say what to crawl: one URL or SITE")
        for name in ("delay", "concurrency", "hosts"):
            if (value := getattr(opts, name)) is not None:
                arguments[name] = value
        sites_dir = CrawlConfig.from_settings(self.settings).sites_dir
        return with_arguments(resolve_target(target, sites_dir=sites_dir), arguments)

    def _wish(self, opts: argparse.Namespace) -> Wish:
        arguments = dict(opts.spargs)
        for name in ("full", "due"):
            if getattr(opts, name):
                arguments[name] = "1"
        if opts.since is not None:
            arguments["since"] = opts.since
        return Wish.of_arguments(arguments, now=utc_now())

    def _crawl(self, session: CrawlSession, opts: argparse.Namespace) -> int:
        assert self.settings is not None
        assert self.crawler_process is not None
        session.apply_to(self.crawler_process.settings)
        crawler = self._create_crawler("portal")
        attach_session(crawler, session)
        crawler.signals.connect(self._closed, signals.spider_closed)
        self._reason: str | None = None
        self.crawler_process.crawl(crawler, profile=session.profile)
        self.crawler_process.start()
        return self._exit_code(crawler, session)

    def _closed(self, reason: str) -> None:
        self._reason = reason

    def _exit_code(self, crawler: Crawler, session: CrawlSession) -> int:
        assert self.crawler_process is not None
        if session.journal.failure is not None:
            return tell(session.journal.failure)
        if self.crawler_process.bootstrap_failed:
            return 1
        if self._reason is None:
            # The reactor was stopped under the crawl: Ctrl-C twice.
            say("portalcrawl: stopped; run the same command to go on")
            return EXIT_INTERRUPTED
        if (error := site_error(crawler, session)) is not None:
            return tell(error)
        try:
            written, unwritten = _written(session), None
        except PortalcrawlError as failure:
            written, unwritten = Written({}), failure
        said = summary(crawler, session, reason=self._reason, changes=written.counts)
        say("\n".join([said, *written.lines]))
        if unwritten is not None:
            return tell(unwritten)
        blocked = block_error(session)
        return tell(blocked) if blocked is not None else 0


def _written(session: CrawlSession) -> Written:
    """Write the reports of the run."""
    stores, folder = session.stores, session.config.reports_dir
    site = session.profile.site
    return write_reports(stores.connection, site=site, run=stores.run, folder=folder)

"""``portalcrawl reprocess``: the articles made anew from the archive."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.interrupts import Interrupt, noted_interrupts
from portalcrawl.crawl.reprocessing import SiteRun
from portalcrawl.crawl.targets import stored_target
from portalcrawl.errors import ArchiveError, PortalcrawlError
from portalcrawl.report.articles import json_line
from portalcrawl.report.console import rate_bar
from portalcrawl.report.reprocessing import example, json_lines, lost_line, summary
from portalcrawl.reprocess.executors import cluster_pool, default_jobs, local_pool
from portalcrawl.reprocess.ordered import Pool
from portalcrawl.reprocess.run import Step
from portalcrawl.sites.profile import Profile
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs

EXAMPLES = 5
BEGUN = {
    "resumed": "going on where the last run was stopped",
    "other_rules": "the last run was stopped, and had other rules: beginning anew",
}


class Command(PortalcrawlCommand):
    """Read the archive again."""

    name = "reprocess"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] [--dry-run] [--jobs N | --executor ADDRESS] [--restart]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Make the articles anew from the archive, without asking the site"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Reads the newest good capture of every page again, as the rules are now, and brings"
            " articles and lists in line with them: after an update of portalcrawl, or when the"
            " articles were lost. An article that says something else now keeps what it was as a"
            " revision (cause: reprocess). Nothing is deleted: what is no article any more is"
            " counted, named and kept. --dry-run says what would change, by field."
            " Ctrl-C stops between two chunks of pages; run again, it goes on there."
            " Pages are read by --jobs processes of this machine (default: one a core), or by the"
            " workers of a Dask cluster (--executor tcp://host:8786, extra 'cluster'): they must"
            " have the same version of portalcrawl and see the archive at the same path; MongoDB"
            " is written by this process alone."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        add = parser.add_argument
        add("--site", metavar="S", help="only this site (default: all, one after another)")
        add("--dry-run", action="store_true", help="say what would change; change nothing")
        add(
            "--examples",
            metavar="N",
            type=int,
            default=EXAMPLES,
            help=f"with --dry-run: so many differences are shown (default: {EXAMPLES})",
        )
        add(
            "--json",
            metavar="FILE",
            help="write every difference to FILE, a JSON object a line ({id, url, title, kind,"
            " fields: {name: [old, new]}}); - is standard output",
        )
        add("--jobs", metavar="N", type=int, help="processes that read (default: one a core)")
        add("--executor", metavar="ADDRESS", help="a Dask scheduler: tcp://host:8786")
        add(
            "--restart",
            action="store_true",
            help="begin with the first page, whatever a stopped run has done",
        )

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Run over each site."""
        if args or (opts.jobs is not None and (opts.jobs < 1 or opts.executor)):
            raise UsageError("--jobs N is at least 1, and stands without --executor; no arguments")
        unreadable = 0
        with ExitStack() as stack:
            # First: they get ready while the database does.
            pool, readers = stack.enter_context(_readers(opts, config))
            connection = stack.enter_context(connect(config))
            stack.enter_context(store_errors())
            out = stack.enter_context(_json_file(opts.json))
            wish = stack.enter_context(noted_interrupts())
            for profile in _profiles(connection, opts.site, config):
                run = SiteRun(
                    connection.db,
                    config,
                    profile,
                    is_dry=opts.dry_run,
                    restart=opts.restart,
                    cleanup=stack,
                )
                _show(run, profile.site, pool, readers, opts=opts, out=out, wish=wish)
                unreadable += run.job.tally.unreadable
                if wish.is_wished:
                    break
        if unreadable:
            raise ArchiveError(
                f"{unreadable} pages can't be read from the archive (named above); everything else"
                " is done"
            )


@contextmanager
def _readers(opts: argparse.Namespace, config: CrawlConfig) -> Iterator[tuple[Pool, int]]:
    """Where pages are read, and how many chunks at a time."""
    if opts.executor:
        with cluster_pool(opts.executor, config.archive_dir) as found:
            yield found
        return
    jobs = opts.jobs or default_jobs()
    yield local_pool(jobs), jobs


def _profiles(connection: Connection, wanted: str | None, config: CrawlConfig) -> list[Profile]:
    homes = {str(site["_id"]): str(site["home"]) for site in Runs(connection.db).sites()}
    if wanted is not None and wanted not in homes:
        raise PortalcrawlError(
            f"site {wanted!r} was not crawled; there are: {', '.join(homes) or 'none'}"
        )
    names = [wanted] if wanted is not None else list(homes)
    return [stored_target(name, homes, sites_dir=config.sites_dir) for name in names]


def _show(
    run: SiteRun,
    site: str,
    pool: Pool,
    readers: int,
    *,
    opts: argparse.Namespace,
    out: IO[str] | None,
    wish: Interrupt,
) -> None:
    """Run, and say what comes of it."""
    if (begun := BEGUN.get(run.job.begun)) is not None:
        print(f"{site}: {begun}", file=sys.stderr)
    left = opts.examples if opts.dry_run else 0
    with rate_bar("pages") as bar, closing(run.steps(pool=pool, readers=readers)) as steps:
        task = bar.add_task(site, total=run.count, completed=run.job.tally.pages)
        for step in steps:
            bar.advance(task, step.tally.pages)
            for line in json_lines(step) if out is not None else ():
                print(json_line(line), file=out)
            left -= _show_step(step, left)
            if wish.is_wished:
                break
    print(summary(site, run.job.tally, is_dry=opts.dry_run), file=sys.stderr)
    if wish.is_wished and run.job.tally.pages < run.count:
        more = run.count - run.job.tally.pages
        again = "" if opts.dry_run else ": run the same command to go on"
        print(f"stopped; {more} pages are left{again}", file=sys.stderr)


def _show_step(step: Step, examples: int) -> int:
    """Print what a person must know of *step*; how many of the *examples* were shown."""
    for url, why in step.unreadable.items():
        print(f"can't be read: {url}: {why}", file=sys.stderr)
    for lost in step.lost:
        print(lost_line(lost))
    shown = step.differences[: max(examples, 0)]
    for difference in shown:
        print(example(difference))
    return len(shown)


@contextmanager
def _json_file(name: str | None) -> Iterator[IO[str] | None]:
    if name is None or name == "-":
        yield sys.stdout if name else None
        return
    try:
        with Path(name).open("w", encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise PortalcrawlError(f"{name}: can't be written: {error.strerror or error}") from error

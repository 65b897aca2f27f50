"""``portalcrawl archive compact``: fewer, smaller files with the same records."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portalcrawl.archive.compression.packings import COMPRESSIONS
from portalcrawl.archive.index.files import is_being_written, warc_files
from portalcrawl.archive.writer import folder_name
from portalcrawl.crawl.command_line import connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError, SiteBusyError
from portalcrawl.report.console import progress_bar
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.upkeep.compact import (
    Compacted,
    Form,
    chosen_files,
    compact,
    finish_earlier,
    plan,
    repair_files,
)
from portalcrawl.upkeep.site_claim import SiteClaim
from portalcrawl.urls.absolute import host_of

SUMMARY = (
    "writes the archive anew, smaller: small files merged, with one dictionary for all pages"
    " (zstd), every record byte for byte as it was; the old files are deleted when the new ones"
    " were read back and compared. It may be stopped at any time and run again"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--site``, ``--compress``, ``--max-bytes``, ``--dry-run``."""
    parser.add_argument("--site", metavar="S", help="only this site")
    parser.add_argument(
        "--compress",
        choices=COMPRESSIONS,
        default="zstd",
        help="what it becomes: zstd (default), or gzip, which every tool reads",
    )
    parser.add_argument(
        "--max-bytes",
        type=_positive,
        metavar="N",
        help="a file is closed at this size (default: PORTALCRAWL_ARCHIVE_MAX_BYTES)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and change nothing"
    )


def execute(opts: argparse.Namespace, config: CrawlConfig) -> None:
    """Compact site after site, a line each. Sites that are being crawled are left for the end."""
    max_bytes = opts.max_bytes or config.archive_max_bytes
    form = Form(opts.compress, config.archive_zstd_level, max_bytes)
    busy: list[SiteBusyError] = []
    with connect(config) as connection, store_errors():
        for site, home in _sites(connection, opts.site):
            folder = config.archive_dir / folder_name(site)
            if opts.dry_run:
                _foretell(site, folder, form)
                continue
            claim = SiteClaim(
                connection,
                host_of(home),
                lease_secs=config.lease_secs,
                work=f"compacting of {site}",
            )
            try:
                with claim:
                    _compact(site, folder, form, connection, claim)
            except SiteBusyError as error:
                busy.append(error)
    if busy:
        for other in busy[1:]:
            print(f"portalcrawl: left out: {other}", file=sys.stderr)
        raise busy[0]


def _compact(site: str, folder: Path, form: Form, connection: Connection, claim: SiteClaim) -> None:
    if (earlier := finish_earlier(folder, connection)) is not None:
        print(f"{site}: finished what was begun: {_said(earlier)}")
    for path in filter(is_being_written, warc_files(folder)):
        print(f"{site}: left alone, it is being written: {path}")
    sources = chosen_files(folder, form)
    repair_files(sources, connection)
    total = sum(path.stat().st_size for path in sources)
    with _bar(f"{site}: looking", total) as advance:
        wanted = plan(folder, form, advance)
    if wanted is None:
        print(f"{site}: nothing to gain")
        return
    with _bar(f"{site}: rewriting", wanted.before) as advance:
        done = compact(wanted, connection, max_bytes=form.max_bytes, claim=claim, advance=advance)
    print(f"{site}: {_said(done)}")


def _foretell(site: str, folder: Path, form: Form) -> None:
    total = sum(path.stat().st_size for path in chosen_files(folder, form))
    with _bar(f"{site}: looking", total) as advance:
        wanted = plan(folder, form, advance)
    if wanted is None:
        print(f"{site}: nothing to gain")
        return
    for path in wanted.sources:
        print(f"{path.stat().st_size:>15,}  {path}")
    files = -(-wanted.after // form.max_bytes)
    foretold = Compacted(len(wanted.sources), files, wanted.before, wanted.after)
    print(f"{site}: would become about: {_said(foretold)}")


def _said(done: Compacted) -> str:
    part = done.after / done.before if done.before else 1
    return (
        f"{done.sources} files, {done.before:,} bytes → {done.files} files, {done.after:,} bytes"
        f" ({part:.0%})"
    )


def _sites(connection: Connection, wanted: str | None) -> list[tuple[str, str]]:
    sites = {site["_id"]: site["home"] for site in Runs(connection.db).sites()}
    if wanted is not None and wanted not in sites:
        raise PortalcrawlError(
            f"site {wanted!r} was not crawled; there are: {', '.join(sites) or 'none'}"
        )
    return [(site, home) for site, home in sites.items() if wanted in {None, site}]


@contextmanager
def _bar(name: str, total: int) -> Iterator[Callable[[int], None]]:
    with progress_bar() as progress:
        task = progress.add_task(name, total=total)
        yield lambda count: progress.advance(task, count)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number

"""Everything durable that one crawl of one site writes to, opened in one go."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portalcrawl import __version__
from portalcrawl.archive.compression.packings import packing
from portalcrawl.archive.index.files import warc_files
from portalcrawl.archive.repair import Repair, repair
from portalcrawl.archive.spool import sweep
from portalcrawl.archive.writer import ArchiveWriter, folder_name
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.made_with import made_with
from portalcrawl.crawl.warcinfo import warcinfo
from portalcrawl.errors import ArchiveError
from portalcrawl.frontier.hosts import Hosts
from portalcrawl.frontier.queue import Frontier, utc_now
from portalcrawl.frontier.worker import this_worker
from portalcrawl.items import ListRow
from portalcrawl.recrawl.earlier import Earlier
from portalcrawl.recrawl.wish import Wish
from portalcrawl.sites.profile import Profile
from portalcrawl.store.articles import Articles
from portalcrawl.store.captures import Captures
from portalcrawl.store.changes import Changes
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.lists import Lists
from portalcrawl.store.runs import Runs
from portalcrawl.store.same_texts import SameTexts
from portalcrawl.store.templates import Templates
from portalcrawl.store.texts import Texts
from portalcrawl.store.tombstones import Buried, Tombstones
from portalcrawl.urls.absolute import host_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stores:
    """The open stores of run ``run``, which ``began`` then.

    ``is_recrawl`` says whether there was another run before it.
    """

    connection: Connection
    archive: ArchiveWriter
    captures: Captures
    articles: Articles
    changes: Changes
    lists: Lists
    frontier: Frontier
    hosts: Hosts
    runs: Runs
    templates: Templates
    texts: Texts
    copies: SameTexts
    run: str
    began: datetime
    is_recrawl: bool

    def bury(self) -> Buried:
        """Say of articles that were missed often enough that they are gone, or where they are."""
        tombstones = Tombstones(self.connection.db, site=self.frontier.site)
        buried = tombstones.plan(run=self.run, now=utc_now())
        # First, as all changes: once the articles say so, nothing tells that it is new.
        self.changes.add_moved(buried.changes)
        tombstones.write(buried)
        return buried

    def earlier(self, page: str, rows: Sequence[ListRow]) -> Earlier:
        """What was known before this run of the *rows* of the list page *page*."""
        keys = {row.url: row.key for row in rows}
        known = self.frontier.known(keys, before=self.began)
        was, titles = self.lists.earlier(self.frontier.site, page, keys=keys.values(), run=self.run)
        return Earlier(known=frozenset(keys[url] for url in known), page=was, titles=titles)


def open_stores(config: CrawlConfig, profile: Profile, cleanup: ExitStack, *, wish: Wish) -> Stores:
    """Connect, claim the site's host, repair what a killed run left, begin or resume the run.

    What must be closed goes to *cleanup*. Blocks. Raises StoreError, ArchiveError, SiteBusyError.
    """
    _check_folder(config.archive_dir)
    config.reserve.check()
    connection = cleanup.enter_context(Connection(uri=config.mongo_uri, data_dir=config.data_dir))
    db, site, worker = connection.db, profile.site, this_worker()
    with store_errors():
        hosts = Hosts(db, worker=worker, lease_secs=config.lease_secs, work=f"crawl of {site}")
        cleanup.callback(hosts.release)
        hosts.take(host_of(profile.url))
        frontier = Frontier(db, site=site, worker=worker, lease_secs=config.lease_secs)
        captures = Captures(db)
        folder = config.archive_dir / folder_name(site)
        _repair(captures, folder)
        sweep(config.body_limits(site).folder)
        resumed = _is_open(frontier, hosts)
        facts = {"portalcrawl": __version__, "delay_secs": config.delay_secs}
        runs = Runs(db)
        is_recrawl = runs.has_finished(site)
        with_what = made_with(config, profile, mongod=connection.server_version)
        run = runs.begin(
            site, home=profile.url, worker=worker, now=utc_now(), facts=facts, made_with=with_what
        )
        began = runs.began(run)
        if not resumed or wish.full or wish.published_since:
            frontier.wake(
                now=utc_now(),
                run_began=began,
                heads=not wish.due,
                everything=wish.full,
                published_since=wish.published_since,
            )
    archive = ArchiveWriter(
        config.archive_dir,
        site=site,
        max_bytes=config.archive_max_bytes,
        info=warcinfo(config, profile, run),
        packing=packing(config.archive_compression, folder, zstd_level=config.archive_zstd_level),
        reserve=config.reserve,
    )
    cleanup.callback(archive.close)
    return Stores(
        connection,
        archive,
        captures,
        Articles(db),
        Changes(db),
        Lists(db),
        frontier,
        hosts,
        runs,
        Templates(db),
        Texts(db),
        SameTexts(db),
        run,
        began,
        is_recrawl,
    )


def _check_folder(folder: Path) -> None:
    """Find out before the first request whether the disk takes data."""
    probe = folder / f".probe-{this_worker().replace(':', '-')}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(bytes(4096))
        probe.unlink()
    except OSError as error:
        raise ArchiveError(f"the data folder {folder.parent} can't be written: {error}") from error


def _repair(captures: Captures, folder: Path) -> None:
    """Cut torn members off the files that a killed run of this site left."""
    for path in warc_files(folder):
        known = captures.last_offset(f"{folder.name}/{path.name}")
        done = repair(path, last_known=known)
        if isinstance(done, Repair):
            facts = (path.name, done.cut_bytes, done.size)
            logger.warning("%s: cut off a torn record of %d bytes, %d remain", *facts)
        elif done is not None:
            said = (
                "%s: no record lies at byte %d, and it is left as it is: portalcrawl archive verify"
            )
            logger.warning(said, path.name, done.offset)


def _is_open(frontier: Frontier, hosts: Hosts) -> bool:
    """Whether there is an unfinished run to go on with; what it had under way is queued again."""
    frontier.recover(hosts.owned, now=utc_now())
    outlook = frontier.outlook()
    return bool(outlook.leased) or outlook.next_due_at is not None

"""Group commit: what the crawl's components hand in is written together, soon.

A batch is written as soon as the one before it is, at most every ``interval_secs``: at a polite
pace each page alone, at full speed many together.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from portalcrawl.archive.exchange import Exchange
from portalcrawl.crawl.batch import Batch, Committed, commit
from portalcrawl.crawl.store_thread import StoreThread
from portalcrawl.crawl.stores import Stores
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.items import Article, ListPage, SiteRecord
from portalcrawl.sites.template import TemplateChange
from portalcrawl.store.articles import Saved
from portalcrawl.store.texts import Compared

logger = logging.getLogger(__name__)


class Journal:
    """Collects and writes. After a failure nothing more is written and ``failure`` says why."""

    def __init__(self, stores: Stores, thread: StoreThread, *, interval_secs: float) -> None:
        self.saved = Saved()
        self.compared = Compared()
        self.queued = 0
        """URLs that were new."""
        self.ended = 0
        """URLs that are done with."""
        self.failure: PortalcrawlError | None = None
        self.on_commit: Callable[[Batch], None] = lambda _batch: None
        self.on_failure: Callable[[PortalcrawlError], None] = lambda _error: None
        self.revisits = 0
        """Responses whose payload the archive had."""
        self._stores = stores
        self._thread = thread
        self._interval_secs = interval_secs
        self._batch = Batch()
        self._captured: dict[str, dict[str, Any]] = {}
        self._task: asyncio.Task[None] | None = None

    def add_exchange(self, exchange: Exchange) -> None:
        """To be archived."""
        self._batch.exchanges.append(exchange)
        self._write_soon()

    def add_article(self, article: Article) -> None:
        """To be stored."""
        self._batch.articles.append(article)
        self._write_soon()

    def add_list(self, page: ListPage) -> None:
        """To be stored."""
        self._batch.lists.append(page)
        self._write_soon()

    def set_record(self, record: SiteRecord) -> None:
        """To be kept with the site."""
        self._batch.record = record
        self._write_soon()

    def add_template(self, change: TemplateChange) -> None:
        """To be kept with the site's templates."""
        self._batch.templates.append(change)
        self._write_soon()

    def add_entry(self, entry: Entry) -> None:
        """To be queued where it is new."""
        self._batch.entries.append(entry)
        self._write_soon()

    def add_visit(self, visit: Visit) -> None:
        """To be acknowledged, after all of the above."""
        self._batch.visits.append(visit)
        self._write_soon()

    def give_back(self, entry: Entry) -> None:
        """To be queued again as it was: it was not asked for."""
        self._batch.returned.append(entry)
        self._write_soon()

    def remember_host(self, host: str, document: dict[str, Any]) -> None:
        """To be remembered of *host*."""
        self._batch.hosts[host] = document
        self._write_soon()

    async def flush(self) -> None:
        """Write everything that was handed in until now, without the pause."""
        while self.failure is None and (self._task is not None or self._batch):
            if self._task is None:
                self._task = asyncio.ensure_future(self._write(0))
            await asyncio.shield(self._task)

    def _write_soon(self) -> None:
        if self._task is None and self.failure is None:
            self._task = asyncio.ensure_future(self._write(self._interval_secs))

    def fail(self, error: PortalcrawlError) -> None:
        """Write nothing more: the stores can't be used. The first cause counts."""
        if self.failure is None:
            self.failure = error
            self.on_failure(error)

    async def _write(self, pause_secs: float) -> None:
        await asyncio.sleep(pause_secs)
        # Swapped before the await: what comes in meanwhile is the next batch.
        batch, self._batch = self._batch, Batch()
        try:
            done = await self._thread.run(commit, batch, self._stores, self._captured)
        except PortalcrawlError as error:
            self.fail(error)
        except Exception as error:
            # The top of this task: a defect of ours must end the crawl, not leave it waiting.
            logger.exception("a batch could not be written")
            self.fail(PortalcrawlError(f"a batch could not be written: {error!r}"))
        else:
            self._count(done, batch)
            self.on_commit(batch)
        finally:
            self._task = None
        if self._batch:
            self._write_soon()

    def _count(self, done: Committed, batch: Batch) -> None:
        self.queued += done.queued
        self.revisits += done.revisits
        self.ended += sum(visit.state is not State.QUEUED for visit in batch.visits)
        self.saved.new += done.saved.new
        self.saved.changed += done.saved.changed
        self.saved.touched += done.saved.touched
        self.saved.unchanged += done.saved.unchanged
        self.saved.back += done.saved.back
        self.saved.twins += done.saved.twins
        self.compared.add(done.compared)

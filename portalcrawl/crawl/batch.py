"""What a moment of the crawl produced, and the one order in which it is made durable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portalcrawl.archive.body import discard
from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.revisit import wanted_digests, wanted_ids, with_originals
from portalcrawl.archive.writer import Pointer
from portalcrawl.crawl.stores import Stores
from portalcrawl.frontier.entry import Entry, Visit
from portalcrawl.frontier.queue import utc_now
from portalcrawl.items import Article, ListPage, SiteRecord
from portalcrawl.sites.template import TemplateChange
from portalcrawl.store.article_changes import article_id
from portalcrawl.store.articles import Plan, Saved
from portalcrawl.store.captures import capture_document, capture_pointer
from portalcrawl.store.changes import changes_of
from portalcrawl.store.documents import document
from portalcrawl.store.lists import list_document
from portalcrawl.store.texts import Compared


@dataclass(slots=True)
class Batch:
    """Exchanges, articles, new URLs and visits that are written together."""

    exchanges: list[Exchange] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    lists: list[ListPage] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    record: SiteRecord | None = None
    templates: list[TemplateChange] = field(default_factory=list)
    returned: list[Entry] = field(default_factory=list)
    """Leased, and not asked for: to be queued again."""
    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is to be remembered of hosts."""
    pointers: list[Pointer] | None = None
    """Where the exchanges lie, once they are archived."""

    def __bool__(self) -> bool:
        pages = self.exchanges or self.articles or self.entries or self.visits
        others = self.lists or self.record or self.templates or self.returned or self.hosts
        return bool(pages or others)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: new URLs, the articles' fates, copies, payloads that the archive had."""

    queued: int
    saved: Saved
    compared: Compared
    revisits: int


def commit(batch: Batch, stores: Stores, captured: dict[str, dict[str, Any]]) -> Committed:
    """Make *batch* durable: WARC → captures → changes → articles → copies → lists → URLs → visits.

    A process that dies in between loses nothing: what was not acknowledged is asked for again. May
    be called again with the same batch after a StoreUnavailableError: the exchanges are archived
    once, the rest are writes that are safe to repeat.

    *captured* holds, by capture id, the pointers of pages that are not acknowledged yet: an article
    may come in a later batch than its exchange.
    """
    if batch.pointers is None:
        batch.exchanges = _with_originals(batch.exchanges, stores)
        batch.pointers = stores.archive.append(batch.exchanges)
        for exchange in batch.exchanges:
            discard(exchange.body)
    site = stores.frontier.site
    captures = [
        capture_document(exchange, pointer, site=site, run=stores.run)
        for exchange, pointer in zip(batch.exchanges, batch.pointers, strict=True)
    ]
    stores.captures.add(captures)
    captured.update({capture["_id"]: capture_pointer(capture) for capture in captures})
    now = utc_now()
    plan = stores.articles.plan(batch.articles, captures=captured, now=now)
    # Before the articles: once they are written, nothing tells any more that they were new.
    stores.changes.add(changes_of(plan.differences, run=stores.run, site=site, at=now))
    stores.articles.write(plan)
    compared = _compare(batch, plan, stores, now=now)
    stores.lists.save([list_document(page, run=stores.run) for page in batch.lists])
    if batch.record is not None:
        stores.runs.set_record(site, document(batch.record))
    for change in batch.templates:
        stores.templates.save(site, change, now=now)
    if batch.hosts:
        stores.hosts.remember(batch.hosts)
    queued = stores.frontier.add(batch.entries, now=now, run_began=stores.began)
    if batch.returned:
        stores.frontier.give_back(batch.returned)
    stores.frontier.finish(batch.visits)
    for visit in batch.visits:
        captured.pop(visit.capture or "", None)
    revisits = sum(capture["original"] is not None for capture in captures)
    return Committed(queued=queued, saved=plan.saved, compared=compared, revisits=revisits)


def _compare(batch: Batch, plan: Plan, stores: Stores, *, now: datetime) -> Compared:
    """Look for copies of what the batch's articles say, and tell of those that are new."""
    ids = [article_id(article.site, article.doc_key) for article in batch.articles]
    if not ids:
        return Compared()
    compared = stores.texts.compare_texts(plan.texts)
    if told := stores.copies.changes(ids, run=stores.run, since=stores.began, now=now):
        stores.changes.add(told)
    return compared


def _with_originals(exchanges: list[Exchange], stores: Stores) -> list[Exchange]:
    """*exchanges*; those whose payload the archive has are to be written as revisits."""
    having = stores.captures.having(stores.frontier.site, wanted_digests(exchanges))
    resolved = stores.captures.payloads_of(wanted_ids(exchanges))
    return with_originals(exchanges, having=having, resolved=resolved)

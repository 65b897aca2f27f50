"""Hands articles and visits to the journal, which writes them in the order that loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import State, Visit
from portalcrawl.items import Article, ListPage, SiteRecord
from portalcrawl.sites.template import TemplateChange


class StorePipeline:
    """The last pipeline: what comes here is durable after the journal's next batch.

    An article that broke a pipeline before this one must not be acknowledged as stored: its page's
    visit, which comes next, is turned into a failure.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._broken: set[str | None] = set()
        self._digests: dict[str | None, str] = {}
        crawler.signals.connect(self._item_failed, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:  # noqa: ANN401 - any item
        """Take the item over."""
        session = session_of(self._crawler)
        journal = session.journal
        if isinstance(item, Article):
            self._digests[item.capture_id] = item.content_digest
            journal.add_article(item)
        elif isinstance(item, ListPage):
            journal.add_list(item)
        elif isinstance(item, SiteRecord):
            journal.set_record(item)
        elif isinstance(item, TemplateChange):
            journal.add_template(item)
        elif isinstance(item, Visit):
            journal.add_visit(session.watch.watched(self._told(self._checked(item))))
        return item

    def _checked(self, visit: Visit) -> Visit:
        if visit.capture not in self._broken:
            return visit
        self._broken.discard(visit.capture)
        return replace(visit, state=State.FAILED, reason="item_error")

    def _told(self, visit: Visit) -> Visit:
        """*visit* with what its article says."""
        if (digest := self._digests.pop(visit.capture, None)) is None:
            return visit
        return replace(visit, sight=replace(visit.sight, digest=digest))

    def _item_failed(self, item: Any) -> None:  # noqa: ANN401 - any item
        if isinstance(item, Article):
            self._broken.add(item.capture_id)

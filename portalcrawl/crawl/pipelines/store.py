"""Hands articles and visits to the journal, which writes them in the order that loses nothing."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import Visit
from portalcrawl.items import Article


class StorePipeline:
    """The last pipeline: what comes here is durable after the journal's next batch."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:  # noqa: ANN401 - any item
        """Take the item over."""
        journal = session_of(self._crawler).journal
        if isinstance(item, Article):
            journal.add_article(item)
        elif isinstance(item, Visit):
            journal.add_visit(item)
        return item

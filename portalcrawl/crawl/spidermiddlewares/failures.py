"""Turns an error in reading a page into a counted, acknowledged failure of that page."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from portalcrawl.crawl.meta import CAPTURE, ENTRY
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.queue import utc_now

logger = logging.getLogger(__name__)


class FailureMiddleware:
    """Without it a page that breaks the spider stays leased, and would be fetched again for ever.

    The bytes are archived, so nothing is lost: a later version can read them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[Any] | None:
        """A failed visit in place of what the page would have given."""
        entry = response.meta.get(ENTRY)
        if not isinstance(entry, Entry):
            return None
        reason = f"unreadable_{type(exception).__name__}"
        logger.error("can't read %s", response.url, exc_info=exception)
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/page/{reason}")
        now = utc_now()
        visit = Visit(
            entry=entry,
            state=State.FAILED,
            reason=reason,
            visited_at=now,
            due_at=now,
            kind="error",
            status=response.status,
            capture=response.meta.get(CAPTURE),
        )
        return [visit]

"""What goes on beside a crawl for as long as it lasts."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler


class BackgroundExtension(ABC):
    """Runs ``work`` from the opening of the spider to its closing, which cancels it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    @abstractmethod
    async def work(self) -> None:
        """What is to be done, over and over."""

    def _opened(self) -> None:
        self._task = asyncio.ensure_future(self.work())

    def _closed(self) -> None:
        if self._task is not None:
            self._task.cancel()

"""One line an error, none for each page or item: counting belongs to the stats."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class QuietLogFormatter(LogFormatter):
    """A dead link is a fact that the report counts, not an error of the crawl."""

    def scraped(
        self,
        item: Any,  # noqa: ANN401 - any item
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Name the item's kind, not its whole content."""
        return {
            "level": logging.DEBUG,
            "msg": "%(kind)s from %(source)s",
            "args": {"kind": type(item).__name__, "source": response},
        }

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        """Failed downloads reach the spider, which counts them."""
        result = super().download_error(failure, request, spider, errmsg)
        result["level"] = logging.DEBUG
        return result

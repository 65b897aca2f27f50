"""A page that the server says is unchanged (304) comes from the archive, as it was served then."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from portalcrawl.crawl.meta import VALIDATED
from portalcrawl.crawl.session import CrawlSession, session_of
from portalcrawl.errors import ArchiveError
from portalcrawl.extract.reading import Answer
from portalcrawl.reprocess.archived import archived_answer

logger = logging.getLogger(__name__)
CONDITIONS = ("If-None-Match", "If-Modified-Since")


class NotModifiedMiddleware:
    """The spider never sees a 304; where the archive has lost the page, it is asked for anew."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """*response*, or what it says is still so."""
        capture = request.meta.get(VALIDATED)
        if response.status != 304 or capture is None:
            return response
        assert self._crawler.stats is not None
        session = session_of(self._crawler)
        try:
            answer = await session.thread.run(_archived, session, capture)
        except ArchiveError as error:
            logger.warning("%s is asked for anew: %s", request.url, error)
            engine = self._crawler.engine
            assert engine is not None
            return await engine.download_async(_unconditional(request))
        self._crawler.stats.inc_value("portalcrawl/not_modified")
        headers = Headers(answer.headers)
        # What the server says of it now (RFC 9111 section 4.3.4).
        headers.update(response.headers)
        return response.replace(status=answer.status, headers=headers, body=answer.body)


def _archived(session: CrawlSession, capture: str) -> Answer:
    found = session.stores.captures.find(capture)
    if found is None:
        raise ArchiveError(f"the capture {capture} is not known")
    return archived_answer(session.config.archive_dir, found)


def _unconditional(request: Request) -> Request:
    headers: Any = request.headers.copy()
    for name in CONDITIONS:
        headers.pop(name, None)
    return request.replace(headers=headers, meta={**request.meta, VALIDATED: None})

"""Asks for a page through the browser: a request with ``meta[RENDER]`` comes back rendered.

The document itself is asked for as any other page is, or is the answer that ``meta[RENDER]`` holds:
what the browser adds is only what the page's scripts ask for.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from portalcrawl.archive.exchange import Exchange
from portalcrawl.crawl.headers import header
from portalcrawl.crawl.meta import CAPTURE, ENTRY, FETCHED_AT, RENDER, RENDERED
from portalcrawl.crawl.render.rendered import Rendered, RenderError
from portalcrawl.crawl.requests import found_of
from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import utc_now
from portalcrawl.page.media_type import HTML, media_type
from portalcrawl.page.shell import shows_more
from portalcrawl.urls.routes import without_route

if TYPE_CHECKING:
    from portalcrawl.crawl.render.browsing import Browsing

logger = logging.getLogger(__name__)
MAX_DOCUMENTS = 100


class LeftOutError(IgnoreRequest):
    """The page gets no browser; the message is the reason."""


class RenderMiddleware:
    """The browser is started for the first page that needs it, and shows one page at a time."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._turn = asyncio.Lock()
        self._browsing: Browsing | None = None
        self._is_missing = False
        self._documents: dict[str, Response] = {}
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """The rendered page; None for every other request. Raises what says why not."""
        if not (order := request.meta.get(RENDER)):
            return None
        async with self._turn:
            try:
                return await self._rendered(request, order)
            except LeftOutError as error:
                self._count(f"left_out/{error}")
                raise

    async def _rendered(self, request: Request, order: Response | bool) -> Response:  # noqa: FBT001 - what meta holds
        session = session_of(self._crawler)
        if (reason := session.browser.refusal(request.url)) is not None:
            raise LeftOutError(reason)
        browsing = await self._started()
        document = order if isinstance(order, Response) else await self._document(request)
        entry: Entry = request.meta[ENTRY]
        # It waits for no download any more: another page of its host may have the turn.
        session.turns.release(entry)
        if not _is_html(document):
            return document
        session.browser.spend(request.url)
        self._count("page")
        try:
            found = await browsing.show(request.url, document, entry=entry)
        except RenderError as error:
            logger.warning("%s", error)
            session.browser.note(request.url, helped=False)
            raise LeftOutError("browser_failed") from error
        self._count_all(found)
        body = found.html.encode("utf-8", "replace")
        helped = shows_more(body, than=document.body, url=found.url)
        session.browser.note(request.url, helped=helped)
        if not helped:
            raise LeftOutError("browser_no_help")
        page = _exchange(found, body, entry=entry, document_id=document.meta[CAPTURE])
        session.journal.add_exchange(page)
        request.meta.update({CAPTURE: page.id, FETCHED_AT: page.fetched_at, RENDERED: found})
        headers = {"Content-Type": f"{HTML}; charset=utf-8"}
        return HtmlResponse(found.url, headers=headers, body=body, request=request)

    async def _started(self) -> Browsing:
        """The browser. Raises LeftOutError where there is none."""
        if self._browsing is None and not self._is_missing:
            try:
                self._browsing = await self._start()
            except (ImportError, RenderError) as error:
                self._is_missing = True
                logger.warning("pages that need a browser are left out: %s", error)
        if self._browsing is None:
            raise LeftOutError("browser_missing")
        return self._browsing

    async def _start(self) -> Browsing:
        """Start the browser. Raises ImportError without the extra, RenderError without Chromium."""
        from portalcrawl.crawl.render.browsing import Browsing  # noqa: PLC0415

        browsing = Browsing(self._crawler)
        await browsing.start()
        return browsing

    async def _document(self, request: Request) -> Response:
        """The answer to *request* without its route: pages of one app share it."""
        url = without_route(request.url)
        if (known := self._documents.get(url)) is not None:
            return known
        engine = self._crawler.engine
        assert engine is not None
        meta = {ENTRY: request.meta[ENTRY], "verbatim_url": True}
        document = await engine.download_async(Request(url, headers=request.headers, meta=meta))
        if _is_html(document) and len(self._documents) < MAX_DOCUMENTS:
            self._documents[url] = document
        return document

    def _count_all(self, found: Rendered) -> None:
        for reason, number in found.refused.items():
            self._count(f"refused/{reason}", number)
        if found.is_cut:
            self._count("time_over")

    async def _closed(self) -> None:
        if self._browsing is not None:
            await self._browsing.close()
            self._browsing = None

    def _count(self, event: str, number: int = 1) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/browser/{event}", number)


def _exchange(found: Rendered, body: bytes, *, entry: Entry, document_id: str) -> Exchange:
    """The page as the archive keeps it."""
    return Exchange(
        id=str(uuid4()),
        url=found.url,
        fetched_at=utc_now(),
        status=200,
        response_headers=b"",
        body=body,
        mime=HTML,
        media_type=HTML,
        truncated="time" if found.is_cut else None,
        found=found_of(entry),
        rendered_from=document_id,
    )


def _is_html(response: Response) -> bool:
    declared = header(response, "Content-Type")
    return response.status == 200 and media_type(response.body, declared=declared) == HTML

"""The browser and the errands of its pages, together: what the extra ``browser`` makes possible."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Response

from portalcrawl.crawl.render.chromium import Chromium
from portalcrawl.crawl.render.errands import Errands, given_of
from portalcrawl.crawl.render.rendered import Rendered
from portalcrawl.crawl.render.traffic import Ask, Given, Traffic
from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import Entry
from portalcrawl.urls.scope import decide


class Browsing:
    """Shows pages, one at a time; ``start`` before the first, ``close`` at the end."""

    def __init__(self, crawler: Crawler) -> None:
        session = session_of(crawler)
        self._scope = session.scope
        self._timeout_secs = session.config.browser_timeout_secs
        self._errands = Errands(crawler)
        self._chromium = Chromium(crawler, session.config)

    async def start(self) -> None:
        """Start the browser. Raises RenderError."""
        await self._chromium.start()

    async def close(self) -> None:
        """Stop it."""
        await self._chromium.close()

    async def show(self, url: str, document: Response, *, entry: Entry) -> Rendered:
        """The page *url* of *entry* after the scripts of *document* ran. Raises RenderError."""

        async def fetch(ask: Ask) -> Given:
            return await self._errands.run(ask, page=entry)

        traffic = Traffic(
            given_of(document),
            fetch=fetch,
            refusal=self._refusal,
            timeout_secs=self._timeout_secs,
        )
        return await self._chromium.show(url, traffic)

    def _refusal(self, url: str) -> str | None:
        verdict = decide(url, scope=self._scope)
        return None if verdict.accept else verdict.reason

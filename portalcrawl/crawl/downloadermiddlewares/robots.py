"""Asks robots.txt before the site (RFC 9309), and keeps the pause it asks for."""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from portalcrawl.crawl.session import session_of
from portalcrawl.extract.links import Role
from portalcrawl.extract.sitemaps import sitemap_links_of_robots
from portalcrawl.frontier.entry import Entry
from portalcrawl.urls.absolute import absolute_url
from portalcrawl.urls.robots import ALLOW_ALL, Rules, rules_of
from portalcrawl.urls.scope import decide

logger = logging.getLogger(__name__)
# Before the lists: most sites have none, and one answer tells.
SITEMAP_PRIORITY = 80
MAX_REDIRECTS = 5  # RFC 9309 section 2.3.1.2


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt says no."""


class RobotsUnreachableError(Exception):
    """robots.txt can't be had now (5xx, no connection), so nothing of the host may be asked."""


class RobotsMiddleware:
    """One robots.txt for each scheme and host, asked for once in a run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let *request* pass, or raise what says why not."""
        if request.callback is NO_CALLBACK:
            return
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch(origin))
        try:
            rules = await asyncio.shield(self._rules[origin])
        except Exception:
            # Not known: the next request of this host asks again.
            self._rules.pop(origin, None)
            raise
        if not rules.allowed(request.url):
            self._count("forbidden")
            raise RobotsForbiddenError("robots.txt")
        self._keep_delay(request, rules)

    async def _fetch(self, origin: str) -> Rules:
        url = f"{origin}/robots.txt"
        scope = session_of(self._crawler).scope
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._ask(url)
            location = (response.headers.get(b"Location") or b"").decode("latin-1")
            if not 300 <= response.status < 400 or not location:
                rules = self._read(response)
                self._find_sitemaps(response, origin, is_text=rules is not ALLOW_ALL)
                return rules
            target = absolute_url(location, base=url)
            if target is None or not decide(target, scope=scope).accept:
                break
            url = target
        # Too many redirects, or away from the site: as if there were none (section 2.3.1.2).
        return ALLOW_ALL

    async def _ask(self, url: str) -> Response:
        engine = self._crawler.engine
        assert engine is not None
        self._count("request")
        request = Request(url, callback=NO_CALLBACK, meta={"verbatim_url": True})
        return await engine.download_async(request)

    def _read(self, response: Response) -> Rules:
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachableError(f"{response.url} answers {response.status}")
        if response.status >= 400:
            return ALLOW_ALL
        rules = rules_of(response.body)
        if rules is ALLOW_ALL:
            self._count("not_text")
        return rules

    def _find_sitemaps(self, response: Response, origin: str, *, is_text: bool) -> None:
        """Queue the site maps that robots.txt names; without one, where the home host may have it.

        "Sitemap:" is no part of RFC 9309, but of sitemaps.org.
        """
        session = session_of(self._crawler)
        named = sitemap_links_of_robots(response.body.decode("utf-8", "replace")) if is_text else []
        if not named and session.profile.url.startswith(f"{origin}/"):
            named = [f"{origin}/sitemap.xml"]
        for url in named:
            if decide(url, scope=session.scope).accept:
                entry = Entry(
                    site=session.profile.site,
                    url=url,
                    via=response.url,
                    hop_path="L",
                    priority=SITEMAP_PRIORITY,
                    role=Role.SITEMAP,
                )
                session.journal.add_entry(entry)
                session.leases.note_host(entry.host)

    def _keep_delay(self, request: Request, rules: Rules) -> None:
        """Lengthen the host's pause to what robots.txt asks for."""
        if rules.crawl_delay_secs is None:
            return
        session = session_of(self._crawler)
        delay = min(rules.crawl_delay_secs, session.config.crawl_delay_max_secs)
        engine = self._crawler.engine
        assert engine is not None
        _, slot = engine.downloader._get_slot(request)  # noqa: SLF001 - as AutoThrottle does
        if delay > slot.delay:
            slot.delay = delay
            logger.info("robots.txt of %s asks for %.1f s between requests", request.url, delay)

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/robots/{event}")

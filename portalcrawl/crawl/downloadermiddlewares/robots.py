"""Asks robots.txt before the site (RFC 9309); what it says is kept for the next runs."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.headers import header
from portalcrawl.crawl.not_asked import (
    HeldBackError,
    RobotsForbiddenError,
    RobotsUnreachableError,
)
from portalcrawl.crawl.session import session_of
from portalcrawl.extract.links import Role
from portalcrawl.extract.sitemaps import sitemap_links_of_robots
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import utc_now
from portalcrawl.manners.robots_cache import KeptRobots, after_answer, after_failure
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.robots import MAX_REDIRECTS, moved_to
from portalcrawl.urls.scope import decide

logger = logging.getLogger(__name__)
# Before the lists: most sites have none, and one answer tells.
SITEMAP_PRIORITY = 80


class RobotsMiddleware:
    """One robots.txt for each scheme and host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pause_secs = crawler.settings.getfloat("PORTALCRAWL_RETRY_PAUSE_SECS")
        self._asking: dict[str, asyncio.Task[KeptRobots]] = {}
        self._looked_at: set[str] = set()

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
        host = session_of(self._crawler).manners.host(host_of(request.url))
        kept, now = host.robots.get(parts.scheme), utc_now()
        if kept is None or kept.is_due(now, pause_secs=self._pause_secs):
            kept = await self._ask(origin, parts.scheme)
        if kept.state(now) == "unreachable":
            raise RobotsUnreachableError(f"{origin}/robots.txt can't be had ({kept.failure})")
        self._find_sitemaps(origin, kept)
        if not host.rules(parts.scheme).allowed(request.url):
            self._count("forbidden")
            raise RobotsForbiddenError("robots.txt")

    async def _ask(self, origin: str, scheme: str) -> KeptRobots:
        """Ask for it, once for all that wait for it. Raises why, where nothing is known of it."""
        if (task := self._asking.get(origin)) is None:
            task = self._asking[origin] = asyncio.ensure_future(self._renewed(origin, scheme))
            task.add_done_callback(lambda _: self._asking.pop(origin, None))
        return await asyncio.shield(task)

    async def _renewed(self, origin: str, scheme: str) -> KeptRobots:
        session = session_of(self._crawler)
        name = host_of(origin)
        robots = session.manners.host(name).robots
        before = robots.get(scheme)
        failure: Exception | None = None
        try:
            response = await self._fetch(f"{origin}/robots.txt")
        except HeldBackError:
            raise
        except Exception as error:  # noqa: BLE001 - named, kept, and raised below
            failure = error
            kept = after_failure(before, failure_reason(error), now=utc_now())
        else:
            kept = self._read(response, before, now=utc_now())
        robots[scheme] = kept
        session.journal.remember_host(name, session.manners.document(name))
        if kept.failure:
            self._count("unreachable")
        if failure is not None and kept.state(utc_now()) == "unreachable":
            raise failure
        return kept

    async def _fetch(self, url: str) -> Response:
        """The answer, redirects followed as far as they are to be."""
        engine = self._crawler.engine
        assert engine is not None
        for _ in range(MAX_REDIRECTS + 1):
            self._count("request")
            request = Request(url, callback=NO_CALLBACK, meta={"verbatim_url": True})
            response = await engine.download_async(request)
            location = header(response, "Location") or ""
            target = moved_to(status=response.status, location=location, base=url)
            if target is None:
                break
            url = target
        return response

    def _read(self, response: Response, before: KeptRobots | None, *, now: datetime) -> KeptRobots:
        kept = after_answer(before, status=response.status, body=response.body, now=now)
        if response.status < 300 and kept.text is None:
            self._count("not_text")
        return kept

    def _find_sitemaps(self, origin: str, kept: KeptRobots) -> None:
        """Queue the site maps that robots.txt names; without one, where the home host may have it.

        "Sitemap:" is no part of RFC 9309, but of sitemaps.org.
        """
        if origin in self._looked_at:
            return
        self._looked_at.add(origin)
        session = session_of(self._crawler)
        named = sitemap_links_of_robots(kept.text) if kept.text is not None else []
        if not named and session.profile.url.startswith(f"{origin}/"):
            named = [f"{origin}/sitemap.xml"]
        for url in named:
            if decide(url, scope=session.scope).accept:
                entry = Entry(
                    site=session.profile.site,
                    url=url,
                    via=f"{origin}/robots.txt",
                    hop_path="L",
                    priority=SITEMAP_PRIORITY,
                    role=Role.SITEMAP,
                )
                session.journal.add_entry(entry)
                session.leases.note_host(entry.host)

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/robots/{event}")

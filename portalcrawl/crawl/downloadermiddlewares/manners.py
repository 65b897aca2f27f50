"""Lets no request out before its host's turn, and keeps what the host did.

It stands next to the network, so that robots.txt and what pages ask for in a browser wait here too.
What a host did decides what comes next (``manners/pace.py``); what must outlive a ``kill -9``, its
Retry-After, is written with the next batch, all else now and then.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.gate import Gate
from portalcrawl.crawl.headers import header
from portalcrawl.crawl.meta import ASKED_AT, SPOOLED
from portalcrawl.crawl.not_asked import HeldBackError
from portalcrawl.crawl.session import session_of
from portalcrawl.manners.memory import Host
from portalcrawl.manners.pace import TROUBLED_FAILURES
from portalcrawl.recrawl.retry import retry_after_secs
from portalcrawl.urls.absolute import host_of

logger = logging.getLogger(__name__)


class MannersMiddleware:
    """One gate for each host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._gates: dict[str, Gate] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait until *request* may go out. Raises HeldBackError where that is not soon."""
        try:
            request.meta[ASKED_AT] = await self._gate(host_of(request.url)).enter()
        except HeldBackError as error:
            self._count(f"held_back/{error}")
            raise

    def process_response(self, request: Request, response: Response) -> Response:
        """*response*, as it is."""
        if (began := request.meta.pop(ASKED_AT, None)) is not None:
            self._answered(request, response, began)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """No answer came, if the request went out at all."""
        if (began := request.meta.pop(ASKED_AT, None)) is None:
            return
        name, now = host_of(request.url), datetime.now(UTC)
        host = self._ended(name)
        if failure_reason(exception) in TROUBLED_FAILURES:
            level = host.pace.back_off
            host.pace.troubled(began=began, now=now)
            self._tell_back_off(name, host, level)

    def _answered(self, request: Request, response: Response, began: datetime) -> None:
        name, now = host_of(request.url), datetime.now(UTC)
        host = self._ended(name)
        body = request.meta.get(SPOOLED)
        size = body.size if body is not None else len(response.body)
        host.figures.body_bytes += size
        level, not_before = host.pace.back_off, host.pace.not_before
        host.pace.answered(
            session_of(self._crawler).manners.terms,
            began=began,
            now=now,
            status=response.status,
            latency_secs=request.meta.get("download_latency"),
            body_bytes=size,
            retry_after_secs=retry_after_secs(header(response, "Retry-After"), now=now),
        )
        self._tell_back_off(name, host, level)
        if host.pace.not_before != not_before:
            self._tell_retry_after(name, host)

    def _ended(self, name: str) -> Host:
        """A request that went out to the host *name* is over."""
        manners = session_of(self._crawler).manners
        host = manners.host(name)
        self._gates[name].leave()
        host.figures.requests += 1
        manners.note(name)
        return host

    def _tell_back_off(self, name: str, host: Host, level: int) -> None:
        if host.pace.back_off > level:
            host.figures.back_offs += 1
            self._count("back_off")
            logger.info(
                "%s has trouble: the pause is %d times as long", name, 2**host.pace.back_off
            )

    def _tell_retry_after(self, name: str, host: Host) -> None:
        host.figures.retry_afters += 1
        self._count("retry_after")
        session = session_of(self._crawler)
        session.journal.remember_host(name, session.manners.document(name))
        logger.info("%s asks to be left alone until %s", name, host.pace.not_before)

    def _gate(self, name: str) -> Gate:
        gate = self._gates.get(name)
        if gate is None:
            gate = self._gates[name] = Gate(
                name,
                session_of(self._crawler).manners,
                is_stopping=self._is_stopping,
                on_wait=partial(self._waits, name),
            )
        return gate

    def _waits(self, name: str, why: str) -> None:
        waits = session_of(self._crawler).manners.host(name).figures.waits
        waits[why] = waits.get(why, 0) + 1
        self._count(f"waited/{why}")

    def _is_stopping(self) -> bool:
        engine = self._crawler.engine
        assert engine is not None
        return not engine.running or session_of(self._crawler).journal.failure is not None

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/manners/{event}")

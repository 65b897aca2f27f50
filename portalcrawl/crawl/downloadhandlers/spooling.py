"""Scrapy's HTTP/1.1 handler, which never holds a large body in memory.

The response has the start of such a body, and all of it where it is text that can be read whole;
``meta[SPOOLED]`` says where the body is, for the archive.

Scrapy has no public hook between the socket and a body in memory (``bytes_received`` comes beside
it), so this stands on ``_ScrapyAgent._cb_bodyready`` of Scrapy 2.19, where Twisted's public
``deliverBody`` is called; tests/crawl/test_large_bodies.py tells when that moves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ScrapyAgent
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.protocol import Protocol
from twisted.web.client import Response as TxResponse
from twisted.web.iweb import UNKNOWN_LENGTH

from portalcrawl.archive.arrival import Arrival, Limits
from portalcrawl.archive.body import SpooledBody
from portalcrawl.archive.message.content_encoding import decode_content
from portalcrawl.crawl.downloadhandlers.body_reader import BodyReader
from portalcrawl.crawl.headers import header
from portalcrawl.crawl.meta import CUT, SPOOLED
from portalcrawl.crawl.session import has_session, session_of
from portalcrawl.errors import DiskFullError
from portalcrawl.page.media_type import SNIFFED_BYTES, is_text, media_type

logger = logging.getLogger(__name__)
# A site map may have 50 MiB (sitemaps.org), the largest text that is read.
MAX_READ_BYTES = 64 << 20


class SpoolingDownloadHandler(HTTP11DownloadHandler):
    """For the requests of a crawl; those of other commands are Scrapy's own."""

    async def download_request(self, request: Request) -> Response:
        """The response. Raises what Scrapy's raises, and DiskFullError."""
        if not has_session(self._crawler):
            return await super().download_request(request)
        for name in (SPOOLED, CUT):
            request.meta.pop(name, None)
        agent = _SpoolingAgent(
            limits=session_of(self._crawler).body_limits,
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        try:
            with wrap_twisted_exceptions():
                response = await maybe_deferred_to_future(agent.download_request(request))
            self._raise_error(agent.arrival)
        except BaseException:
            if agent.arrival is not None:
                agent.arrival.discard()
            raise
        return self._noted(response, request, agent.arrival)

    def _raise_error(self, arrival: Arrival | None) -> None:
        if arrival is None or arrival.error is None:
            return
        if not isinstance(arrival.error, DiskFullError):
            # The data folder can't be used any more.
            session_of(self._crawler).journal.fail(arrival.error)
        raise arrival.error

    def _noted(self, response: Response, request: Request, arrival: Arrival | None) -> Response:
        """*response* with what is known of its body."""
        if arrival is None:
            return response
        if arrival.is_cut:
            request.meta[CUT] = True
            self._count("cut")
            logger.warning("%s is cut at %d bytes", request.url, arrival.size)
        if (body := arrival.spooled) is None:
            return response
        request.meta[SPOOLED] = body
        self._count("spooled")
        return self._with_text(response, body)

    def _with_text(self, response: Response, body: SpooledBody) -> Response:
        """*response*; where it is a text, with as much of it as is read."""
        encodings = [v.decode("latin-1") for v in response.headers.getlist("Content-Encoding")]
        start = decode_content(response.body[: 4 * SNIFFED_BYTES], encodings)
        if not is_text(media_type(start, declared=header(response, "Content-Type"))):
            return response
        if body.size > MAX_READ_BYTES:
            self._count("read_in_part")
            logger.warning("%s: only its first %d bytes are read", response.url, MAX_READ_BYTES)
        with body.path.open("rb") as file:
            return response.replace(body=file.read(MAX_READ_BYTES))

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/body/{event}")


class _SpoolingAgent(_ScrapyAgent):
    """One request. ``arrival`` is its body, once it begins."""

    def __init__(self, *, limits: Limits, **options: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**options)
        self.arrival: Arrival | None = None
        self._limits = limits

    def _cb_bodyready(self, txresponse: TxResponse, request: Request) -> Any:  # noqa: ANN401 - Scrapy's own
        length = 0 if txresponse.length is UNKNOWN_LENGTH else int(str(txresponse.length))
        arrival = self.arrival = Arrival(self._limits, expected_bytes=length)
        deliver: Callable[[Protocol], None] = txresponse.deliverBody

        def deliver_through(reader: Protocol) -> None:
            deliver(BodyReader(reader, arrival, on_progress=lambda: self._wait_on(request)))

        txresponse.deliverBody = deliver_through  # type: ignore[method-assign]
        return super()._cb_bodyready(txresponse, request)

    def _wait_on(self, request: Request) -> None:
        """A large body has the time of a page for each further megabyte."""
        timer: Any = self._timeout_cl
        if timer.active():
            timer.reset(request.meta.get("download_timeout") or self._connectTimeout)

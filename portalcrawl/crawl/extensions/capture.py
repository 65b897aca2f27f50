"""Archives every response as it left the wire: compressed, redirects and robots.txt included."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from portalcrawl.archive.exchange import Exchange
from portalcrawl.crawl.meta import CAPTURE, ENTRY, FETCHED_AT
from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import utc_now


class CaptureExtension:
    """Listens where the body is still content-encoded."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's factory."""
        return cls(crawler)

    def _downloaded(self, response: Response, request: Request) -> None:
        entry = request.meta.get(ENTRY)
        exchange = Exchange(
            id=str(uuid4()),
            url=request.url,
            fetched_at=utc_now(),
            status=response.status,
            response_headers=_lines(response.headers),
            body=response.body,
            method=request.method,
            request_headers=_lines(request.headers),
            request_body=request.body,
            protocol=response.protocol or "HTTP/1.1",
            ip_address=str(response.ip_address) if response.ip_address else None,
            mime=_mime(response.headers),
            # The server closed before all bytes came: the word of ISO 28500 section 5.13.
            truncated="disconnect" if "dataloss" in response.flags else None,
            via=entry.via if isinstance(entry, Entry) else None,
            hop_path=entry.hop_path if isinstance(entry, Entry) else "P",
        )
        request.meta[CAPTURE] = exchange.id
        request.meta[FETCHED_AT] = exchange.fetched_at
        session_of(self._crawler).journal.add_exchange(exchange)


def _lines(headers: Headers) -> bytes:
    raw = headers.to_string()
    return raw + b"\r\n" if raw else b""


def _mime(headers: Headers) -> str | None:
    value = (headers.get(b"Content-Type") or b"").decode("latin-1")
    return value.partition(";")[0].strip().lower() or None

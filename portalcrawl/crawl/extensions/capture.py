"""Archives every response as it left the wire: compressed, redirects and robots.txt included."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.found import Found
from portalcrawl.archive.message.sniffed import START_BYTES, bare_type, sniffed_type
from portalcrawl.crawl.meta import CAPTURE, CUT, ENTRY, FETCHED_AT, SPOOLED, VALIDATED
from portalcrawl.crawl.requests import found_of
from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import Entry
from portalcrawl.frontier.queue import utc_now
from portalcrawl.urls.absolute import absolute_url


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
        location = _header(response.headers, "Location")
        declared = _header(response.headers, "Content-Type")
        exchange = Exchange(
            id=str(uuid4()),
            url=request.url,
            fetched_at=utc_now(),
            status=response.status,
            response_headers=_lines(response.headers),
            body=request.meta.get(SPOOLED) or response.body,
            method=request.method,
            request_headers=_lines(request.headers),
            request_body=request.body,
            protocol=response.protocol or "HTTP/1.1",
            ip_address=str(response.ip_address) if response.ip_address else None,
            mime=bare_type(declared),
            media_type=sniffed_type(
                response.body[:START_BYTES],
                encodings=[
                    value.decode("latin-1")
                    for value in response.headers.getlist("Content-Encoding")
                ],
                declared=declared,
            ),
            location=absolute_url(location, base=request.url) if location else None,
            truncated=_truncated(response, request),
            fetch_ms=_fetch_ms(request),
            found=found_of(entry) if isinstance(entry, Entry) else Found(hop_path="P"),
            not_modified=request.meta.get(VALIDATED) if response.status == 304 else None,
        )
        request.meta[CAPTURE] = exchange.id
        request.meta[FETCHED_AT] = exchange.fetched_at
        session_of(self._crawler).journal.add_exchange(exchange)


def _fetch_ms(request: Request) -> int | None:
    seconds = request.meta.get("download_latency")
    return round(1000 * seconds) if seconds is not None else None


def _truncated(response: Response, request: Request) -> str | None:
    """Why not all of the body is there, in the words of ISO 28500 section 5.13."""
    if request.meta.get(CUT):
        return "length"
    # The server closed before all bytes came.
    return "disconnect" if "dataloss" in response.flags else None


def _lines(headers: Headers) -> bytes:
    raw = headers.to_string()
    return raw + b"\r\n" if raw else b""


def _header(headers: Headers, name: str) -> str:
    return (headers.get(name) or b"").decode("latin-1")

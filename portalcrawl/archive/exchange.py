r"""One request and its response, as sent and received.

>>> from datetime import UTC
>>> exchange = Exchange(
...     id="5f9d",
...     url="http://a.cn/x?y",
...     fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
...     status=200,
...     response_headers=b"Content-Type: text/html\r\n",
...     body=b"<p>",
... )
>>> exchange.response_block().splitlines()[0], exchange.request_block().splitlines()[0]
(b'HTTP/1.1 200 OK', b'GET /x?y HTTP/1.1')

The body is the wire's (still content-encoded), with the transfer encoding removed by the HTTP
client. Scrapy keeps every value of a repeated header, but neither the case of header names, nor the
order of different headers, nor the reason phrase: the phrase here is the registered one.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from ada_url import URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A fetch. ``id`` is a UUID: the response record's WARC-Record-ID and the capture's ``_id``.

    Header blocks are lines that end in CRLF. ``truncated`` is a WARC-Truncated reason. ``mime`` is
    what the server declared and ``media_type`` what the body is; ``location`` is absolute.

    ``rendered_from`` is the id of a response whose scripts made this page of it: then ``body`` is
    the document as HTML after they ran. It never went over the wire, and is no response.
    """

    id: str
    url: str
    fetched_at: datetime
    status: int
    response_headers: bytes
    body: bytes
    method: str = "GET"
    request_headers: bytes = b""
    request_body: bytes = b""
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None
    mime: str | None = None
    media_type: str | None = None
    location: str | None = None
    truncated: str | None = None
    via: str | None = None
    hop_path: str = ""
    rendered_from: str | None = None
    key: str = ""
    """What tells this request from a reader's at its address: a post-back's page, ``probe``."""

    def response_block(self) -> bytes:
        """The HTTP response message: status line, headers, body."""
        line = f"{self.protocol} {self.status} {_phrase(self.status)}\r\n"
        return b"".join((line.encode(), self.response_headers, b"\r\n", self.body))

    def request_block(self) -> bytes:
        """The HTTP request message."""
        url = URL(self.url)
        line = f"{self.method} {url.pathname}{url.search} HTTP/1.1\r\nHost: {url.host}\r\n"
        return b"".join((line.encode(), self.request_headers, b"\r\n", self.request_body))


def payload_sha1(body: bytes) -> bytes:
    """The 20 bytes of SHA-1 over the payload as sent."""
    return hashlib.sha1(body, usedforsecurity=False).digest()


def digest_label(sha1: bytes) -> str:
    """The digest as WARC headers write it.

    >>> digest_label(payload_sha1(b""))
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return f"sha1:{base64.b32encode(sha1).decode()}"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"

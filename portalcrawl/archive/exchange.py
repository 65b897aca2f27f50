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
>>> exchange.response_head().splitlines()[0], exchange.request_block().splitlines()[0]
(b'HTTP/1.1 200 OK', b'GET /x?y HTTP/1.1')

The body is the wire's (still content-encoded), with the transfer encoding removed by the HTTP
client. What Scrapy keeps and loses of the head is said in docs/archive.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus

from ada_url import URL

from portalcrawl.archive.body import Body, body_sha1, digest_label
from portalcrawl.archive.found import NOT_FOUND, Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The capture that has the payload of a revisit, and where its record lies."""

    id: str
    url: str
    fetched_at: datetime
    file: str
    offset: int
    length: int
    payload_digest: str


@dataclass(frozen=True, kw_only=True)
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
    body: Body
    method: str = "GET"
    request_headers: bytes = b""
    request_body: bytes = b""
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None
    mime: str | None = None
    media_type: str | None = None
    location: str | None = None
    truncated: str | None = None
    fetch_ms: int | None = None
    """How long the answer took."""
    found: Found = NOT_FOUND
    rendered_from: str | None = None
    not_modified: str | None = None
    """The id of the capture that the server says (304) is still what it has."""
    original: Original | None = None
    """The capture with the same payload; None where this one's is to be kept."""

    @property
    def key(self) -> str:
        """What tells this request from a reader's at its address: a post-back's page, ``probe``."""
        return self.found.capture_key(is_form=self.method != "GET" or bool(self.request_body))

    @cached_property
    def payload_digest(self) -> str:
        """The digest of the body as sent, taken once: a label as WARC headers have it."""
        return digest_label(body_sha1(self.body))

    def response_head(self) -> bytes:
        """The HTTP response message without its body: status line, headers, empty line."""
        line = f"{self.protocol} {self.status} {_phrase(self.status)}\r\n"
        return b"".join((line.encode(), self.response_headers, b"\r\n"))

    def request_block(self) -> bytes:
        """The HTTP request message."""
        url = URL(self.url)
        line = f"{self.method} {url.pathname}{url.search} HTTP/1.1\r\nHost: {url.host}\r\n"
        return b"".join((line.encode(), self.request_headers, b"\r\n", self.request_body))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"

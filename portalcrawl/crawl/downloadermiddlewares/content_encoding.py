"""Undoes the content encoding for the spider; the archive has the wire's bytes already."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from portalcrawl.archive.message.content_encoding import (
    MAX_DECODED_BYTES,
    decode_content,
    is_cut_off,
    is_gzip_page,
)
from portalcrawl.crawl.headers import header
from portalcrawl.crawl.meta import CUT, SPOOLED

# Of a body that is too large for memory.
MAX_PART_BYTES = 64 << 20


class ContentEncodingMiddleware:
    """As Scrapy's HttpCompressionMiddleware, but a body that lies about its coding stays a page."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response with a decoded body, marked where that broke off."""
        encodings = [
            value.decode("latin-1") for value in response.headers.getlist("Content-Encoding")
        ]
        if not encodings and is_gzip_page(response.body, header(response, "Content-Type") or ""):
            encodings = ["gzip"]
        if not encodings or not response.body:
            return response
        is_part = request.meta.get(SPOOLED) is not None or request.meta.get(CUT)
        cut = ["dataloss"] if not is_part and is_cut_off(response.body, encodings) else []
        body = decode_content(
            response.body, encodings, max_bytes=MAX_PART_BYTES if is_part else MAX_DECODED_BYTES
        )
        return response.replace(body=body, flags=[*response.flags, *cut])

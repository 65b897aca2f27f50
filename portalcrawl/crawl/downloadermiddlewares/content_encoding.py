"""Undoes the content encoding for the spider; the archive has the wire's bytes already."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from portalcrawl.archive.content_encoding import decode_content, is_cut_off, is_gzip_page
from portalcrawl.crawl.headers import header


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
        cut = ["dataloss"] if is_cut_off(response.body, encodings) else []
        body = decode_content(response.body, encodings)
        return response.replace(body=body, flags=[*response.flags, *cut])

"""Undoes the content encoding for the spider; the archive has the wire's bytes already."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from portalcrawl.archive.content_encoding import decode_content


class ContentEncodingMiddleware:
    """As Scrapy's HttpCompressionMiddleware, but a body that lies about its coding stays a page."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response with a decoded body."""
        encodings = [
            value.decode("latin-1") for value in response.headers.getlist("Content-Encoding")
        ]
        if not encodings or not response.body:
            return response
        return response.replace(body=decode_content(response.body, encodings))

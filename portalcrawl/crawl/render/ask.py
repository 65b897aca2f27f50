"""The spider's way to the browser."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from portalcrawl.crawl.meta import ENTRY, RENDER


async def rendered(crawler: Crawler, response: Response) -> Response | None:
    """What *response* is once its scripts ran; None where it gets no browser (counted why).

    The site is not asked for the page again. ``meta`` of the result holds the capture of what was
    rendered, and as RENDERED the data that the scripts asked for.
    """
    engine = crawler.engine
    assert engine is not None
    meta = {ENTRY: response.meta[ENTRY], RENDER: response, "verbatim_url": True}
    try:
        return await engine.download_async(Request(response.url, meta=meta))
    except IgnoreRequest:
        return None

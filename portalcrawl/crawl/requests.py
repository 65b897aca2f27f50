"""Scrapy requests and frontier entries, one made from the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Request

from portalcrawl.crawl.meta import ANCHOR, ENTRY, HOP_PATH, RENDER, ROW_DATE, VIA
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.entry import Entry
from portalcrawl.urls.routes import route_of

MAX_ANCHOR_CHARS = 200


def request_of(
    entry: Entry, *, callback: Callable[..., Any], errback: Callable[..., Any]
) -> Request:
    """The request that asks for a leased *entry*, its address sent byte for byte.

    A route of an app is nothing that a server knows: the browser shows it.
    """
    headers = {"Referer": entry.via} if entry.via else {}
    meta = {ENTRY: entry, "verbatim_url": True, RENDER: bool(route_of(entry.url))}
    return Request(entry.url, callback=callback, errback=errback, headers=headers, meta=meta)


def new_request(
    url: str,
    *,
    via: str | None = None,
    hop_path: str = "",
    anchor: str = "",
    row_date: str = "",
    priority: int = 0,
) -> Request:
    """A request for a URL that was found: on its way to the frontier."""
    found = {VIA: via, HOP_PATH: hop_path, ANCHOR: anchor, ROW_DATE: row_date}
    return Request(url, meta={**found, "verbatim_url": True}, priority=priority)


def entry_of(request: Request, *, site: str) -> Entry:
    """The frontier's entry of a new request. Raises PortalcrawlError for anything but GET."""
    if request.method != "GET":
        raise PortalcrawlError(f"the frontier holds GET requests only, not {request}")
    meta = request.meta
    return Entry(
        site=site,
        url=request.url,
        via=meta.get(VIA),
        hop_path=meta.get(HOP_PATH, ""),
        anchor=meta.get(ANCHOR, "")[:MAX_ANCHOR_CHARS],
        row_date=meta.get(ROW_DATE, ""),
        priority=request.priority,
    )

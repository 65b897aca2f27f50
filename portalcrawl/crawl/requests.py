"""Scrapy requests and frontier entries, one made from the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Request

from portalcrawl.archive.found import Found
from portalcrawl.crawl.meta import ENTRY, FOUND, RENDER, VALIDATED
from portalcrawl.errors import PortalcrawlError
from portalcrawl.extract.links import Link
from portalcrawl.frontier.entry import Entry
from portalcrawl.urls.routes import route_of

MAX_ANCHOR_CHARS = 200


def request_of(
    entry: Entry,
    *,
    callback: Callable[..., Any],
    errback: Callable[..., Any],
    conditional: bool,
) -> Request:
    """The request that asks for a leased *entry*, its address sent byte for byte.

    *conditional*: with the validators of its last visit.

    A route of an app is nothing that a server knows: the browser shows it.
    """
    headers = {"Referer": entry.via} if entry.via else {}
    known = entry.known if conditional else None
    headers |= known.headers() if known else {}
    if entry.body:
        headers["Content-Type"] = entry.content_type
    return Request(
        entry.url,
        method="POST" if entry.body else "GET",
        body=entry.body,
        callback=callback,
        errback=errback,
        headers=headers,
        meta={
            ENTRY: entry,
            "verbatim_url": True,
            RENDER: bool(route_of(entry.url)),
            VALIDATED: known.capture if known else None,
        },
    )


def found_request(entry: Entry) -> Request:
    """A request for a URL that was found: on its way to the frontier."""
    meta = {FOUND: entry, "verbatim_url": True}
    return Request(entry.url, meta=meta, priority=entry.priority)


def found_entry(link: Link, *, on: Entry, at: str) -> Entry:
    """The entry of *link* on the page *at*, which was asked for as *on*."""
    return Entry(
        site=on.site,
        url=link.url,
        via=at,
        hop_path=on.hop_path + link.hop,
        anchor=link.anchor[:MAX_ANCHOR_CHARS],
        row_date=link.row_date,
        priority=link.priority,
        role=link.role,
        column=link.column,
        number=link.number,
        body=link.body,
        content_type=link.content_type,
        key=link.key,
        fallback=link.fallback,
        rows=link.rows,
        again=link.again,
        plain=link.plain,
    )


def found_of(entry: Entry) -> Found:
    """What the archive keeps of *entry*: enough to read its page again."""
    return Found(
        via=entry.via or "",
        hop_path=entry.hop_path,
        role=entry.role,
        anchor=entry.anchor,
        row_date=entry.row_date,
        column=entry.column,
        number=entry.number,
        key=entry.key,
        rows=entry.rows,
    )


def entry_of(request: Request, *, site: str) -> Entry:
    """The frontier's entry of a new request. Raises PortalcrawlError for anything but GET."""
    found = request.meta.get(FOUND)
    if isinstance(found, Entry):
        return found
    if request.method != "GET":
        raise PortalcrawlError(f"the frontier takes GET requests only, not {request}")
    return Entry(site=site, url=request.url, priority=request.priority)

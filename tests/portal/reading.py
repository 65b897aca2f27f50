"""Reads a site in the plainest way, to check a truth or a crawl with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from tests.portal.site import Site

HREF = re.compile(r'<a [^>]*href="([^"]*)"', re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def decoded(site: Site, path: str) -> str:
    """The page's markup, by the rule of real pages: UTF-8 if it is, else the GB family."""
    body = site.find(path).body
    return body.decode(_codec(body))


def _codec(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def seen(markup: str) -> str:
    """The text of a page with white space collapsed and no tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


def links(site: Site, page: str) -> Iterator[str]:
    """The paths on the site that a browser would ask for from the plain links of a page."""
    if site.find(page).is_page:
        yield from links_in(_SCRIPT.sub("", decoded(site, page)), site, page)


def links_in(markup: str, site: Site, page: str) -> Iterator[str]:
    """The same from a piece of markup that *page* holds or fetches."""
    codec = _codec(site.find(page).body)
    for href in HREF.findall(markup):
        parts = urlsplit(urljoin(f"http://t1{page}", unescape(href)))
        if parts.netloc == "t1" and not href.startswith(("javascript:", "#")) and href:
            query = quote(parts.query, safe="=&%/:", encoding=codec)
            yield quote(parts.path, safe="/%") + (f"?{query}" if query else "")


def walk(
    site: Site,
    *,
    through_articles: bool,
    read: Callable[[Site, str], Iterable[str]] = links,
) -> set[str]:
    """All paths reached from the home page by what *read* finds, as a polite crawler follows it."""
    truth = site.truth
    kept_from = tuple(trap.prefix for trap in truth.traps if not trap.budget)
    found, ahead = {truth.home}, [truth.home]
    while ahead:
        page = ahead.pop()
        if page in truth.articles and not through_articles:
            continue
        for path in read(site, page):
            if path in found or truth.forbidden.covers(path) or path.startswith(kept_from):
                continue
            found.add(path)
            ahead.append(path)
    return found

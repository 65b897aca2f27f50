"""Follows a portal as an obedient crawler would: links, frames, redirects in pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from tests.portal.reading import HREF, decoded
from tests.portal.site import Site, capital_escapes

_FRAME = re.compile(r'<i?frame [^>]*src="([^"]*)"')
_SENT_ON = re.compile(
    r'http-equiv="refresh" content="\d+;\s*url=([^"]*)"|location(?:\.href)?\s*=\s*"([^"]*)"'
)


def leads_to(site: Site, page: str) -> Iterator[str]:
    """The paths on the site that *page* links to, holds in frames or sends its readers to."""
    html = decoded(site, page)
    found = [
        href for href in HREF.findall(html) if href and not href.startswith(("javascript:", "#"))
    ]
    found += _FRAME.findall(html)
    found += [match[1] or match[2] for match in _SENT_ON.finditer(html)]
    for address in found:
        parts = urlsplit(urljoin(f"http://here{page}", unescape(address)))
        if parts.netloc == "here":
            query = quote(parts.query, safe="=&%", encoding="gbk")
            # A session id belongs to the path.
            yield quote(parts.path, safe="/%;=") + (f"?{query}" if query else "")


def walk(site: Site, *, through_articles: bool = True) -> set[str]:
    """All paths reached from the home page; of traps, only those that pages outside lead to."""
    truth = site.truth
    traps = tuple(trap.prefix for trap in truth.traps)
    found, ahead = {truth.home}, [truth.home]
    while ahead:
        page = ahead.pop()
        if not site.find(page).is_page or (page in truth.articles and not through_articles):
            continue
        if traps and page.startswith(traps):
            continue
        for path in map(capital_escapes, leads_to(site, page)):
            if path not in found and not truth.forbidden.covers(path):
                found.add(path)
                ahead.append(path)
    return found

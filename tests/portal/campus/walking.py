"""Walks a portal from its home page by plain links and redirects, to compare with its truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urljoin

from tests.portal.reading import decoded, links
from tests.portal.site import Asked, Resource, Site

_SCRIPTED = re.compile(r'window\.location\s*=\s*"(/[^"]*)"')


def walk(site: Site, *, through_articles: bool = True) -> set[str]:
    """All paths reached, as an obedient crawler follows them."""
    truth = site.truth
    found, ahead = {truth.home}, [truth.home]
    while ahead:
        page = ahead.pop()
        if page in truth.articles and not through_articles:
            continue
        for path in leads_to(site, page):
            if path not in found and not truth.forbidden.covers(path):
                found.add(path)
                ahead.append(path)
    return found


def leads_to(site: Site, page: str) -> Iterator[str]:
    """Where a page leads on the site: its links, or where it sends everybody."""
    if (moved := landed(site, page)) != page:
        yield moved
    elif site.find(page).is_page:
        yield from links(site, page)
        yield from _SCRIPTED.findall(decoded(site, page))


def landed(site: Site, path: str) -> str:
    """Where a request for *path* ends: there, or where a redirect leads."""
    return dict(site.find(path).headers).get("Location", path)


def ask_from(site: Site, page: str, path: str) -> Resource:
    """What *path* gives to who follows a link of *page*."""
    return site.answer(Asked(path, headers={"referer": f"http://127.0.0.1:8000{page}"}))


def labelled(site: Site, page: str, label: str) -> str | None:
    """Where the first link of *page* that says *label* leads; None if nowhere."""
    link = rf'<a [^>]*href="([^"]*)"[^>]*>(?:<[^>]*>)*{re.escape(label)}'
    found = re.search(link, decoded(site, landed(site, page)))
    if found is None or found[1].startswith("javascript:"):
        return None
    return quote(urljoin(page, unescape(found[1])), safe="/%?=&")


def follow(site: Site, page: str, label: str) -> list[str]:
    """The pages from *page* on, by the link that says *label*."""
    pages = [page]
    while (after := labelled(site, pages[-1], label)) and after not in pages:
        pages.append(after)
    return pages

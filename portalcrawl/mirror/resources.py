"""What a mirror is made of: captured resources, and where each lives in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portalcrawl.errors import UrlError
from portalcrawl.mirror.paths import mirror_path
from portalcrawl.sites.identity import twin_key
from portalcrawl.urls.keys import canonical_url

MAX_REDIRECTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """The capture of *url* that the mirror shows: ``file``, ``offset``, ``length`` of its record.

    ``media_type`` is what the body is; ``location`` where a redirect leads, absolute.
    """

    url: str
    status: int
    media_type: str
    fetched_at: datetime
    file: str
    offset: int
    length: int
    location: str | None = None
    original: Mapping[str, Any] | None = None
    """Where the payload is, of a revisit (file, offset, length)."""


@dataclass(slots=True)
class SiteMap:
    """Canonical URL → path in the mirror, for everything that is in it, redirects included."""

    paths: dict[str, str] = field(default_factory=dict)
    shown: list[tuple[Resource, str]] = field(default_factory=list)
    """Resources that become files, with their paths, in the order of the archive."""
    twins: dict[str, str] = field(default_factory=dict)
    """Document key → path: links also lead there by addresses that were not asked for."""

    @classmethod
    def of_resources(cls, resources: Iterable[Resource]) -> SiteMap:
        """Lay out *resources*, one for each URL."""
        site_map = cls()
        redirects: dict[str, str] = {}
        for resource in resources:
            key = canonical_url(resource.url)
            if 200 <= resource.status < 300:
                path = mirror_path(resource.url, mime=resource.media_type)
                site_map.paths[key] = path
                site_map.twins.setdefault(twin_key(resource.url), path)
                site_map.shown.append((resource, path))
            elif resource.location:
                redirects[key] = canonical_url(resource.location)
        site_map.paths |= dict(_followed(redirects, site_map.paths))
        site_map.shown.sort(key=lambda pair: (pair[0].file, pair[0].offset))
        return site_map

    def path_of(self, url: str) -> str | None:
        """The path of what was captured at *url* or its twin; None where nothing was."""
        try:
            return self.paths.get(canonical_url(url)) or self.twins.get(twin_key(url))
        except UrlError:
            return None


def _followed(redirects: dict[str, str], paths: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(URL, path) of each redirect that ends at something captured."""
    for url, target in redirects.items():
        step = target
        for _ in range(MAX_REDIRECTS):
            if step in paths:
                yield url, paths[step]
                break
            if step not in redirects:
                break
            step = redirects[step]

"""Which of the crawled sites a command is about."""

from __future__ import annotations

from typing import Any

from portalcrawl.errors import PortalcrawlError


def choose_site(sites: list[dict[str, Any]], wanted: str | None) -> dict[str, Any]:
    """The document of the site *wanted*, or of the only one. Raises PortalcrawlError."""
    names = [site["_id"] for site in sites]
    if wanted is None and len(sites) == 1:
        return sites[0]
    if not sites:
        raise PortalcrawlError("no site was crawled yet")
    if wanted is None:
        raise PortalcrawlError(f"several sites were crawled, say --site: {', '.join(names)}")
    if wanted not in names:
        raise PortalcrawlError(f"site {wanted!r} was not crawled; there are: {', '.join(names)}")
    return sites[names.index(wanted)]

"""Sample pages: folders of files, and the pages of the built-in test portal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.fuzz.sample import Sample
from tests.portal import build_t1

PORTAL_ARTICLES = 60


def portal_pages() -> list[Sample]:
    """The distinct pages of the test portal, in the order of their paths."""
    site = build_t1(articles=PORTAL_ARTICLES)
    pages = {
        resource.body: Sample(resource.body, resource.content_type, f"portal {path}")
        for path, resource in sorted(site.resources.items())
        if resource.is_page
    }
    return list(pages.values())


def pages_of(folders: Iterable[Path]) -> list[Sample]:
    """All ``*.html`` below *folders*, in the order of their names."""
    files = [file for folder in folders for file in sorted(folder.rglob("*.html"))]
    return [Sample(file.read_bytes(), "text/html", file.name) for file in files]

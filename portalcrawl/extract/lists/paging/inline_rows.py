"""Rows that stand in a page's scripts."""

from __future__ import annotations

from portalcrawl.extract.lists.listing import Row
from portalcrawl.page.document import Page


def inline_rows(page: Page) -> list[Row]:
    """None yet: no form is known."""
    del page
    return []

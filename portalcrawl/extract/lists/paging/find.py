"""The pager that a page's script makes."""

from __future__ import annotations

from portalcrawl.extract.lists.listing import Paging
from portalcrawl.page.document import Page


def find_paging(page: Page) -> Paging | None:
    """None yet: no mechanism is known."""
    del page
    return None

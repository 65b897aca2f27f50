"""Lists that are data."""

from __future__ import annotations

from portalcrawl.extract.lists.listing import Listing, Step


def read_data_list(
    text: str, *, url: str, base_url: str, sent: Step | None = None
) -> Listing | None:
    """None yet: no form is known."""
    del text, url, base_url, sent
    return None

"""Gives an article its keys: the document key and the digest of its content."""

from __future__ import annotations

from typing import Any

from portalcrawl.dedup.keys import with_keys
from portalcrawl.items import Article


class FingerprintPipeline:
    """Articles only; everything else passes."""

    def process_item(self, item: Any) -> Any:  # noqa: ANN401 - any item
        """The item with its keys."""
        return with_keys(item) if isinstance(item, Article) else item

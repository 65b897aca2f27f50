"""Gives an article its keys: the document key and the digest of its content."""

from __future__ import annotations

from typing import Any

from portalcrawl.dedup.digests import content_digest
from portalcrawl.items import Article
from portalcrawl.sites.identity import document_key, item_key


class FingerprintPipeline:
    """Articles only; everything else passes."""

    def process_item(self, item: Any) -> Any:  # noqa: ANN401 - any item
        """The item with its keys."""
        if isinstance(item, Article):
            # All pages of one article are one article.
            item.doc_key = document_key(item.first_url or item.url)
            item.item_key = item_key(item.first_url or item.url)
            item.content_digest = content_digest(item)
        return item

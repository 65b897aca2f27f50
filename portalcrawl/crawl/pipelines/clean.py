"""Bounds what an article may hold: a hostile page must not break the store."""

from __future__ import annotations

from typing import Any

from portalcrawl.extract.text import clean_article
from portalcrawl.items import Article


class CleanPipeline:
    """Articles only; everything else passes."""

    def process_item(self, item: Any) -> Any:  # noqa: ANN401 - any item
        """The cleaned item."""
        return clean_article(item) if isinstance(item, Article) else item

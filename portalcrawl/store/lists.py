"""The collection ``lists``: what each list page showed in the last run that read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from pymongo import ReplaceOne, UpdateMany
from pymongo.database import Database

from portalcrawl.items import ListPage
from portalcrawl.store.documents import document

Doc: TypeAlias = dict[str, Any]


class Lists:
    """List pages by site and key.

    ``column`` is the key of the list's first page, ``keys`` are the rows' item keys, ``pages`` the
    keys of the pages that its pager names.
    """

    def __init__(self, db: Database[Doc]) -> None:
        self._lists = db.lists
        self._articles = db.articles

    def save(self, pages: Sequence[Doc]) -> None:
        """Store a batch, and name the lists on the articles that are stored already."""
        if not pages:
            return
        self._lists.bulk_write(
            [ReplaceOne({"_id": page["_id"]}, page, upsert=True) for page in pages], ordered=False
        )
        listed = [
            UpdateMany(
                {"site": page["site"], "item_key": {"$in": page["keys"]}},
                {"$addToSet": {"listed_in": page["column"]}},
            )
            for page in pages
            if page["keys"]
        ]
        if listed:
            self._articles.bulk_write(listed, ordered=False)

    def pages_of(self, site: str) -> Iterator[Doc]:
        """``key``, ``column``, ``pages`` of all pages that were ever read."""
        yield from self._lists.find({"site": site}, {"key": 1, "column": 1, "pages": 1})

    def of_run(self, site: str, run: str) -> Iterator[Doc]:
        """The pages that *run* has read, in the order in which it read them."""
        yield from self._lists.find({"site": site, "run": run}).sort("read_at")


def list_document(page: ListPage, *, run: str) -> Doc:
    """The document of *page*, read in *run*."""
    values: Doc = document(page)
    return {"_id": f"{page.site} {page.key}", **values, "keys": page.keys, "run": run}

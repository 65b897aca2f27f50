"""The collection ``lists``: what each list page showed in the last run that read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pymongo import ReplaceOne, UpdateMany
from pymongo.database import Database

from portalcrawl.items import ListPage, ListRow
from portalcrawl.store.documents import document
from portalcrawl.store.raw_documents import find_raw

Doc: TypeAlias = dict[str, Any]
# What a page says by itself; the rest it has from the pages around it.
OWN_FIELDS = (
    *("name", "rows", "pages", "mechanism", "total_pages", "total_items"),
    *("has_next", "unlinked_rows"),
)


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

    def raw(self, ids: Iterable[str]) -> tuple[bytes, ...]:
        """The documents of the pages *ids*, as BSON."""
        return find_raw(self._lists, {"_id": {"$in": list(ids)}})

    def refresh(self, pages: Sequence[Doc]) -> tuple[int, int]:
        """Store pages that were read again; how many are new, how many say something else now.

        Of what is stored only that changes which a page says by itself.
        """
        new, changed = self._refreshed(pages)
        self.save([*new, *changed])
        return len(new), len(changed)

    def count_refreshed(self, pages: Sequence[Doc]) -> tuple[int, int]:
        """What ``refresh`` would say."""
        new, changed = self._refreshed(pages)
        return len(new), len(changed)

    def _refreshed(self, pages: Sequence[Doc]) -> tuple[list[Doc], list[Doc]]:
        """Those of *pages* that are not stored, and what is stored with what differs now."""
        ids = [page["_id"] for page in pages]
        stored = {page["_id"]: page for page in self._lists.find({"_id": {"$in": ids}})}
        new = {page["_id"]: page for page in pages if page["_id"] not in stored}
        known = {page["_id"]: page for page in pages if page["_id"] in stored}
        own = {key: {n: page[n] for n in (*OWN_FIELDS, "keys")} for key, page in known.items()}
        fresh = [{**stored[key], **values} for key, values in own.items()]
        return list(new.values()), [page for page in fresh if page != stored[page["_id"]]]

    def pages_of(self, site: str) -> Iterator[Doc]:
        """``key``, ``column``, ``pages``, ``url`` of all pages that were ever read."""
        names = ("key", "column", "pages", "url")
        yield from self._lists.find({"site": site}, dict.fromkeys(names, 1))

    def earlier(
        self, site: str, page: str, *, keys: Iterable[str], run: str
    ) -> tuple[list[ListRow], dict[str, tuple[str, str | None]]]:
        """What runs before *run* read: the rows of the page *page*, and (title, date) by key.

        The latter are of all rows of its list with one of *keys*.
        """
        wanted = set(keys)
        stored = self._lists.find_one({"_id": list_id(site, page)}, {"column": 1}) or {}
        around = {"site": site, "keys": {"$in": sorted(wanted)}, "column": stored.get("column")}
        same = {"$or": [{"_id": list_id(site, page)}, around], "run": {"$ne": run}}
        rows: list[ListRow] = []
        titles: dict[str, tuple[str, str | None]] = {}
        for known in self._lists.find(same, {"rows": 1, "key": 1}):
            read = [ListRow(**row) for row in known["rows"]]
            rows = read if known["key"] == page else rows
            titles |= {row.key: (row.title, row.published) for row in read if row.key in wanted}
        return rows, titles

    def since_run(self, site: str, run: str) -> Iterator[Doc]:
        """The pages that *run* or a later one has read, in the order in which they did."""
        # Ids of runs sort by time.
        found = self._lists.find({"site": site, "run": {"$gte": run}}, allow_disk_use=True)
        yield from found.sort("read_at")

    def of_run(self, site: str, run: str) -> Iterator[Doc]:
        """The pages that *run* has read, in the order in which it read them."""
        yield from self._lists.find({"site": site, "run": run}).sort("read_at")


def list_document(page: ListPage, *, run: str) -> Doc:
    """The document of *page*, read in *run*."""
    values: Doc = document(page)
    return {"_id": list_id(page.site, page.key), **values, "keys": page.keys, "run": run}


def list_id(site: str, key: str) -> str:
    """The id of the list page *key*.

    >>> list_id("a.cn", "a.cn/news/")
    'a.cn a.cn/news/'
    """
    return f"{site} {key}"


def is_as_stored(page: ListPage, stored: Mapping[str, Doc]) -> bool:
    """Whether *page*, read again, says what its document among *stored* (by id) has."""
    old = stored.get(list_id(page.site, page.key))
    return old is not None and all(
        old.get(name) == document(getattr(page, name)) for name in OWN_FIELDS
    )

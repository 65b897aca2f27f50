"""What earlier runs knew of a list page's rows: where its paging may stop, what to look at again.

>>> was = [ListRow(key=k, url=f"http://a.cn/{k}", title=k) for k in "abcd"]
>>> now = [ListRow(key=k, url=f"http://a.cn/{k}", title=k) for k in "nac"]
>>> earlier = Earlier(
...     known=frozenset("abcd"), page=was, titles={r.key: (r.title, None) for r in was}
... )
>>> earlier.new_keys(now), earlier.is_known_territory(now)
({'n'}, False)
>>> earlier.vanished(now)
['http://a.cn/b']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from portalcrawl.items import ListRow

# So many known rows at the end of a page, and what follows is known as well. More than one: an
# article that is put back to an old date stands between known ones.
OVERLAP_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What was known before this run of the rows that a list page has now.

    ``known`` are the keys of rows whose addresses the frontier had, ``page`` the rows that this
    very page had, in order, ``titles`` (title, date) of rows of the list by key.
    """

    known: frozenset[str] = frozenset()
    page: Sequence[ListRow] = ()
    titles: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def new_keys(self, rows: Sequence[ListRow]) -> set[str]:
        """The keys of *rows* that no earlier run knew."""
        return {row.key for row in rows} - self.known

    def is_known_territory(self, rows: Sequence[ListRow], *, since: str | None = None) -> bool:
        """Whether the last of *rows* are known, and so all that comes after them.

        A page without rows says nothing; with *since* (ISO 8601) the last must be older, too.
        """
        last = rows[-OVERLAP_ROWS:]
        if not last or any(row.key not in self.known for row in last):
            return False
        return since is None or all((row.published or "") < since for row in last)

    def edited(self, rows: Sequence[ListRow]) -> list[str]:
        """The addresses of *rows* that have another title or date than before."""
        return [
            row.url
            for row in rows
            if row.key in self.titles and self.titles[row.key] != (row.title, row.published)
        ]

    def vanished(self, rows: Sequence[ListRow]) -> list[str]:
        """The addresses of rows that the page had, and that nothing new can have pushed off it.

        New rows push the lowest ones to the next page: what stood above a row that is still there
        was taken away.
        """
        now = {row.key for row in rows}
        still = [place for place, row in enumerate(self.page) if row.key in now]
        lowest = still[-1] if still else 0
        return [row.url for row in self.page[:lowest] if row.key not in now]

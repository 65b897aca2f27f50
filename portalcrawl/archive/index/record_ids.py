"""Where each record id was seen, to find those that two records have.

In a temporary file by SQLite: an archive of many years does not fit in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator


class RecordIds:
    """The ids of all records of a site."""

    def __init__(self) -> None:
        # An empty name is a private file that is gone with its connection.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE ids (id TEXT PRIMARY KEY, file TEXT, offset INTEGER) WITHOUT ROWID"
        )

    def add(
        self, ids: Iterable[tuple[str, int]], *, file: str
    ) -> Iterator[tuple[str, int, tuple[str, int]]]:
        """Remember *ids* and offsets of *file*; those that were seen before, and where.

        >>> seen = RecordIds()
        >>> list(seen.add([("1", 0), ("2", 9)], file="a")), list(seen.add([("2", 0)], file="b"))
        ([], [('2', 0, ('a', 9))])
        """
        self._db.execute("BEGIN")
        for record_id, offset in ids:
            row = (record_id, file, offset)
            if not self._db.execute("INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", row).rowcount:
                query = "SELECT file, offset FROM ids WHERE id = ?"
                yield record_id, offset, self._db.execute(query, (record_id,)).fetchone()
        self._db.execute("COMMIT")

    def __contains__(self, record_id: str) -> bool:
        query = "SELECT 1 FROM ids WHERE id = ?"
        return self._db.execute(query, (record_id,)).fetchone() is not None

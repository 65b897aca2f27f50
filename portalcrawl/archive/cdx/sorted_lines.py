"""Lines sorted by their bytes, more than fit in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path


def sorted_lines(lines: Iterable[bytes], *, folder: Path) -> Iterator[bytes]:
    """*lines* in order, equal ones once. What is too much for memory lies in a file in *folder*."""
    path = folder / "sorting.sqlite"
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE lines (line BLOB PRIMARY KEY) WITHOUT ROWID")
        rows = ((line,) for line in lines)
        database.executemany("INSERT OR IGNORE INTO lines VALUES (?)", rows)
        for (line,) in database.execute("SELECT line FROM lines ORDER BY line"):
            yield line
    finally:
        database.close()
        path.unlink(missing_ok=True)

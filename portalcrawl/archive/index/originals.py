"""Which records have the payloads that revisits refer to.

Kept in a temporary file by SQLite: an archive of many years does not fit in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from portalcrawl.archive.body import digest_label
from portalcrawl.archive.exchange import Original
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.declared_digest import parse_digest
from portalcrawl.archive.index.record_index import Draft, RefersTo
from portalcrawl.archive.message.sniffed import sniffed_type

_TABLE = """
CREATE TABLE payloads (
    id TEXT PRIMARY KEY, url TEXT, fetched_ms INTEGER, file TEXT, offset INTEGER, length INTEGER,
    payload_digest TEXT, declared_digest TEXT, status INTEGER, mime TEXT, media_type TEXT,
    payload_bytes INTEGER, sniffed_as TEXT
);
CREATE INDEX by_url ON payloads (url, fetched_ms);
CREATE INDEX by_digest ON payloads (payload_digest);
CREATE INDEX by_declared ON payloads (declared_digest);
"""


class Originals:
    """The payloads of one site's archive, as its files are read."""

    def __init__(self, *, read_start: Callable[[Original], bytes]) -> None:
        """*read_start* gives the first START_BYTES of a payload."""
        self._read_start = read_start
        # An empty name is a private file that is gone with its connection.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLE}")
        self._db.row_factory = sqlite3.Row

    def close(self) -> None:
        """Forget all."""
        self._db.close()

    def add(self, draft: Draft) -> None:
        """Remember the payload of *draft*, which is no revisit."""
        capture = draft.capture
        if capture.rendered_from is not None:
            return
        row = (
            capture.id,
            capture.url,
            _milliseconds(capture.fetched_at),
            capture.file,
            capture.offset,
            capture.length,
            capture.payload_digest,
            draft.declared_digest,
            capture.status,
            capture.mime,
            capture.media_type,
            capture.payload_bytes,
            repr(draft.sniffed_as),
        )
        marks = ", ".join("?" * len(row))
        self._db.execute(f"INSERT OR IGNORE INTO payloads VALUES ({marks})", row)  # noqa: S608

    def complete(self, draft: Draft, *, is_all: bool) -> Capture | None:
        """The revisit *draft* with where its payload lies; None where that is not known.

        *is_all*: all files were read. Before, a record that is named by its id is waited for, even
        if another has the same payload.
        """
        assert draft.refers is not None
        if (row := self._find(draft.refers, is_all=is_all)) is None:
            return None
        capture = draft.capture
        names = ("id", "url", "file", "offset", "length", "payload_digest")
        fetched_at = datetime.fromtimestamp(row["fetched_ms"] / 1000, UTC)
        original = Original(fetched_at=fetched_at, **{name: row[name] for name in names})
        changes: dict[str, Any] = {"original": original, "payload_digest": original.payload_digest}
        if capture.status != HTTPStatus.NOT_MODIFIED:
            changes["payload_bytes"] = row["payload_bytes"]
            if not draft.has_head:
                changes |= {name: row[name] for name in ("status", "mime", "media_type")}
            elif repr(draft.sniffed_as) == row["sniffed_as"]:
                # The same bytes under the same headers.
                changes["media_type"] = row["media_type"]
            else:
                declared, encodings = draft.sniffed_as
                start = self._read_start(original)
                kind = sniffed_type(start, encodings=encodings, declared=declared)
                changes["media_type"] = kind
        return replace(capture, **changes)

    def _find(self, refers: RefersTo, *, is_all: bool) -> sqlite3.Row | None:
        if refers.id and (row := self._one("id = ?", refers.id)) is not None:
            return row
        if refers.id and not is_all:
            return None
        if refers.url and refers.fetched_at:
            when = _milliseconds(refers.fetched_at)
            # Many writers give whole seconds.
            span = (refers.url, when, when + (999 if when % 1000 == 0 else 0))
            if (row := self._one("url = ? AND fetched_ms BETWEEN ? AND ?", *span)) is not None:
                return row
        if not is_all or (digest := parse_digest(refers.payload_digest)) is None:
            return None
        if (row := self._one("declared_digest = ?", refers.payload_digest)) is not None:
            return row
        algorithm, value = digest
        return self._one("payload_digest = ?", digest_label(value)) if algorithm == "sha1" else None

    def _one(self, condition: str, *values: object) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._db.execute(
            f"SELECT * FROM payloads WHERE {condition} ORDER BY fetched_ms LIMIT 1",  # noqa: S608
            values,
        ).fetchone()
        return found


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)

"""What there is to pack, in a temporary database: more than fits in memory, sorted and joined."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from portalcrawl.archive.cdx.captures_in_file import StoredCapture
from portalcrawl.archive.cdx.cdxj import index_line, is_indexed, timestamp14

# The fields of a page beside its text, compressed.
PAGE_BYTES = 150
NO_PAGE, PAGE, MAYBE_PAGE = 0, 1, 2
_PAGE_MIMES = frozenset({"", "text/html", "application/xhtml+xml"})
_SCHEMA = """
PRAGMA journal_mode = OFF;
CREATE TABLE captures (
    n INTEGER PRIMARY KEY, file INTEGER, kind TEXT, start INTEGER, span INTEGER, offset INTEGER,
    length INTEGER, id TEXT, refers_to TEXT, original INTEGER, url TEXT, timestamp TEXT,
    digest TEXT, page INTEGER, line BLOB
);
CREATE TABLE articles (url TEXT PRIMARY KEY, digest TEXT, title TEXT, text TEXT);
CREATE TABLE pages (n INTEGER PRIMARY KEY, title TEXT, text TEXT, cost INTEGER);
-- What a page says is its own text, or that of the capture with the same payload.
CREATE VIEW said AS
    SELECT c.n, c.url, c.timestamp, p.title, p.text, p.cost FROM captures AS c
    JOIN pages AS p ON p.n = CASE c.page WHEN 1 THEN c.n ELSE c.original END WHERE c.page > 0;
CREATE VIEW readable AS
    SELECT n, n AS page, url, digest, file, offset, length FROM captures WHERE page = 1
    UNION ALL SELECT n, original, url, digest, file, offset, length FROM captures
    WHERE kind = 'conversion' AND original NOT NULL;
CREATE TEMP TABLE newest (n INTEGER PRIMARY KEY);
"""
_ADD_CAPTURE = "INSERT INTO captures VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class IndexedArticle(NamedTuple):
    """An article of the site at *url*, read from the payload with *digest*."""

    url: str
    digest: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where all records of the capture *n* lie, and how many bytes it takes in a package.

    ``text_bytes`` and ``line_bytes`` are what its page and its index line add to the records.
    ``original`` is the capture that has its payload, where it is a revisit.
    """

    n: int
    file: int
    start: int
    length: int
    line_bytes: int
    text_bytes: int
    original: int | None


@dataclass(frozen=True, slots=True)
class PageRow:
    """A record with what may be a page: where it lies, and the capture whose page it is.

    What scripts made of a page says more than the page as served, and comes after it.
    """

    page: int
    url: str
    digest: str
    file: int
    offset: int
    length: int


class Contents:
    """Captures by number, in the order of the archive: ``n`` counts from 1 through all files."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "contents.sqlite"
        self._db = sqlite3.connect(self._path)
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Forget everything."""
        self._db.close()
        self._path.unlink(missing_ok=True)

    def add_captures(self, captures: Iterable[StoredCapture], *, file: int, name: str) -> None:
        """Add the captures of the file with the number *file*, in their order."""
        self._db.executemany(_ADD_CAPTURE, (_row(capture, file, name) for capture in captures))

    def add_articles(self, articles: Iterable[IndexedArticle]) -> None:
        """Add what is known of articles: the title and text of their pages."""
        self._db.executemany("INSERT OR IGNORE INTO articles VALUES (?, ?, ?, ?)", articles)

    def link_originals(self) -> None:
        """Find for each revisit the capture that it refers to; once all captures are added."""
        self._db.execute("CREATE INDEX by_id ON captures (id)")
        self._db.execute(
            "UPDATE captures SET original = (SELECT n FROM captures AS o"
            " WHERE o.id = captures.refers_to AND o.kind != 'revisit') WHERE refers_to != ''"
        )

    def count_dangling(self) -> int:
        """How many revisits refer to a record that is not here."""
        sql = "SELECT count(*) FROM captures WHERE kind = 'revisit' AND original IS NULL"
        return int(self._db.execute(sql).fetchone()[0])

    def count_possible_pages(self) -> int:
        """How many rows ``possible_pages`` gives."""
        sql = "SELECT count(*) FROM readable"
        return int(self._db.execute(sql).fetchone()[0])

    def possible_pages(self) -> Iterator[PageRow]:
        """The records that may be pages, in their order."""
        sql = "SELECT page, url, digest, file, offset, length FROM readable ORDER BY n"
        return (PageRow(*row) for row in self._db.execute(sql))

    def article(self, page: PageRow) -> tuple[str, str] | None:
        """Title and text of the article that was read from *page*."""
        sql = "SELECT title, text FROM articles WHERE url = ? AND digest = ?"
        found: tuple[str, str] | None = self._db.execute(sql, (page.url, page.digest)).fetchone()
        return found

    def add_page(self, n: int, *, title: str, text: str) -> None:
        """Keep what the page of the capture *n* says."""
        cost = PAGE_BYTES + len(zlib.compress(f"{title}{text}".encode("utf-8", "replace")))
        row = (n, title, text, cost)
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", row)

    def last(self) -> int:
        """The number of the last capture; 0 where there is none."""
        return int(self._db.execute("SELECT ifnull(max(n), 0) FROM captures").fetchone()[0])

    def spans(self) -> Iterator[Span]:
        """All captures in their order."""
        sql = (
            "SELECT n, file, start, span, ifnull(length(line), 0),"
            " ifnull((SELECT cost FROM said WHERE said.n = captures.n), 0),"
            " CASE kind WHEN 'revisit' THEN original END FROM captures ORDER BY n"
        )
        return (Span(*row) for row in self._db.execute(sql))

    def span(self, n: int) -> Span:
        """The capture *n*."""
        sql = (
            "SELECT n, file, start, span, ifnull(length(line), 0), 0, NULL"
            " FROM captures WHERE n = ?"
        )
        return Span(*self._db.execute(sql, (n,)).fetchone())

    def text_bytes(self, first: int, last: int) -> int:
        """How large the list of their pages may be, not compressed."""
        sql = (
            "SELECT sum(4 * length(title) + 4 * length(text) + 500) FROM said"
            " WHERE n BETWEEN ? AND ?"
        )
        row = self._db.execute(sql, (first, last)).fetchone()
        return int(row[0] or 0)

    def packed_bytes(self, file: int) -> int:
        """What all captures of *file* take in a package."""
        sql = (
            "SELECT sum(span + ifnull(length(line), 0)"
            " + ifnull((SELECT cost FROM said WHERE said.n = captures.n), 0))"
            " FROM captures WHERE file = ?"
        )
        return int(self._db.execute(sql, (file,)).fetchone()[0] or 0)

    def pieces(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """The captures *first* to *last* as ranges of files: file, start, end."""
        sql = (
            "SELECT file, min(start), max(start + span) FROM captures"
            " WHERE n BETWEEN ? AND ? GROUP BY file ORDER BY file"
        )
        return list(self._db.execute(sql, (first, last)))

    def warcinfo_bytes(self, file: int) -> int:
        """How many bytes the record that opens *file* has; 0 where it is no warcinfo."""
        sql = "SELECT length FROM captures WHERE file = ? AND start = 0 AND kind = 'warcinfo'"
        row = self._db.execute(sql, (file,)).fetchone()
        return int(row[0]) if row else 0

    def lines(self, first: int, last: int) -> Iterator[tuple[int, int, bytes]]:
        """File, offset and index line of each indexed capture from *first* to *last*."""
        sql = "SELECT file, offset, line FROM captures WHERE n BETWEEN ? AND ? AND line NOT NULL"
        yield from self._db.execute(sql, (first, last))

    def pages(self, first: int, last: int, *, home: str) -> Iterator[tuple[str, str, str, str]]:
        """URL, 14 digits of time, title and text of the newest page of each address.

        Of the captures *first* to *last*, in their order, the one at *home* first.
        """
        self._db.execute("DELETE FROM newest")
        self._db.execute(
            "INSERT INTO newest SELECT n FROM (SELECT n, max(timestamp) FROM said"
            " WHERE n BETWEEN ? AND ? GROUP BY url)",
            (first, last),
        )
        columns = "SELECT url, timestamp, title, text FROM said WHERE n IN newest"
        yield from self._db.execute(columns + " AND url = ? ORDER BY n", (home,))
        yield from self._db.execute(columns + " AND url != ? ORDER BY n", (home,))


def _row(capture: StoredCapture, file: int, name: str) -> tuple[object, ...]:
    offset, length = capture.place.offset, capture.place.length
    line = index_line(capture, filename=name, offset=offset) if is_indexed(capture) else None
    return (
        *(file, capture.kind, capture.start, capture.span_bytes, offset, length),
        *(capture.id, capture.refers_to, None, capture.url, timestamp14(capture.date)),
        *(capture.digest, _page(capture), line),
    )


def _page(capture: StoredCapture) -> int:
    """Whether *capture* is a page that a reader can open: no form's answer, no made-up address."""
    if capture.method not in {"", "GET"} or capture.role == "probe":
        return NO_PAGE
    if capture.kind == "revisit":
        return MAYBE_PAGE if capture.status in {"", "200"} else NO_PAGE
    is_page = capture.kind == "response" and capture.status == "200"
    return PAGE if is_page and capture.mime.lower() in _PAGE_MIMES else NO_PAGE

"""The pages of an archive: what a reader can open and search (``pages/pages.jsonl``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b

from portalcrawl.archive.reader import StoredResponse
from portalcrawl.page.document import Page
from portalcrawl.page.media_type import HTML, media_type

HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": True}


def read_page(stored: StoredResponse) -> tuple[str, str] | None:
    """The title and the visible text of the page in *stored*; None where it is no page."""
    content_type = stored.header("content-type")
    if not stored.body or media_type(stored.body, declared=content_type) != HTML:
        return None
    page = Page.of_bytes(stored.body, url=stored.url, content_type=content_type)
    return page.title, page.outline.text(range(len(page.outline.lines)))


def page_lines(pages: Iterable[tuple[str, str, str, str]], *, home: str) -> Iterator[bytes]:
    """The list as JSON lines; *pages* are URL, 14 digits of time, title and text.

    The page at *home* is a seed.
    """
    yield _line(HEADER)
    for url, timestamp, title, text in pages:
        entry: dict[str, object] = {
            "id": blake2b(f"{timestamp}/{url}".encode(), digest_size=8).hexdigest(),
            "url": url,
            "ts": rfc3339(timestamp),
            "title": title or url,
            "text": text,
        }
        yield _line({**entry, "seed": True} if url == home else entry)


def rfc3339(timestamp: str) -> str:
    """14 digits of time as the formats with JSON have it.

    >>> rfc3339("20260102030405")
    '2026-01-02T03:04:05Z'
    """
    t = timestamp
    return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:14]}Z"


def rfc3339_of(moment: datetime) -> str:
    """A *moment* in UTC in that form."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(entry: dict[str, object]) -> bytes:
    return f"{json.dumps(entry, ensure_ascii=False)}\n".encode("utf-8", "replace")

"""Answers as the archive has them, for reading again what was crawled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portalcrawl.archive.payload import read_start
from portalcrawl.archive.reader import read_response
from portalcrawl.extract.reading import Answer
from portalcrawl.page.media_type import is_text

# Nobody reads more of a file that is no text.
MAX_FILE_BYTES = 4_000_000


def archived_answer(folder: Path, capture: Mapping[str, Any]) -> Answer:
    """The answer that *capture* (a document) points to, below *folder*; of a large file its start.

    Raises ArchiveError.
    """
    place = {name: capture[name] for name in ("file", "offset", "length")}
    place["original"] = capture.get("original")
    is_file = not is_text(capture.get("media_type") or "")
    if is_file and capture.get("payload_bytes", 0) > MAX_FILE_BYTES:
        stored = read_start(folder, **place, max_bytes=MAX_FILE_BYTES)
    else:
        stored = read_response(folder, **place)
    return Answer(
        url=capture["url"],
        status=stored.status,
        body=stored.body,
        content_type=stored.header("content-type"),
        headers=tuple(stored.headers),
        fetched_at=capture["fetched_at"],
    )

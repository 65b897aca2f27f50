"""Answers as the archive has them, for reading again what was crawled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portalcrawl.archive.reader import read_response
from portalcrawl.extract.reading import Answer


def archived_answer(folder: Path, capture: Mapping[str, Any]) -> Answer:
    """The answer that *capture* (a document) points to, below *folder*. Raises ArchiveError."""
    place = {name: capture[name] for name in ("file", "offset", "length")}
    stored = read_response(folder, **place, original=capture.get("original"))
    return Answer(
        url=stored.url,
        status=stored.status,
        body=stored.body,
        content_type=stored.header("content-type"),
        headers=tuple(stored.headers),
        fetched_at=capture["fetched_at"],
    )

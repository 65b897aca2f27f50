"""The two revisions of a comparison in words."""

from __future__ import annotations

from typing import Any, TypeAlias

from portalcrawl.history.comparison import seen_at
from portalcrawl.report.history import capture_text

Doc: TypeAlias = dict[str, Any]
# Fields that hold a list, a line each.
LISTS = frozenset({"images", "attachments"})
NO_DIFFERENCE = "No field that a reader sees differs."


def version_text(document: Doc) -> str:
    """Which revision, and when it was seen (UTC)."""
    when = seen_at(document)
    seen = f", seen {when:%Y-%m-%d %H:%M:%S} UTC" if when else ""
    return f"revision {document['revision']}{seen}"


def record_text(document: Doc) -> str:
    """The WARC record behind it: id, file, place and when it was fetched; "" if unknown."""
    if not (capture := document.get("capture")):
        return ""
    fetched = f"{capture['fetched_at']:%Y-%m-%d %H:%M:%S} UTC"
    return f"<urn:uuid:{capture['id']}> {capture_text(capture)}, fetched {fetched}"


def count_text(removed: int, added: int) -> str:
    """How many characters went and came."""
    return f"-{removed} +{added} characters"

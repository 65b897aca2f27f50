"""Two revisions of an article side by side: which fields differ, and where.

>>> old = {"title": "县里开会", "revision": 1, "source": "县局"}
>>> new = {"title": "县里开大会", "revision": 2, "source": "县局"}
>>> [(change.name, change.spans[1].text) for change in compare_documents(old, new).changes]
[('title', '大')]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from portalcrawl.history.spans import Span, compare

Doc: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, and its text in spans of both revisions."""

    name: str
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions (documents of ``articles`` or ``revisions``) and the fields that differ."""

    old: Doc
    new: Doc
    changes: list[FieldChange]

    def as_json(self) -> Doc:
        """All of it, without the fields that are the same."""
        fields = [
            {"name": change.name, "spans": [asdict(span) for span in change.spans]}
            for change in self.changes
        ]
        versions = {"old": _version(self.old), "new": _version(self.new)}
        return {"id": article_id(self.new), **versions, "fields": fields}


def compare_documents(old: Doc, new: Doc) -> Comparison:
    """What a reader of the article would see changed, in the order of a page."""
    changes = []
    for name, read in _FIELDS.items():
        before, after = read(old), read(new)
        if before != after:
            changes.append(FieldChange(name, compare(before, after)))
    return Comparison(old, new, changes)


def article_id(document: Mapping[str, Any]) -> str:
    """The article's id, of itself or of one of its revisions."""
    return str(document.get("article") or document["_id"])


def seen_at(document: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a time, or None
    """When a revision was first seen: None where an older portalcrawl did not say."""
    return document.get("first_seen_at" if document["revision"] == 1 else "changed_at")


def _version(document: Doc) -> Doc:
    names = ("revision", "title", "url", "capture")
    return {**{name: document.get(name) for name in names}, "seen_at": seen_at(document)}


def _plain(name: str) -> Callable[[Doc], str]:
    return lambda document: document.get(name) or ""


def _column(document: Doc) -> str:
    return " > ".join(step["title"] for step in document.get("column_path") or ())


def _images(document: Doc) -> str:
    return "\n".join(image["url"] or image["raw"] for image in document.get("images") or ())


def _attachments(document: Doc) -> str:
    files = document.get("attachments") or ()
    return "\n".join(f"{file['name']} {file['url']}".strip() for file in files)


_HEAD = ("title", "kicker", "subtitle", "source", "author", "editor", "published")
_FIELDS: dict[str, Callable[[Doc], str]] = {
    "column": _column,
    **{name: _plain(name) for name in _HEAD},
    "body_text": _plain("body_text"),
    "images": _images,
    "attachments": _attachments,
}

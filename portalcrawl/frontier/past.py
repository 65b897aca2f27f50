"""What earlier visits to a URL came to: kept on its document, read when it is leased again.

>>> Past.of_document(None) == Past()
True
>>> Past(kind="list", asked=2).as_document()
{'kind': 'list', 'asked': 2}
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

# The kind of a URL whose article has a tombstone.
BURIED = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The history of one URL, as far as it says when to ask again and whether it is gone."""

    kind: str = ""
    """What the page was when it was there last."""
    digest: str = ""
    """What it said then: two equal ones are an unchanged page."""
    published: str = ""
    """Of an article: its date (ISO 8601)."""
    first_at: datetime | None = None
    last_at: datetime | None = None
    """The first and the last visit that found it."""
    changed_at: datetime | None = None
    """The first visit that found what it says now."""
    asked: int = 0
    changed: int = 0
    """Visits after the first that found it, and those that found it changed."""
    rate: dict[str, Any] = field(default_factory=dict, hash=False)
    """Of a list: how often it has new rows (``recrawl``)."""
    misses: int = 0
    """Visits, at least a day apart, that did not find it any more."""
    missed_from: datetime | None = None
    missed_at: datetime | None = None
    """The first and the last of these."""
    missed_run: str = ""
    """The run that missed it first."""
    failures: int = 0
    """Runs in a row in which it did not answer."""
    led_to: str = ""
    """Where it leads now, where it leads elsewhere."""

    @classmethod
    def of_document(cls, document: dict[str, Any] | None) -> Past:
        """From the field ``past`` of a document; names of later versions are left out."""
        return cls(**{name: value for name, value in (document or {}).items() if name in _NAMES})

    def as_document(self) -> dict[str, Any]:
        """What differs from nothing known."""
        return {name: value for name in _NAMES if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a visit found that says how often to come back."""

    digest: str = ""
    """Stands for what the page says; equal ones are an unchanged page."""
    published: str = ""
    """Of an article: its date."""
    dates: tuple[str | None, ...] = ()
    """Of a list: those of its rows."""
    new_rows: int | None = None
    """Of a list: the rows that no earlier run knew; None at its first visit."""


_NAMES = tuple(field.name for field in fields(Past))
NOTHING_KNOWN, NOTHING_SEEN = Past(), Sight()

"""What a run over the archive has come to so far.

>>> tally = Tally(unchanged=3)
>>> tally.add(Tally(new=1, unchanged=2, fields={"title": 1}))
>>> Tally.of_document(tally.document()).unchanged, tally.fields
(5, {'title': 1})
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self, TypeAlias

Doc: TypeAlias = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Tally:
    """Pages, and what became of the articles and lists on them."""

    pages: int = 0
    unreadable: int = 0
    """Pages whose capture can't be read."""
    new: int = 0
    changed: int = 0
    """Articles that say something else: each has a revision."""
    touched: int = 0
    """Articles that differ beside what they say: updated in place."""
    unchanged: int = 0
    twins: int = 0
    no_longer: int = 0
    """Stored articles that the rules no longer see as articles: kept."""
    lists_new: int = 0
    lists_changed: int = 0
    secs: float = 0.0
    fields: dict[str, int] = field(default_factory=dict)
    """Field → in how many stored articles it differs."""

    def add(self, other: Tally) -> None:
        """Count *other* in."""
        for name in (one.name for one in fields(self)):
            value = getattr(other, name)
            if isinstance(value, dict):
                for key, count in value.items():
                    self.fields[key] = self.fields.get(key, 0) + count
            else:
                setattr(self, name, getattr(self, name) + value)

    def document(self) -> Doc:
        """As MongoDB and JSON keep it."""
        return asdict(self)

    @classmethod
    def of_document(cls, document: Doc) -> Self:
        """What ``document`` made."""
        return cls(**document)

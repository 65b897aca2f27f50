"""What is wrong with the archive, a line a finding.

>>> print(Finding(file="a/a.warc.gz", offset=7, record="5f9d", what="torn", todo="cut it").line())
a/a.warc.gz at byte 7, record 5f9d: torn: cut it
"""

from __future__ import annotations

from dataclasses import dataclass

REPAIR = "`portalcrawl archive repair` mends it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``what`` is wrong in ``file`` (below the archive folder), and what is ``todo``."""

    file: str
    what: str
    todo: str
    offset: int | None = None
    record: str = ""
    is_lost: bool = False
    """The database has a record that is not where it says: it may lie elsewhere."""

    def line(self) -> str:
        """The finding for people."""
        at = f" at byte {self.offset}" if self.offset is not None else ""
        record = f", record {self.record}" if self.record else ""
        return f"{self.file}{at}{record}: {self.what}: {self.todo}"

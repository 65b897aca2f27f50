"""A body as it comes: in memory while it is small, in a file from then on, cut where too long.

>>> limits = Limits(
...     folder=Path("spool"), spool_bytes=100, max_bytes=4, reserve=Reserve(Path("/"), 0)
... )
>>> body = Arrival(limits)
>>> body.take(b"<p>"), body.take(b"<p>"), body.start, body.is_cut
(True, False, b'<p><', True)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portalcrawl.archive.body import SpooledBody
from portalcrawl.archive.reserve import FULL, Reserve
from portalcrawl.archive.spool import Spool
from portalcrawl.errors import ArchiveError, DiskFullError

# A body that is still coming is looked at once for each so many bytes.
STEP_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bodies above ``spool_bytes`` go to files in ``folder``; they are cut at ``max_bytes``."""

    folder: Path
    spool_bytes: int
    max_bytes: int
    reserve: Reserve


class Arrival:
    """One body: its start, and where the whole of it is. *expected_bytes* is what was announced."""

    def __init__(self, limits: Limits, *, expected_bytes: int = 0) -> None:
        self.size = 0
        self.is_cut = False
        """Whether it was longer than may be."""
        self.error: ArchiveError | None = None
        """Why it could not be written."""
        self.spooled: SpooledBody | None = None
        self._limits = limits
        self._expected_bytes = min(expected_bytes, limits.max_bytes)
        self._start: list[bytes] = []
        self._spool: Spool | None = None

    @property
    def is_large(self) -> bool:
        """Whether it goes to a file."""
        return self._spool is not None

    @property
    def start(self) -> bytes:
        """As much of the body as is kept in memory."""
        return b"".join(self._start)

    def take(self, data: bytes) -> bool:
        """Keep *data*; whether more is wanted."""
        room = self._limits.max_bytes - self.size
        self.is_cut = len(data) > room
        data = data[:room]
        steps = self.size // STEP_BYTES
        self.size += len(data)
        try:
            if self._spool is None and self.size > self._limits.spool_bytes:
                self._limits.reserve.check(max(0, self._expected_bytes - self.size))
                self._spool = Spool(self._limits.folder)
                for part in self._start:
                    self._spool.write(part)
            if self._spool is None:
                self._start.append(data)
            else:
                if self.size // STEP_BYTES > steps:
                    self._limits.reserve.check()
                self._spool.write(data)
        except OSError as error:
            self._note(error)
        except DiskFullError as error:
            self.error = error
        return not self.is_cut and self.error is None

    def finish(self) -> None:
        """All came that will come."""
        if self._spool is None or self.error is not None:
            return
        try:
            self.spooled = self._spool.close()
        except OSError as error:
            self._note(error)

    def discard(self) -> None:
        """Nobody wants the body."""
        if self._spool is not None:
            self._spool.discard()

    def _note(self, error: OSError) -> None:
        kind = DiskFullError if error.errno in FULL else ArchiveError
        self.error = kind(f"can't keep a large body in {self._limits.folder}: {error}")

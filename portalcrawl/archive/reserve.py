"""How much of the disk stays free, and which errors say that it is full.

>>> Reserve(Path("/"), min_free_bytes=0).shortage() is None
True
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from pathlib import Path

from portalcrawl.errors import DiskFullError

# No space left on the device, or none left of the user's quota.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reserve:
    """*min_free_bytes* of the file system of *folder* that no batch may take.

    A database on the same disk dies when it can't write its journal: what is kept free is for it.
    """

    folder: Path
    min_free_bytes: int

    def shortage(self, wanted_bytes: int = 0) -> str | None:
        """Why *wanted_bytes* may not be written now; None where there is room.

        Raises OSError where the file system can't be asked.
        """
        free = shutil.disk_usage(self.folder).free
        if free - wanted_bytes >= self.min_free_bytes:
            return None
        return (
            f"the disk of {self.folder} has {_size(free)} free, and"
            f" {_size(self.min_free_bytes + wanted_bytes)} are needed (PORTALCRAWL_MIN_FREE_BYTES"
            " and what is to be written): make room"
        )

    def check(self, wanted_bytes: int = 0) -> None:
        """Raise DiskFullError where *wanted_bytes* may not be written now."""
        if (why := self.shortage(wanted_bytes)) is not None:
            raise DiskFullError(why)


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= MEGABYTE else f"{count / 1e3:,.1f} KB"

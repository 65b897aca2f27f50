"""A large body on its way to the archive: in a file of its own until its record is durable.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     spool = Spool(Path(folder))
...     spool.write(b"<p>")
...     body = spool.close()
...     body.size, body.sha1.hex()[:8], sweep(Path(folder))
(3, '63ada55c', 1)
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

from portalcrawl.archive.body import SpooledBody


class Spool:
    """A new file in *folder*, written as the body comes. Each method raises OSError."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.size = 0
        self._path = folder / f"{uuid4()}.body"
        self._file = self._path.open("xb")
        self._sha1 = hashlib.sha1(usedforsecurity=False)

    def write(self, data: bytes) -> None:
        """Append *data*."""
        self._file.write(data)
        self._sha1.update(data)
        self.size += len(data)

    def close(self) -> SpooledBody:
        """The body, whole."""
        self._file.close()
        return SpooledBody(self._path, self.size, self._sha1.digest())

    def discard(self) -> None:
        """Delete the file: nobody needs the body."""
        # Before it is closed: what is still in the buffer may not fit on the disk.
        self._path.unlink(missing_ok=True)
        self._file.close()


def sweep(folder: Path) -> int:
    """Delete what a process that died left in *folder*; how many files."""
    left = list(folder.glob("*.body"))
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)

"""Append-only WARC files of one crawl process, rolled over by size."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from portalcrawl.archive.body import body_bytes
from portalcrawl.archive.compression.members import GzipPacking, Packing
from portalcrawl.archive.durable import sync_folder
from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.records import Record, records_of, warcinfo_record
from portalcrawl.archive.reserve import FULL, Reserve
from portalcrawl.errors import ArchiveError, DiskFullError


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a capture's record lies: file below the archive folder, offset, bytes.

    ``payload_digest`` is the original's where the record is a revisit.
    """

    file: str
    offset: int
    length: int
    payload_digest: str


class ArchiveWriter:
    """Writes the exchanges of one site to files ``SITE/SITE-TIME-SERIAL-PROCESS.warc.gz``.

    *packing* is how records are compressed, and the end of the files' names; *reserve* what must
    stay free.

    A batch is on disk when ``append`` returns. When the disk refuses the file is cut back to the
    last whole batch and ArchiveError is raised, where it is full DiskFullError: the batch may be
    appended again later.
    """

    def __init__(
        self,
        folder: Path,
        *,
        site: str,
        max_bytes: int,
        info: dict[str, str],
        packing: Packing | None = None,
        reserve: Reserve | None = None,
    ) -> None:
        self._folder = folder
        self._site = folder_name(site)
        self._max_bytes = max_bytes
        self._info = info
        self._packing = packing or GzipPacking()
        self._reserve = reserve
        self._serial = 0
        self._file: IO[bytes] | None = None
        self._name = ""
        self._size = 0
        self._left: dict[Path, int] = {}
        """Files that this batch went on from, and their sizes before it."""
        self._warcinfo_id = ""

    def append(self, exchanges: Sequence[Exchange]) -> list[Pointer]:
        """Write the records of each exchange; where its first lies."""
        try:
            if self._reserve is not None:
                self._reserve.check(sum(body_bytes(exchange.body) for exchange in exchanges))
            pointers = [self._append(exchange) for exchange in exchanges]
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._size = self._file.tell()
            self._left = {}
        except OSError as error:
            self._cut_back()
            kind = DiskFullError if error.errno in FULL else ArchiveError
            raise kind(f"can't write to the archive {self._folder}: {error}") from error
        return pointers

    def close(self) -> None:
        """Close the current file; a later append opens the next one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _append(self, exchange: Exchange) -> Pointer:
        file = self._open_file()
        first, *others = records_of(exchange, warcinfo_id=self._warcinfo_id)
        offset = file.tell()
        self._write(file, first)
        length = file.tell() - offset
        for record in others:
            self._write(file, record)
        original = exchange.original or exchange
        return Pointer(
            file=self._name,
            offset=offset,
            length=length,
            payload_digest=original.payload_digest,
        )

    def _write(self, file: IO[bytes], record: Record) -> None:
        file.writelines(self._packing.pack(record))

    def _open_file(self) -> IO[bytes]:
        if self._file is not None and (
            self._packing.wants_new_file or self._file.tell() >= self._max_bytes
        ):
            self._file.flush()
            os.fsync(self._file.fileno())
            self.close()
            self._left[self._folder / self._name] = self._size
        return self._file or self._next_file()

    def _next_file(self) -> IO[bytes]:
        self._serial += 1
        name = file_name(self._site, self._serial, self._packing.suffix)
        path = self._folder / self._site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Known from here on: what can't be written to its end is cut back.
        self._file = file = path.open("xb")
        self._name, self._size = f"{self._site}/{name}", 0
        # Held while the file is being written: repair leaves such a file alone.
        fcntl.flock(file, fcntl.LOCK_EX)
        self._warcinfo_id = str(uuid4())
        # The file's own name must survive a power cut too.
        sync_folder(path.parent)
        file.write(self._packing.opening())
        self._write(file, warcinfo_record(self._info, record_id=self._warcinfo_id, filename=name))
        return file

    def _cut_back(self) -> None:
        """Drop what was written since the last whole batch, buffered bytes included."""
        sizes, self._left = self._left, {}
        if self._file is not None:
            # Closing flushes, which is what fails on a full disk.
            with suppress(OSError):
                self._file.close()
            self._file = None
            sizes[self._folder / self._name] = self._size
        for path, size in sizes.items():
            if size:
                os.truncate(path, size)
            else:
                path.unlink(missing_ok=True)


def folder_name(site: str) -> str:
    """*site* as a file name.

    >>> folder_name("127.0.0.1:8801")
    '127.0.0.1_8801'
    """
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in site).strip(".") or "_"


def file_name(site: str, serial: int, suffix: str) -> str:
    """The name of the file number *serial* that this process begins now in the folder *site*."""
    moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    return f"{site}-{moment}-{serial:05}-{os.getpid()}{suffix}"

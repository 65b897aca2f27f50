"""The ZIP file of a package: files as they come, then the list of them with their digests."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from portalcrawl.errors import PackageError

WACZ_VERSION = "1.1.1"
DATAPACKAGE = "datapackage.json"
# From about here the format needs the larger fields, which must be known before the first byte.
ZIP64_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Resource:
    """A file in the package."""

    path: str
    hash: str
    bytes: int

    def entry(self) -> dict[str, object]:
        """As datapackage.json lists it: names there are in lower case."""
        name = self.path.rpartition("/")[2].lower()
        return {"name": name, "path": self.path, "hash": self.hash, "bytes": self.bytes}


@dataclass(slots=True)
class Package:
    """A package that is being written to *path*; it is there once it is whole.

    Use as a context manager and call ``finish`` at its end. Raises PackageError where *path* can't
    be written.
    """

    path: Path
    created: datetime
    resources: list[Resource] = field(default_factory=list)
    _zip: ZipFile = field(init=False)

    @property
    def _building(self) -> Path:
        return self.path.with_name(f".{self.path.name}.building-{os.getpid()}")

    def __enter__(self) -> Self:
        try:
            self._zip = ZipFile(self._building, "w")
        except OSError as error:
            raise PackageError(f"can't write {self.path}: {error.strerror}") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # Closing a file that was cut off by an error writes to it once more.
        if self._zip.fp is not None:
            self._zip.fp.close()
            self._zip.fp = None
        self._building.unlink(missing_ok=True)

    def add(
        self, path: str, chunks: Iterable[bytes], *, deflate: bool, expected_bytes: int = 0
    ) -> None:
        """Write a file; *deflate* what is not compressed. *expected_bytes* is about its size."""
        hashed, size = hashlib.sha256(), 0
        info = ZipInfo(path, self.created.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED if deflate else ZIP_STORED
        info.external_attr = 0o644 << 16
        try:
            is_large = expected_bytes >= ZIP64_BYTES
            with self._zip.open(info, "w", force_zip64=is_large) as file:
                for chunk in chunks:
                    hashed.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
        except OSError as error:
            raise PackageError(f"can't write {self.path}: {error}") from error
        self.resources.append(Resource(path, f"sha256:{hashed.hexdigest()}", size))

    def finish(
        self, facts: dict[str, object], *, sign: Callable[[str], dict[str, str]] | None
    ) -> None:
        """Write the list of files with *facts* about the package, signed by *sign*."""
        listed = {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            **facts,
            "resources": [resource.entry() for resource in self.resources],
        }
        text = json.dumps(listed, ensure_ascii=False, indent=2).encode()
        digest = f"sha256:{hashlib.sha256(text).hexdigest()}"
        proof: dict[str, object] = {"path": DATAPACKAGE, "hash": digest}
        if sign is not None:
            proof["signedData"] = sign(digest)
        self.add(DATAPACKAGE, [text], deflate=True)
        self.add("datapackage-digest.json", [json.dumps(proof, indent=2).encode()], deflate=True)
        try:
            self._zip.close()
            with self._building.open("rb") as file:
                os.fsync(file.fileno())
            self._building.replace(self.path)
        except OSError as error:
            raise PackageError(f"can't write {self.path}: {error}") from error

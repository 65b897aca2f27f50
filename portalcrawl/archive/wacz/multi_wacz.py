"""The parts of a split package as one collection, which readers open by its list.

https://specs.webrecorder.net/multi-wacz/0.1.0/
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from portalcrawl.archive.wacz.collection import SOFTWARE, Collection
from portalcrawl.archive.wacz.pages import rfc3339_of
from portalcrawl.errors import PackageError


def write_list(path: Path, files: list[Path], collection: Collection, now: datetime) -> None:
    """Write the list of *files*, which lie beside it, to *path*. Raises PackageError."""
    listed = {
        # The name of the profile that readers know, where the draft has "multi-wacz".
        "profile": "multi-wacz-package",
        "title": collection.title or collection.site,
        "software": SOFTWARE,
        "created": rfc3339_of(now),
        "resources": [_resource(file) for file in files],
    }
    building = path.with_name(f".{path.name}.building-{os.getpid()}")
    try:
        building.write_text(json.dumps(listed, ensure_ascii=False, indent=2), "utf-8")
        building.replace(path)
    except OSError as error:
        raise PackageError(f"can't write {path}: {error}") from error


def _resource(file: Path) -> dict[str, object]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    size = file.stat().st_size
    return {"name": file.name, "path": file.name, "hash": f"sha256:{digest}", "bytes": size}

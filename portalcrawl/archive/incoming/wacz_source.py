"""The WARC files and the first page of a WACZ file (WACZ 1.1.1) made elsewhere."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.errors import ArchiveError

PACKAGE, PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
MAX_JSON_BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class WaczContent:
    """``warcs`` are files in a temporary folder; ``seed`` the first page, empty for none."""

    warcs: list[Path]
    seed: str


@contextmanager
def open_wacz(path: Path, *, scratch: Path) -> Iterator[WaczContent]:
    """The content of *path*, unpacked into the folder *scratch* as long as the context is open.

    Raises ArchiveError where *path* is no WACZ, or a digest of its datapackage differs.
    """
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory(dir=scratch) as folder:
            _check_package(archive, path)
            yield WaczContent(_unpack(archive, Path(folder)), _seed(archive))
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path} can't be read as WACZ: {error}") from error


def _check_package(archive: zipfile.ZipFile, path: Path) -> None:
    names = set(archive.namelist())
    if PACKAGE not in names:
        raise ArchiveError(f"{path} is no WACZ file: it has no {PACKAGE}")
    if PACKAGE_DIGEST in names:
        declared = json.loads(_read(archive, PACKAGE_DIGEST))
        _check(archive, PACKAGE, declared.get("hash"), path)
    for resource in json.loads(_read(archive, PACKAGE)).get("resources", []):
        if resource["path"] not in names:
            raise ArchiveError(f"{path} is damaged: it lacks {resource['path']}")
        _check(archive, resource["path"], resource.get("hash"), path)


def _check(archive: zipfile.ZipFile, name: str, label: Any, path: Path) -> None:  # noqa: ANN401 - of JSON
    """Compare a member with its declared digest; one of an algorithm that is not known is none."""
    algorithm, _, digest = str(label or "").partition(":")
    if algorithm not in {"sha256", "md5"}:
        return
    with archive.open(name) as member:
        hasher = hashlib.new(algorithm, usedforsecurity=False)
        while chunk := member.read(CHUNK_BYTES):
            hasher.update(chunk)
    if hasher.hexdigest() != digest.lower():
        raise ArchiveError(f"{path} is damaged: {name} has another digest than {PACKAGE} declares")


def _unpack(archive: zipfile.ZipFile, folder: Path) -> list[Path]:
    """The members ``archive/*.warc*``, in *folder*."""
    warcs = []
    for name in archive.namelist():
        top, _, file = name.rpartition("/")
        if top == "archive" and ".warc" in file:
            target = folder / file
            with archive.open(name) as member, target.open("xb") as out:
                shutil.copyfileobj(member, out, CHUNK_BYTES)
            warcs.append(target)
    return warcs


def _seed(archive: zipfile.ZipFile) -> str:
    """The first page that is marked as a seed, else the first of ``pages/pages.jsonl``."""
    if "pages/pages.jsonl" not in archive.namelist():
        return ""
    # The first line says what the others are.
    rows = _read(archive, "pages/pages.jsonl").decode("utf-8", "replace").splitlines()[1:]
    pages = [json.loads(row) for row in rows if row.strip()]
    seeds = [page for page in pages if page.get("seed")] or pages
    return str(seeds[0].get("url") or "") if seeds else ""


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(MAX_JSON_BYTES)

"""What must be true of a data folder after a crawl, however often it was killed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator
from pymongo.database import Database

from portalcrawl.archive.body import digest_label
from portalcrawl.archive.reader import read_response
from portalcrawl.errors import ArchiveError
from portalcrawl.store.connect import Connection
from tests.conftest import Portalcrawl
from tests.crawl.conftest import answers_in, stored_paths
from tests.portal import Truth

Doc = dict[str, Any]
SHOWN = 5


def violations(
    command: Portalcrawl, truth: Truth, *, at: str, most_unknown: int
) -> dict[str, list[str]]:
    """Rule → what breaks it, of the portal *at* crawled into *command*'s folder.

    *most_unknown* is how many records may have no capture: what was under way at a kill is there
    twice, once without.
    """
    times = Counter(stored_paths(command, truth, at=at))
    with Connection(uri=command.mongo_uri or None, data_dir=command.data) as connection:
        captures = list(connection.db.captures.find())
        broken = {
            "articles lost": [path for path in truth.articles if not times[path]],
            "articles twice": [path for path, count in times.items() if count > 1],
            "pages not archived": sorted(_pages(truth) - _archived(command, truth, at=at)),
            "files that others refuse": _refused(command.warc_files()),
            "captures that do not read": list(_unreadable(command.data / "archive", captures)),
            "captures without a record": _without_record(command, captures),
            "articles without their record": list(_astray(connection.db, command.data / "archive")),
            "articles that no change tells of": _untold(connection.db),
            "URLs left open": _open_urls(connection.db),
        }
    unknown = _unknown_records(command, captures)
    # Each belongs to a page that was under way at a strike, and was asked for again.
    name = f"records without a capture ({len(unknown)})"
    broken[name] = unknown if len(unknown) > most_unknown else []
    return broken


def _pages(truth: Truth) -> set[str]:
    """The addresses that exist."""
    lists = {page for column in truth.columns for page in column.list_pages}
    return {truth.home, *truth.articles, *truth.pages, *truth.assets, *lists}


def _archived(command: Portalcrawl, truth: Truth, *, at: str) -> set[str]:
    urls = (url for file in command.warc_files() for _, url in answers_in(file))
    return {truth.one_of(url.removeprefix(at)) for url in urls}


def _refused(files: list[Path]) -> list[str]:
    """What others' readers, which read every member and its digests, say of *files*."""
    zstd = [path for path in files if path.suffix == ".zst"]
    # warcio knows no zstd.
    said = [f"{path}: {why}" for path in zstd if (why := _damage(path)) is not None]
    return said + _refused_by_warcio([path for path in files if path not in zstd])


def _damage(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            records = ArchiveIterator(stream, parse_http=False)
            broken = [one.record_id for one in records if not one.verify_block_digest()]
    except OSError as error:
        return str(error)
    return f"digests of {broken}" if broken else None


def _refused_by_warcio(files: list[Path]) -> list[str]:
    if not files:
        return []
    command = [sys.executable, "-c", "from warcio.cli import main; main()", "check"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    return said or ([f"exit status {done.returncode}"] if done.returncode else [])


def _unreadable(archive: Path, captures: list[Doc]) -> Iterator[str]:
    """Captures whose pointer gives no record, another one, or another payload."""
    for capture in captures:
        if (why := _misread(archive, capture, record=capture["_id"])) is not None:
            yield f"{capture['url']}: {why}"


def _astray(db: Database[Doc], archive: Path) -> Iterator[str]:
    for article in db.articles.find({}, {"capture": 1, "url": 1}):
        capture = article["capture"]
        if (why := _misread(archive, capture, record=capture["id"])) is not None:
            yield f"{article['url']}: {why}"


def _untold(db: Database[Doc]) -> list[str]:
    told = set(db.changes.distinct("article", {"kind": "new"}))
    return [one["url"] for one in db.articles.find({}, {"url": 1}) if one["_id"] not in told]


def _misread(archive: Path, pointer: Doc, *, record: str) -> str | None:
    place = {name: pointer[name] for name in ("file", "offset", "length")}
    try:
        stored = read_response(archive, **place, original=pointer.get("original"))
    except ArchiveError as error:
        return str(error)
    if stored.record_id != record:
        return f"leads to the record {stored.record_id}, not {record}"
    digest = digest_label(hashlib.sha1(stored.payload, usedforsecurity=False).digest())
    if digest != pointer["payload_digest"]:
        return f"the payload is {digest}, not {pointer['payload_digest']}"
    return None


def _records(command: Portalcrawl) -> list[str]:
    return [record for file in command.warc_files() for record, _ in answers_in(file)]


def _without_record(command: Portalcrawl, captures: list[Doc]) -> list[str]:
    times = Counter(_records(command))
    return [f"{c['url']}: {times[c['_id']]} records" for c in captures if times[c["_id"]] != 1]


def _unknown_records(command: Portalcrawl, captures: list[Doc]) -> list[str]:
    return sorted(set(_records(command)) - {capture["_id"] for capture in captures})


def _open_urls(db: Database[Doc]) -> list[str]:
    still = db.frontier.find({"state": {"$in": ["queued", "leased"]}}, {"url": 1, "state": 1})
    return [f"{document['url']} is {document['state']}" for document in still]

"""The captures that were stored, and the same as their files tell of them."""

from __future__ import annotations

from typing import Any

from pymongo import MongoClient

from portalcrawl.archive.index.files import file_info, warc_files
from portalcrawl.archive.index.site_index import Unresolved, site_captures
from portalcrawl.store.captures import document_of_capture
from tests.conftest import Portalcrawl


def stored_captures(command: Portalcrawl) -> list[dict[str, Any]]:
    with MongoClient[dict[str, Any]](command.mongo_uri, tz_aware=True) as client:
        return list(client.get_default_database().captures.find())


def captures_of_files(command: Portalcrawl) -> list[dict[str, Any]]:
    documents = []
    archive = command.data / "archive"
    for folder in archive.iterdir():
        paths = warc_files(folder)
        infos = {f"{folder.name}/{path.name}": file_info(path) for path in paths}
        for capture in site_captures(archive, paths):
            assert not isinstance(capture, Unresolved)
            site = infos[capture.file].site
            documents.append(document_of_capture(capture, site=site, run=capture.run))
    return documents


def check_index(command: Portalcrawl) -> list[dict[str, Any]]:
    stored = {capture["_id"]: capture for capture in stored_captures(command)}
    read = {capture["_id"]: capture for capture in captures_of_files(command)}
    assert read.keys() == stored.keys()
    for record_id, capture in stored.items():
        assert read[record_id] == capture
    return list(stored.values())

"""What the files alone say of a crawl is what the crawl stored, field for field."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pymongo import MongoClient

from portalcrawl.archive.files import file_info, warc_files
from portalcrawl.archive.site_index import Unresolved, site_captures
from portalcrawl.store.captures import document_of_capture
from tests.conftest import Portalcrawl
from tests.portal import build_t1, build_t4, serve


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
            info = infos[capture.file]
            documents.append(document_of_capture(capture, site=info.site, run=info.run))
    return documents


def check_index(command: Portalcrawl) -> list[dict[str, Any]]:
    stored = {capture["_id"]: capture for capture in stored_captures(command)}
    read = {capture["_id"]: capture for capture in captures_of_files(command)}
    assert read.keys() == stored.keys()
    for record_id, capture in stored.items():
        assert read[record_id] == capture
    return list(stored.values())


@pytest.mark.parametrize(("build", "articles"), [(build_t1, 60), (build_t4, 60)])
def test_captures_of_two_crawls_are_read_from_their_files(build, articles, portalcrawl):
    with serve(build(articles=articles)) as portal:
        portalcrawl.crawl(portal.url)
        portalcrawl.crawl(portal.url)
    captures = check_index(portalcrawl)
    # That the crawls left what is hard to read back.
    statuses = Counter(capture["status"] for capture in captures)
    print(statuses, Counter(c["key"] for c in captures), sum(c["original"] is not None for c in captures), sum(c["location"] is not None for c in captures))
    assert statuses[304] and statuses[404]
    assert sum(capture["original"] is not None for capture in captures) > statuses[304]

"""What a crawl left, in a copy that a test may break."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.conftest import Portalcrawl
from tests.portal import build_t1, serve

Docs = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Archive:
    """What a crawl left, in a database of its own."""

    portalcrawl: Portalcrawl
    db: Database[dict[str, Any]]
    site: str

    def articles(self) -> Docs:
        return {found["_id"]: found for found in self.db.articles.find()}

    def listed(self) -> dict[str, Any]:
        return {d["_id"]: (d["column"], d["keys"], d["run"]) for d in self.db.lists.find()}

    def reprocess(self, *options: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = self.portalcrawl.run("reprocess", *options)
        assert done.returncode == code, done.stderr
        return done


@pytest.fixture(scope="session")
def crawled_once(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Portalcrawl:
    command = Portalcrawl(tmp_path_factory.mktemp("reprocess") / "data", new_database())
    with serve(build_t1(articles=60)) as portal:
        command.crawl(portal.url)
    return command


@pytest.fixture
def archive(
    crawled_once: Portalcrawl, tmp_path: Path, new_database: Callable[[], str]
) -> Iterator[Archive]:
    """A copy that a test may break."""
    command = Portalcrawl(tmp_path / "data", new_database())
    shutil.copytree(crawled_once.data / "archive", command.data / "archive")
    with (
        MongoClient[dict[str, Any]](crawled_once.mongo_uri, tz_aware=True) as origin,
        MongoClient[dict[str, Any]](command.mongo_uri, tz_aware=True) as client,
    ):
        db, source = client.get_default_database(), origin.get_default_database()
        for name in ("captures", "articles", "lists", "sites", "runs", "templates"):
            if documents := list(source[name].find()):
                db[name].insert_many(documents)
        site = db.sites.find_one()
        assert site is not None
        yield Archive(command, db, site["_id"])


def damage(archive: Archive, url: str) -> None:
    """Spoil the record of the page at *url*."""
    capture = archive.db.captures.find_one({"url": url, "status": 200})
    assert capture is not None
    with (archive.portalcrawl.data / "archive" / capture["file"]).open("r+b") as file:
        file.seek(capture["offset"] + capture["length"] // 2)
        file.write(b"\0" * 16)

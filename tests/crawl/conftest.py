"""One crawl of the whole test portal T1, looked at from all sides (also by tests/browser)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from pymongo import MongoClient

from portalcrawl.archive.reader import StoredResponse, read_response
from tests.conftest import Portalcrawl
from tests.crawl.archive_copy import archive, crawled_once  # noqa: F401 - fixtures
from tests.portal import Portal, Request, Truth, build_t1, serve


@dataclass(frozen=True)
class Crawled:
    """The portal as served, the requests of the first crawl, and what was stored."""

    portal: Portal
    portalcrawl: Portalcrawl
    requests: list[Request]
    said: str
    articles: dict[str, dict[str, Any]]

    def path(self, url: str) -> str:
        return url.removeprefix(self.portal.url)

    def captures(self) -> list[dict[str, Any]]:
        with MongoClient[dict[str, Any]](self.portalcrawl.mongo_uri) as client:
            return list(client.get_default_database().captures.find())

    def read(self, capture: dict[str, Any]) -> StoredResponse:
        where = {name: capture[name] for name in ("file", "offset", "length", "original")}
        return read_response(self.portalcrawl.data / "archive", **where)

    @property
    def probes(self) -> set[str]:
        """Paths that are only tried: a site map, and made-up ones that show how nothing looks."""
        with MongoClient[dict[str, Any]](self.portalcrawl.mongo_uri) as client:
            found = client.get_default_database().frontier.find(
                {"role": {"$in": ["probe", "sitemap"]}}
            )
            return {self.path(document["url"]) for document in found}


def answers_in(file: Path) -> list[tuple[str, str]]:
    """The ids and addresses of the responses and revisits in a WARC *file*."""
    answers = WarcRecordType.response | WarcRecordType.revisit
    with file.open("rb") as stream:
        return [
            (record.record_id[len("<urn:uuid:") : -1], record.headers["WARC-Target-URI"])
            for record in ArchiveIterator(stream, record_types=answers)
        ]


def stored_paths(command: Portalcrawl, truth: Truth, *, at: str) -> list[str]:
    """The paths of all stored articles of the portal *at*, as *truth* writes them."""
    urls = (url for article in command.articles() for url in article["urls"])
    return [truth.one_of(url.removeprefix(at)) for url in urls]


@pytest.fixture(scope="session")
def crawled(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Iterator[Crawled]:
    command = Portalcrawl(tmp_path_factory.mktemp("t1") / "data", new_database())
    with serve(build_t1()) as portal:
        said = command.crawl(portal.url)
        requests = list(portal.requests)
        stored = command.articles()
        paths = ((u.removeprefix(portal.url), a) for a in stored for u in a["urls"])
        # Which of two addresses of one page is asked for is the crawl's choice.
        by_path = {portal.site.truth.one_of(path): article for path, article in paths}
        yield Crawled(portal, command, requests, said, by_path)

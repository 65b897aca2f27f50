"""A second run of a site that has not changed: what is asked, and what the archive keeps of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator
from pymongo import MongoClient

from portalcrawl.archive.reader import StoredResponse, read_response
from tests.conftest import Portalcrawl
from tests.portal import Portal, build_t1, serve


@dataclass(frozen=True)
class Twice:
    """A portal that was crawled twice; ``again`` are the requests of the second run."""

    portal: Portal
    portalcrawl: Portalcrawl
    said: str
    again: list[Any]

    def captures(self) -> list[dict[str, Any]]:
        with MongoClient[dict[str, Any]](self.portalcrawl.mongo_uri) as client:
            return list(client.get_default_database().captures.find())

    def read(self, capture: dict[str, Any]) -> StoredResponse:
        where = {name: capture[name] for name in ("file", "offset", "length", "original")}
        return read_response(self.portalcrawl.data / "archive", **where)


@pytest.fixture(scope="module")
def twice(tmp_path_factory, new_database) -> Iterator[Twice]:
    command = Portalcrawl(tmp_path_factory.mktemp("twice") / "data", new_database())
    with serve(build_t1(articles=60)) as portal:
        command.crawl(portal.url)
        asked = len(portal.requests)
        said = command.crawl(portal.url, "--full")
        yield Twice(portal, command, said, portal.requests[asked:])


def test_what_has_validators_is_asked_for_with_them(twice: Twice):
    resources = twice.portal.site.resources
    with_validators = {
        path for path, resource in resources.items() if resource.last_modified is not None
    }
    # robots.txt is not the frontier's.
    asked = {r.path: r.status for r in twice.again if r.path != "/robots.txt"}
    for path, status in asked.items():
        plain = resources[path].status if path in resources else 404
        # A part is asked for without, to find out whether they can be believed.
        expected = {304, plain} if path in with_validators and plain == 200 else {plain}
        assert status in expected, path
    conditional = Counter(asked[path] for path in with_validators.intersection(asked))
    assert conditional[304] > 2 * conditional[200] > 20


def test_everything_is_found_as_before(twice: Twice):
    assert "articles: 0 new, 0 changed" in twice.said
    assert "dead links" in twice.said


def test_the_second_run_adds_no_payload_to_the_archive(twice: Twice):
    first, second = (_kinds(path) for path in twice.portalcrawl.warc_files())
    assert first["response"] > 100
    assert "response" not in second
    assert second["revisit"] == second["request"] == second["metadata"] == len(twice.again)


def test_every_revisit_reads_as_the_page_that_the_site_has(twice: Twice):
    resources = twice.portal.site.resources
    revisits = [capture for capture in twice.captures() if capture["original"]]
    assert len(revisits) > 100
    for capture in revisits:
        stored = twice.read(capture)
        path = capture["url"].removeprefix(twice.portal.url)
        assert (stored.record_id, stored.url) == (capture["_id"], capture["url"])
        if path in resources:
            assert stored.body == resources[path].body
            assert stored.status == resources[path].status


def test_where_the_archive_lost_the_page_it_is_asked_for_anew(twice: Twice):
    """Last in this file: it takes the first run's records away."""
    twice.portalcrawl.warc_files()[0].unlink()
    before = len(twice.portal.requests)
    said = twice.portalcrawl.crawl(twice.portal.url, "--full")
    again = Counter(request.status for request in twice.portal.requests[before:])
    assert again[304] > 50
    assert again[200] > again[304]
    assert "is asked for anew" in said
    assert "0 new, 0 changed" in said


def _kinds(path) -> Counter[str]:
    with path.open("rb") as stream:
        return Counter(record.headers["WARC-Type"] for record in ArchiveIterator(stream))

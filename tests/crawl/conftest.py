"""One crawl of the whole test portal T1, looked at from all sides (also by tests/browser)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import Portalcrawl
from tests.portal import Portal, Request, build_t1, serve


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


@pytest.fixture(scope="session")
def crawled(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Iterator[Crawled]:
    command = Portalcrawl(tmp_path_factory.mktemp("t1") / "data", new_database())
    with serve(build_t1()) as portal:
        said = command.crawl(portal.url)
        requests = list(portal.requests)
        stored = command.articles()
        by_path = {u.removeprefix(portal.url): a for a in stored for u in a["urls"]}
        yield Crawled(portal, command, requests, said, by_path)

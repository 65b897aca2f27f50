"""Every column, every list page, every article of each test portal, with and without faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.discovery import Found
from tests.portal import serve
from tests.portal.sites import SITES

ARTICLES = 90
MAX_REQUESTS_PER_PAGE = 1.05
FAULTS = [
    *("past-end", "pinned", "self-next", "looping-next", "unsorted", "undercount"),
    *("reposted", "listed-gone", "twins"),
    *("burst-503", "drop", "truncated", "burst-429"),
    *("soft-404", "soft-404-redirect", "soft-404-home", "soft-404-empty"),
    *("challenge-script", "waf-words", "blocked-tree"),
    *("splash-home", "frameset-home", "iframe-list", "redirect-column", "leaving-text"),
    *("calendar-trap",),
    *("gbk-under-utf8", "bad-bytes", "wrong-type", "nested-html", "unfilled-metas"),
    *("unasked-gzip", "unnamed-gzip", "false-gzip", "truncated-gzip"),
]


def crawl(name: str, faults: list[str], folder: Path, uri: str) -> tuple[Found, str]:
    command = Portalcrawl(folder / "data", uri)
    with serve(SITES[name](articles=ARTICLES), faults=faults) as portal:
        pause = ("-s", "PORTALCRAWL_RETRY_PAUSE_SECS=0.05")
        done = command.run("crawl", portal.url, "--delay", "0", "--concurrency", "4", *pause)
        assert done.returncode in {0, 4}, done.stderr
        return Found.by(command, portal), done.stderr


def check(found: Found) -> None:
    assert found.missing_articles == set()
    assert found.missing_rows == {}
    assert found.missing_lists == set()
    assert found.doubled_articles == []
    assert found.over_budget() == {}
    assert found.portal.forbidden_requests == []


@pytest.mark.parametrize("name", [name for name in SITES if name != "t9"])
def test_all_of_a_portal(name: str, tmp_path: Path, new_database: Callable[[], str]):
    found, _ = crawl(name, [], tmp_path, new_database())
    check(found)
    assert found.requests_per_page <= MAX_REQUESTS_PER_PAGE


@pytest.mark.parametrize("name", ["t2", "t5"])
@pytest.mark.parametrize("fault", FAULTS)
def test_all_of_a_portal_with_a_fault(
    name: str, fault: str, tmp_path: Path, new_database: Callable[[], str]
):
    found, _ = crawl(name, [fault], tmp_path, new_database())
    check(found)

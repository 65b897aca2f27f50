"""Every article and list of a test portal, whatever else is wrong with it: a fault at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawl.discovery import check, crawl

ARTICLES = 60
IN_LISTS = ["past-end", "pinned", "self-next", "looping-next", "unsorted", "undercount"]
IN_PAGES = [
    *("reposted", "listed-gone", "twins"),
    *("splash-home", "frameset-home", "iframe-list", "redirect-column", "calendar-trap"),
]
IN_TRANSPORT = [
    *("drop", "truncated", "burst-429", "truncated-gzip", "unnamed-gzip", "false-gzip"),
    *("soft-404-redirect", "soft-404-home", "soft-404-empty", "challenge-script", "blocked-tree"),
    *("gbk-under-utf8", "wrong-type", "nested-html", "unfilled-metas"),
]


@pytest.mark.parametrize("name", ["t2", "t5"])
@pytest.mark.parametrize("fault", IN_LISTS)
def test_in_lists(name: str, fault: str, tmp_path: Path, new_database: Callable[[], str]):
    """T2's lists are paged by a script, T5's by links."""
    found, _ = crawl(name, [fault], tmp_path, new_database(), articles=ARTICLES)
    check(found)


@pytest.mark.parametrize("fault", [*IN_PAGES, *IN_TRANSPORT])
def test_elsewhere(fault: str, tmp_path: Path, new_database: Callable[[], str]):
    found, _ = crawl("t5", [fault], tmp_path, new_database(), articles=ARTICLES)
    check(found)


def test_a_new_article_while_the_lists_are_read(tmp_path: Path, new_database: Callable[[], str]):
    """It heads the first page, which was read already, and moves all rows by one."""
    found, _ = crawl("t2", ["moving-row"], tmp_path, new_database())
    check(found)

"""Every column, every list page, every article of each test portal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawl.discovery import check, crawl
from tests.portal.faults.transport import Burst503
from tests.portal.sites import SITES

MAX_REQUESTS_PER_PAGE = 1.05
# T9 is drawn by scripts: tests/browser crawls it.
PLAIN = [name for name in SITES if name != "t9"]
# Faults that leave each other alone, all at once; bytes that can't be decoded come last.
TOGETHER = [
    *("looping-next", "listed-gone", "soft-404", "waf-words"),
    *("leaving-text", "twins", "bad-bytes"),
    # Each makes the whole host wait for a second: a few are enough.
    Burst503(every=20),
]


@pytest.mark.parametrize("name", PLAIN)
def test_all_of_a_portal(name: str, tmp_path: Path, new_database: Callable[[], str]):
    found, _ = crawl(name, [], tmp_path, new_database())
    check(found)
    assert found.requests_per_page <= MAX_REQUESTS_PER_PAGE


@pytest.mark.parametrize("name", PLAIN)
def test_all_of_a_portal_with_many_faults(
    name: str, tmp_path: Path, new_database: Callable[[], str]
):
    found, _ = crawl(name, TOGETHER, tmp_path, new_database())
    check(found)

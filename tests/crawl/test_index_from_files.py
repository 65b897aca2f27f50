"""What the files alone say of a crawl is what the crawl stored, field for field."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.crawl.captures_of_files import check_index
from tests.portal import serve
from tests.portal.t6.build import build_t6
from tests.portal.t7.build import build_t7


@pytest.mark.parametrize(
    ("build", "articles", "is_there"),
    [
        # Redirects.
        (build_t6, 60, lambda capture: capture["location"]),
        # Lists whose pages are asked for by forms.
        (build_t7, 60, lambda capture: capture["key"].startswith("AspNetPager1/")),
    ],
)
def test_captures_of_two_crawls_are_read_from_their_files(build, articles, is_there, portalcrawl):
    with serve(build(articles=articles)) as portal:
        portalcrawl.crawl(portal.url)
        portalcrawl.crawl(portal.url, "--full")
    captures = check_index(portalcrawl)
    # That the crawls left what is hard to read back.
    assert any(map(is_there, captures))
    statuses = Counter(capture["status"] for capture in captures)
    assert statuses[304]
    assert statuses[404]
    assert sum(capture["original"] is not None for capture in captures) > statuses[304]

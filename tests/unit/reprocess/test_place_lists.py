"""A list page among the others of its list, as the crawl had placed it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.items import ListPage, ListRow
from portalcrawl.recrawl.trails import Trails
from portalcrawl.reprocess.place_lists import as_found_here

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def page(key: str, *rows: str, column: str = "", pages=(), **changes) -> ListPage:
    values = {
        "site": "a",
        "url": f"http://{key}",
        "number": None,
        "name": key,
        "mechanism": "link",
        "total_pages": None,
        "total_items": None,
        "has_next": True,
        "read_at": NOW,
    }
    found = [ListRow(key=row, url=f"http://{row}", title=row) for row in rows]
    return ListPage(
        key=key, column=column or key, rows=found, pages=list(pages), **(values | changes)
    )


def test_what_another_page_names_is_of_its_list():
    trails = Trails()
    first = as_found_here(page("p1", "a", "b", pages=["p2"]), trails)
    second = as_found_here(page("p2", "b", "c"), trails)
    assert (first.column, first.new_rows, second.column, second.new_rows) == ("p1", 2, "p1", 1)
    assert trails.url_of("p1") == "http://p1"


def test_the_list_that_its_link_named_counts():
    assert as_found_here(page("p2", "a", column="p1"), Trails()).column == "p1"


@pytest.mark.parametrize(
    ("second", "stop"),
    [
        (page("p2", "a", "b", column="p1"), "repeated_rows"),
        (page("p2", "a", column="p1"), "no_new_rows"),
        (page("p2", "c", column="p1", has_next=False), "last_page"),
        (page("p2", "c", column="p1", stop="unsolved_pager"), "unsolved_pager"),
        (page("p2", "c", column="p1", stop="no_new_rows"), None),
        (page("p2", "a", column="p1", number=2, total_pages=9), None),
    ],
)
def test_where_a_list_ends(second: ListPage, stop: str | None):
    trails = Trails()
    as_found_here(page("p1", "a", "b"), trails)
    assert as_found_here(second, trails).stop == stop

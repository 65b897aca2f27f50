"""What the report says of columns."""

from __future__ import annotations

import pytest

from portalcrawl.report.discovery.columns import ColumnReport, report_columns
from tests.unit.report.discovery.facts import address, page, row, site, story


def only(**facts) -> ColumnReport:
    (report,) = report_columns(site(**facts))
    return report


def test_declared_and_found():
    first = page("tz", "1", "2", total_items=5, total_pages=2, pages=["tz2"], mechanism="link")
    second = page("tz2", "3", column="tz", number=2, total_items=5)
    report = only(lists=[first, second], stories=[story("1"), story("3")])
    assert (report.pages, report.declared_items, report.declared_pages) == (2, 5, 2)
    assert (report.found_items, report.articles, report.missing_items) == (3, 2, 2)
    assert (report.name, report.mechanism, report.stops) == ("tz", "link", {"last_page": 2})


def test_pages_that_were_found_apart_are_one_column():
    """The last page was met first, by another way."""
    last = page("tz9", "9", number=9)
    first = page("tz", "1", pages=["tz9"])
    assert only(lists=[last, first]).pages == 2


def test_pinned_rows_are_counted_once():
    report = only(lists=[page("tz", "p", "1"), page("tz2", "p", "2", column="tz")])
    assert (report.found_items, report.repeated_rows) == (3, 1)


def test_a_next_page_that_never_came():
    report = only(lists=[page("tz", "1", has_next=True, stop=None, pages=["tz2"])])
    assert report.stops == {"next_page_missing": 1}


def test_blank_column():
    assert only(lists=[page("tz")]).is_blank
    assert not only(lists=[page("tz", "1")]).is_blank


def test_rows_without_a_link_are_rows():
    report = only(lists=[page("tz", unlinked_rows=10)])
    assert (report.found_items, report.unlinked_rows, report.is_blank) == (0, 10, False)


def test_dead_rows():
    dead = [address("1", "missing"), address("2", "soft_404"), address("3", state="failed")]
    report = only(lists=[page("tz", "1", "2", "3", "4")], addresses=[*dead, address("4")])
    assert report.dead_links == [f"http://a.cn/{n}" for n in (1, 2, 3)]


def test_orphans_belong_to_the_column_of_their_breadcrumb():
    report = only(lists=[page("tz", "1")], stories=[story("1"), story("7")])
    assert report.orphans == ["http://a.cn/7"]


@pytest.mark.parametrize(
    ("dates", "is_sorted"),
    [
        (["2026-01-03", "2026-01-03", "2026-01-01"], True),
        (["2026-01-01", "2026-01-03"], False),
        ([None, "2026-01-03", None], True),
        # A month beside days of it.
        (["2026-01", "2026-01-20"], True),
    ],
)
def test_order(dates, is_sorted):
    rows = [row(str(n), date) for n, date in enumerate(dates)]
    report = only(lists=[page("tz", *rows)])
    assert report.is_sorted is is_sorted
    assert report.undated_rows == dates.count(None)

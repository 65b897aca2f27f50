"""Counts of a site as tables."""

from __future__ import annotations

import io

from rich.console import Console

from portalcrawl.report.counts import column_table, overview_table, url_table

COUNTS = {
    "site": "a.cn",
    "home": "http://[x]/",
    "captures": 31,
    "articles": 12,
    "revisions": 0,
    "last_run": {"id": "a.cn@20260101000000", "state": "finished"},
    "urls": {
        "done": {"article": 12, "list": 3},
        "failed": {"error": 1},
        "queued": {"not visited": 9},
    },
    "columns": {"政务 > 动态": 7, "(none)": 5},
}


def rows(table) -> list[list[str]]:
    out = io.StringIO()
    Console(file=out, width=120).print(table)
    return [line.split() for line in out.getvalue().splitlines() if line.strip(" ─")]


def test_overview():
    title, header, values = rows(overview_table(COUNTS))
    assert title == ["a.cn", "http://[x]/"]
    assert header == ["captures", "articles", "revisions", "last", "run"]
    assert values == ["31", "12", "0", "a.cn@20260101000000", "(finished)"]


def test_site_that_never_ran():
    counts = {**COUNTS, "last_run": {"id": None, "state": None}}
    assert rows(overview_table(counts))[-1][:3] == ["31", "12", "0"]


def test_urls_by_kind_and_state():
    assert rows(url_table(COUNTS)) == [
        ["URLs", "done", "failed", "queued"],
        ["article", "12"],
        ["error", "1"],
        ["list", "3"],
        ["not", "visited", "9"],
    ]


def test_columns_in_the_order_given():
    assert rows(column_table(COUNTS)) == [
        ["column", "articles"],
        ["政务", ">", "动态", "7"],
        ["(none)", "5"],
    ]


def test_empty_site():
    assert rows(url_table({**COUNTS, "urls": {}})) == [["URLs"]]
    assert rows(column_table({**COUNTS, "columns": {}})) == [["column", "articles"]]

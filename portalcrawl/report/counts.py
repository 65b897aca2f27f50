"""Counts of a site as tables."""

from __future__ import annotations

from typing import Any, TypeAlias

from rich import box
from rich.markup import escape
from rich.table import Table

Doc: TypeAlias = dict[str, Any]


def overview_table(counts: Doc) -> Table:
    """The site's totals."""
    table = Table(title=escape(f"{counts['site']}  {counts['home']}"), box=box.SIMPLE_HEAD)
    for name in ("captures", "articles", "revisions", "last run"):
        table.add_column(name)
    run = counts["last_run"]
    last = f"{run['id']} ({run['state']})"
    table.add_row(*(str(counts[n]) for n in ("captures", "articles", "revisions")), escape(last))
    return table


def url_table(counts: Doc) -> Table:
    """URLs: a row a kind, a column a state."""
    states = list(counts["urls"])
    kinds = sorted({kind for by_kind in counts["urls"].values() for kind in by_kind})
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("URLs")
    for state in states:
        table.add_column(state, justify="right")
    for kind in kinds:
        cells = (counts["urls"][state].get(kind, "") for state in states)
        table.add_row(kind, *(str(cell) for cell in cells))
    return table


def column_table(counts: Doc) -> Table:
    """Articles by column."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("column")
    table.add_column("articles", justify="right")
    for name, count in counts["columns"].items():
        table.add_row(escape(name), str(count))
    return table

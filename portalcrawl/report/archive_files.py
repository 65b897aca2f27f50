"""The archive's files as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from portalcrawl.archive.index.file_summary import FileSummary


def file_table(summaries: Iterable[FileSummary]) -> Table:
    """A row a file, and their sums."""
    table = Table(box=box.SIMPLE_HEAD, show_footer=True)
    rows = list(summaries)
    total = sum(row.bytes for row in rows)
    table.add_column("file", footer=f"{len(rows)} files", overflow="fold")
    for name, footer in (
        ("captures", f"{sum(row.captures for row in rows)}"),
        ("bytes", f"{total}"),
    ):
        table.add_column(name, footer=footer, justify="right")
    for name in ("packed", "records", "first", "last", "run"):
        table.add_column(name, overflow="fold")
    for row in rows:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(row.records.items()))
        damage = f", damaged bytes {row.damaged_bytes}" if row.damaged_bytes else ""
        dates = [f"{moment:%Y-%m-%d %H:%M}" if moment else "" for moment in (row.first, row.last)]
        cells = (row.file, f"{row.captures}", f"{row.bytes}", row.compression, kinds + damage)
        table.add_row(*map(Text, (*cells, *dates, row.run)))
    return table


def file_json(summary: FileSummary) -> dict[str, Any]:
    """The fields of *summary*, its dates in ISO 8601 (UTC)."""
    dates = {
        name: moment.isoformat() if moment else None
        for name, moment in (("first", summary.first), ("last", summary.last))
    }
    return {**asdict(summary), "records": dict(sorted(summary.records.items())), **dates}

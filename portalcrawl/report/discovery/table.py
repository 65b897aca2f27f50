"""The columns of a crawl as a table for the terminal."""

from __future__ import annotations

from rich import box
from rich.markup import escape
from rich.table import Table

from portalcrawl.report.discovery.crawl import CrawlReport


def columns_table(report: CrawlReport) -> Table:
    """A row a column."""
    states = ", ".join(f"{host.host} {host.state}" for host in report.hosts)
    caption = f"{len(report.dead_links)} dead links; hosts: {states}"
    table = Table(title=escape(report.run), caption=escape(caption), box=box.SIMPLE_HEAD)
    table.add_column("column")
    for name in ("pages", "declared", "found", "articles", "repeated", "orphans", "dead"):
        table.add_column(name, justify="right")
    table.add_column("paging")
    table.add_column("ended by")
    for column in report.columns:
        declared = column.declared_items
        table.add_row(
            escape(column.name or column.url),
            str(column.pages),
            "" if declared is None else str(declared),
            str(column.found_items),
            str(column.articles),
            *(str(count or "") for count in (column.repeated_rows, len(column.orphans))),
            str(len(column.dead_links) or ""),
            column.mechanism,
            ", ".join(column.stops),
        )
    return table

"""Runs as a table: when, how they ended, what they found changed, what they cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

Doc: TypeAlias = dict[str, Any]
KINDS = ("new", "changed", "moved", "gone", "back", "duplicate")
_RIGHT = (*KINDS, "requests", "304", "received", "CPU", "time")


def runs_table(runs: Iterable[Doc]) -> Table:
    """A row a run, in the order given."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("run", "began (UTC)", "state", *_RIGHT):
        table.add_column(name, justify="right" if name in _RIGHT else "left", overflow="fold")
    for run in runs:
        row = run_figures(run)
        counts = (str(row["changes"].get(kind) or "") for kind in KINDS)
        state = row["state"] + (f" ({row['reason']})" if row["reason"] != row["state"] else "")
        cells = (
            *(row["run"], f"{run['started_at']:%Y-%m-%d %H:%M}", state, *counts),
            *(str(row["requests"]), str(row["not_modified"] or "")),
            *(size(row["received_bytes"]), _secs(row["cpu_secs"]), duration(row["secs"])),
        )
        table.add_row(*map(Text, cells))
    return table


def run_figures(run: Doc) -> Doc:
    """What a run is known by, as plain data; *run* is its document, with the counts ``changes``."""
    figures = run.get("figures") or {}
    return {
        "run": run["_id"],
        "site": run["site"],
        "state": run["state"],
        "reason": run.get("reason") or run["state"],
        "started_at": _time(run["started_at"]),
        "ended_at": _time(run.get("ended_at")),
        "is_whole": run.get("is_whole"),
        "processes": len(run.get("processes") or ()) or 1,
        "changes": dict(run.get("changes") or {}),
        "requests": figures.get("downloader/request_count", 0),
        "statuses": _below("downloader/response_status_count/", figures),
        "not_modified": figures.get("downloader/response_status_count/304", 0),
        "revisits": figures.get("portalcrawl/archive/revisit", 0),
        "received_bytes": figures.get("downloader/response_bytes", 0),
        "secs": figures.get("portalcrawl/run/secs"),
        "cpu_secs": figures.get("portalcrawl/run/cpu_secs"),
        "peak_memory_bytes": figures.get("portalcrawl/run/peak_memory_bytes"),
    }


def size(count: int) -> str:
    """Bytes for people.

    >>> size(812), size(48_300), size(1_930_000_000)
    ('812 B', '48.3 kB', '1.93 GB')
    """
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.3g} {unit}"


def duration(secs: float | None) -> str:
    """Seconds for people; empty for None.

    >>> duration(3.24), duration(7384.2)
    ('3.2 s', '2:03:04')
    """
    if secs is None:
        return ""
    return f"{secs:.1f} s" if secs < 60 else str(timedelta(seconds=int(secs)))


def _secs(secs: float | None) -> str:
    return "" if secs is None else f"{secs:.1f} s"


def _below(prefix: str, figures: Doc) -> dict[str, int]:
    found = {k.removeprefix(prefix): v for k, v in figures.items() if k.startswith(prefix)}
    return dict(sorted(found.items()))


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None

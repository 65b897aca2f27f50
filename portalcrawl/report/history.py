"""The past of an article as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

from portalcrawl.history.timeline import Moment
from portalcrawl.report.changes.model import story_of

Doc: TypeAlias = dict[str, Any]
_HEADS = ("revision", "seen (UTC)", "what", "by", "changed", "capture")


def history_table(moments: Iterable[Moment]) -> Table:
    """A row for each moment."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in _HEADS:
        table.add_column(name, overflow="fold")
    for moment in moments:
        cells = (
            str(moment.revision or ""),
            f"{moment.at:%Y-%m-%d %H:%M:%S}",
            moment.what,
            _by(moment),
            _changed(moment),
            capture_text(moment.capture),
        )
        # As Text, so that nothing from the site is read as markup.
        table.add_row(*map(Text, cells))
    return table


def capture_text(capture: Doc | None) -> str:
    """The WARC record of a capture, as one finds it: file and byte."""
    return f"{capture['file']} @{capture['offset']}" if capture else ""


def _by(moment: Moment) -> str:
    if moment.cause == "reprocess":
        return moment.cause
    return moment.run or moment.cause or ""


def _changed(moment: Moment) -> str:
    if story := story_of(moment.what, moment.detail):
        return story
    if moment.fields is None:
        return "not recorded" if moment.what == "changed" else ""
    return ", ".join(moment.fields)

"""Changes for the terminal: grouped by kind, each with its address and what differs."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from portalcrawl.report.changes.model import KINDS, Change, Selection

INDENT = " " * 12


def change_lines(selection: Selection, *, title: str) -> Iterator[Text]:
    """The lines. *title* says of what and since when they are."""
    yield Text(f"{title}: {selection.words}", style="bold")
    for kind in selection.kinds:
        yield Text(f"\n{KINDS[kind]} ({selection.counts[kind]})", style="bold")
        for change in selection.of_kind(kind):
            yield from _lines(change)
        if hidden := selection.hidden(kind):
            yield Text(f"{INDENT}and {hidden} more: --json has them all")


def _lines(change: Change) -> Iterator[Text]:
    # As Text, so that nothing in a title is read as markup or as an emoji's name.
    line = Text(f"{change.published[:10]:<12}")
    if change.column:
        line.append(f"{change.column}  ", style="cyan")
    yield line.append(one_line(change.title))
    yield Text(f"{INDENT}{change.url}", style="dim")
    if change.story:
        yield Text(f"{INDENT}{change.story}")
    for name, (old, new) in change.fields.items():
        line = Text(f"{INDENT}{name}: ")
        line.append(one_line(old), style="red").append(" → ")
        yield line.append(one_line(new), style="green")


def one_line(text: str | None) -> str:
    """A text within a line, without what steers a terminal; what is not there is a dash.

    >>> one_line("甲" + chr(10) + "乙" + chr(27) + "[2J"), one_line("")
    ('甲 ¶ 乙[2J', '—')
    """
    shown = " ¶ ".join((text or "").splitlines())
    return "".join(filter(str.isprintable, shown)) or "—"

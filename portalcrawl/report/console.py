"""Tables on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

# Wide enough for whole rows where nobody reads along: a pipe, a log.
PIPE_WIDTH = 200


def print_table(table: Table, *, pipe_width: int = PIPE_WIDTH) -> None:
    """Print *table* to stdout, as wide as the terminal, or *pipe_width* where there is none."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=pipe_width)
    console.print(table)


def progress_bar() -> Progress:
    """A bar on stderr that is gone when the work is done; silent where no terminal watches."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def rate_bar(unit: str) -> Progress:
    """As ``progress_bar``, with what is done, how many of *unit* a second, and the time left."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(unit),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


class _RateColumn(ProgressColumn):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f} {self._unit}/s" if task.speed else "")

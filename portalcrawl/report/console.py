"""Tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
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


def print_lines(lines: Iterable[Text]) -> None:
    """Print *lines* to stdout; a pipe gets each whole."""
    console = Console()
    for line in lines:
        console.print(line, soft_wrap=True)


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


class ProgressSteps:
    """A bar a step, for work that says by itself what it is at."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, step: str, *, total: int) -> None:
        """Show *step*, which takes *total*, instead of the one before."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(step, total=total)

    def advance(self, amount: int) -> None:
        """So much more of the step is done."""
        if self._task is not None:
            self._progress.advance(self._task, amount)

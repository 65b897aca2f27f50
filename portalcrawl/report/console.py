"""Tables on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

# Wide enough for whole rows where nobody reads along: a pipe, a log.
PIPE_WIDTH = 200


def print_table(table: Table) -> None:
    """Print *table* to stdout, as wide as the terminal."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    console.print(table)

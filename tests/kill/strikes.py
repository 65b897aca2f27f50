"""The ways to strike a crawl: its process, its private ``mongod``, both, or a word to end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CRAWLER = "crawler"
MONGOD = "mongod"
BOTH = "both"
TERM = "term"
KINDS = (CRAWLER, MONGOD, BOTH, TERM)


def strike(kind: str, process: subprocess.Popen[str], data: Path) -> None:
    """Send what *kind* says to the crawl *process* and to the private server of *data*."""
    if kind in {MONGOD, BOTH}:
        kill_mongod(data)
    if kind in {CRAWLER, BOTH}:
        process.send_signal(signal.SIGKILL)
    if kind == TERM:
        process.send_signal(signal.SIGTERM)


def kill_mongod(data: Path) -> None:
    """``kill -9`` for the server of *data*, where one runs."""
    # It is there already where a server was killed a moment ago.
    with suppress(ProcessLookupError, FileNotFoundError, ValueError):
        os.kill(mongod_pid(data), signal.SIGKILL)


def mongod_pid(data: Path) -> int:
    """The process id of the private server of *data*. Raises where none was started."""
    return int((data / "mongo" / "db" / "mongod.lock").read_text("utf-8"))


ENDS_THE_CRAWL: dict[str, Callable[[int], bool]] = {
    CRAWLER: lambda status: status == -signal.SIGKILL,
    BOTH: lambda status: status == -signal.SIGKILL,
    # It ends by itself, and cleanly.
    TERM: lambda status: status == 0,
}
"""For what ends a crawl: whether the exit status is the right one."""

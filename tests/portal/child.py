"""Serves the portal from a process of its own, which outlives a crawl that is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.portal.server import Request

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class ChildPortal:
    """A portal in a child process; its truth is that of the same site built here."""

    url: str
    log: Path
    process: subprocess.Popen[str]

    @property
    def requests(self) -> list[Request]:
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        return [Request(*json.loads(line)) for line in lines]

    @property
    def request_count(self) -> int:
        """How many there are: cheaper than to read them."""
        return self.log.read_bytes().count(b"\n") if self.log.exists() else 0


@contextmanager
def serve_in_child(*options: str, log: Path) -> Iterator[ChildPortal]:
    """Runs ``python -m tests.portal`` with *options* (``"--articles", "300"``) until the end."""
    command = [sys.executable, "-m", "tests.portal", *options, "--log", str(log)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            url = process.stdout.readline().strip().rstrip("/")
            assert url, f"no portal: {command}"
            yield ChildPortal(url, log, process)
        finally:
            process.terminate()

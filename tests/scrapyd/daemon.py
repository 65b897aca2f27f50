"""A real scrapyd on loopback, spoken to as its users do."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.replay.tools import free_port

WAIT_SECS = 60


@dataclass(frozen=True)
class Scrapyd:
    """The daemon at *port*, with its logs and items in *folder*."""

    port: int
    folder: Path

    def get(self, name: str, **fields: str) -> dict[str, Any]:
        return _answer(Request(f"http://127.0.0.1:{self.port}/{name}.json?{urlencode(fields)}"))

    def post(self, name: str, fields: list[tuple[str, str]]) -> dict[str, Any]:
        address = f"http://127.0.0.1:{self.port}/{name}.json"
        return _answer(Request(address, urlencode(fields).encode()))

    def add_version(self, project: str, egg: bytes) -> int:
        """Upload *egg* as the project *project*; how many spiders it has."""
        boundary = "----------of-a-test"
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
            + (b"; filename=egg" if name == "egg" else b"")
            + b"\r\n\r\n%b\r\n" % value
            for name, value in {"project": project.encode(), "version": b"1", "egg": egg}.items()
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        address = f"http://127.0.0.1:{self.port}/addversion.json"
        return int(
            _answer(Request(address, body + f"--{boundary}--\r\n".encode(), kind))["spiders"]
        )

    def schedule(self, *settings: str, **arguments: str) -> str:
        """Start a job of the spider ``portal``; its id."""
        named = {"project": "portalcrawl", "spider": "portal", **arguments}
        fields = [*named.items(), *(("setting", setting) for setting in settings)]
        return str(self.post("schedule", fields)["jobid"])

    def state(self, job: str) -> str | None:
        """``pending``, ``running`` or ``finished``."""
        state: str | None = self.get("status", job=job)["currstate"]
        return state

    def log(self, job: str) -> str:
        return "".join(p.read_text("utf-8") for p in self.folder.glob(f"logs/*/portal/{job}.log"))

    def items(self, job: str) -> list[dict[str, Any]]:
        file = self.folder / f"items/portalcrawl/portal/{job}.jl"
        text = file.read_text("utf-8") if file.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    def ended(self, job: str) -> str:
        """Wait for the end of *job*; its log."""
        await_that(lambda: self.state(job) == "finished")
        return self.log(job)


def _answer(request: Request) -> dict[str, Any]:
    with urlopen(request, timeout=WAIT_SECS) as answer:
        found: dict[str, Any] = json.load(answer)
    assert found["status"] == "ok", found
    return found


@contextmanager
def scrapyd(folder: Path, *, project: Path, environment: dict[str, str]) -> Iterator[Scrapyd]:
    """A scrapyd that was started in the folder *project*."""
    port = free_port()
    own = f"""
        [scrapyd]
        http_port = {port}
        poll_interval = 0.2
        eggs_dir = {folder}/eggs
        logs_dir = {folder}/logs
        items_dir = {folder}/items
        jobs_dir = {folder}/jobs
        dbs_dir = {folder}/dbs
    """
    # Its own file is looked for in the home folder.
    lines = [line.strip() for line in own.splitlines()]
    (folder / ".scrapyd.conf").write_text("\n".join(lines))
    with (folder / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapyd", "--pidfile="],
            cwd=project,
            env={**environment, "HOME": str(folder)},
            stdout=log,
            stderr=log,
        )
    daemon = Scrapyd(port, folder)
    try:
        await_that(lambda: process.poll() is not None or _listens(daemon))
        assert process.poll() is None, (folder / "scrapyd.log").read_text()
        yield daemon
    finally:
        process.terminate()
        process.wait()


def _listens(daemon: Scrapyd) -> bool:
    try:
        return bool(daemon.get("daemonstatus"))
    except URLError:
        return False


def await_that(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECS
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.05)

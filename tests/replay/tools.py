"""The replay tools of others, as their users run them."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portalcrawl.archive.message.content_encoding import decode_content

START_SECS = 60
# pywb answers a request without a time with the nearest capture's address.
REDIRECTS = frozenset({301, 302, 307})


@dataclass(frozen=True)
class ReplayTools:
    """The programs in *bin*, a virtual environment's folder."""

    bin: Path

    def run(
        self, program: str, *arguments: str, cwd: Path | None = None, given: str | None = None
    ) -> str:
        """What the program says; a program that fails fails the test."""
        command = [self.bin / program, *arguments]
        done = subprocess.run(
            command, check=False, cwd=cwd, input=given, text=True, capture_output=True
        )
        assert done.returncode == 0, f"{program}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def collection(self, folder: Path, name: str, *archives: Path, wacz: bool = False) -> None:
        """Make the pywb collection *name* of *archives*, with the index of a WACZ as it is."""
        self.run("wb-manager", "init", name, cwd=folder)
        unpack = ["--unpack-wacz"] if wacz else []
        self.run("wb-manager", "add", *unpack, name, *map(str, archives), cwd=folder)

    @contextmanager
    def replay(self, folder: Path) -> Iterator[Pywb]:
        """A pywb that serves the collections in *folder*."""
        port = free_port()
        command = [self.bin / "wayback", "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
        with (folder / "pywb.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(port, process, folder / "pywb.log")
            yield Pywb(port)
        finally:
            process.terminate()
            process.wait()


@dataclass(frozen=True)
class Replayed:
    """What pywb answers for an archived address, content encoding undone."""

    status: int
    body: bytes
    is_archived: bool
    location: str


@dataclass(frozen=True)
class Pywb:
    """A running pywb."""

    port: int

    def address(self, collection: str, url: str, *, mode: str = "id_", time: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/{collection}/{time}{mode}/{url}"

    def fetch(self, collection: str, url: str, *, time: str = "") -> Replayed:
        """The newest capture of *url*, or the one nearest to *time* (14 digits), not rewritten."""
        replayed = self._fetch(self.address(collection, url, time=time))
        if replayed.status in REDIRECTS and f"id_/{url}" in replayed.location:
            return self._fetch(replayed.location)
        return replayed

    def _fetch(self, address: str) -> Replayed:
        path = address.removeprefix(f"http://127.0.0.1:{self.port}")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return Replayed(
            status=answer.status,
            body=decode_content(body, [answer.getheader("Content-Encoding") or ""]),
            is_archived=answer.getheader("Memento-Datetime") is not None,
            location=answer.getheader("Location") or "",
        )


def fetch_plainly(url: str) -> bytes:
    """The body that *url* answers, whatever its status; redirects are not followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.request("GET", f"{parts.path}{'?' if parts.query else ''}{parts.query}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return body


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"pywb does not listen: {log.read_text()}")


def is_ci() -> bool:
    """Whether a missing tool is a failure, not a reason to skip."""
    return bool(os.environ.get("CI"))

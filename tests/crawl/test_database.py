"""MongoDB comes and goes: the private one, and one of the user's."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portalcrawl.store.mongod_binary import find_mongod
from tests.conftest import Portalcrawl
from tests.crawl.conftest import stored_paths
from tests.portal import Portal, build_t1, serve

SMALL = build_t1(articles=60)


def processes(pattern: str) -> list[int]:
    """Ids of the processes whose command line has *pattern* (the keeper's aside)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
        except OSError:
            continue
        if pattern in command and "mongod_keeper" not in command:
            found.append(int(folder.name))
    return found


def wait_until(condition, *, secs: float = 30):
    deadline = time.monotonic() + secs
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_complete(command: Portalcrawl, portal: Portal) -> bool:
    stored = stored_paths(command, SMALL.truth, at=portal.url)
    return set(SMALL.truth.articles) <= set(stored)


def test_a_private_server_comes_and_goes_with_the_commands(tmp_path: Path):
    command = Portalcrawl(tmp_path / "data")
    with serve(SMALL) as portal:
        command.crawl(portal.url)
        assert is_complete(command, portal)
    wait_until(lambda: not processes(f"--dbpath {tmp_path}"))
    assert (tmp_path / "data/mongo/mongod.log").stat().st_size > 0


def test_a_private_server_that_dies_is_brought_back(tmp_path: Path):
    command = Portalcrawl(tmp_path / "data")
    with serve(SMALL) as portal:
        with command.start("crawl", portal.url, "--delay", "0.03") as process:
            wait_until(lambda: len(portal.requests) > 20)
            (server,) = processes(f"--dbpath {tmp_path}")
            os.kill(server, signal.SIGKILL)
            said = process.communicate(timeout=120)[1]
        assert process.returncode == 0, said
        assert "MongoDB is back" in said
        assert is_complete(command, portal)


@contextmanager
def own_server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server of the user's on loopback, as he would start it."""
    (folder / "db").mkdir(exist_ok=True, parents=True)
    place = ["--dbpath", str(folder / "db"), "--bind_ip", "127.0.0.1", "--port", str(port)]
    command = [str(find_mongod()), *place, "--logpath", str(folder / "log"), "--nounixsocket"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            yield server
        finally:
            server.terminate()


def test_the_crawl_waits_for_a_server_that_went_away(tmp_path: Path):
    port = 27999
    uri = f"mongodb://127.0.0.1:{port}/portal"
    command = Portalcrawl(tmp_path / "data", uri)
    with serve(SMALL) as portal:
        with own_server(tmp_path / "mongo", port):
            process = command.start("crawl", portal.url, "--delay", "0.03")
            wait_until(lambda: len(portal.requests) > 20)
        time.sleep(1.5)
        while_away = len(portal.requests)
        time.sleep(1.5)
        # The site is left alone: what can't be stored is not asked for.
        assert len(portal.requests) == while_away
        with own_server(tmp_path / "mongo", port):
            said = process.communicate(timeout=120)[1]
            assert process.returncode == 0, said
            assert set(SMALL.truth.articles) <= set(
                stored_paths(command, SMALL.truth, at=portal.url)
            )
        assert re.search(r"MongoDB is away.*MongoDB is back", said, re.DOTALL)


def test_a_server_that_never_returns_ends_the_crawl_with_an_error(tmp_path: Path):
    port = 27998
    uri = f"mongodb://127.0.0.1:{port}/portal"
    command = Portalcrawl(tmp_path / "data", uri)
    with serve(SMALL) as portal:
        with own_server(tmp_path / "mongo", port):
            patience = ("-s", "PORTALCRAWL_MONGO_WAIT_SECS=2")
            process = command.start("crawl", portal.url, "--delay", "0.03", *patience)
            wait_until(lambda: len(portal.requests) > 20)
        said = process.communicate(timeout=60)[1]
        assert process.returncode == 5
        assert "portalcrawl: error: MongoDB does not answer" in said
        with own_server(tmp_path / "mongo", port):
            command.crawl(portal.url)
            assert set(SMALL.truth.articles) <= set(
                stored_paths(command, SMALL.truth, at=portal.url)
            )

"""A site that is being crawled is left to its owner, what is due is said, timers are written."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tests.conftest import Portalcrawl
from tests.portal import ChildPortal, serve_in_child


def await_that(condition: Callable[[], bool], *, secs: float = 60) -> None:
    deadline = time.monotonic() + secs
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@dataclass(frozen=True)
class Busy:
    """A portal that a crawl of process *pid* is at."""

    command: Portalcrawl
    portal: ChildPortal
    pid: int
    warc: Path

    @property
    def site(self) -> str:
        return self.portal.url.removeprefix("http://")

    def due(self, *options: str) -> tuple[int, dict[str, Any]]:
        """How ``portalcrawl due`` ends, and its row."""
        done = self.command.run("due", self.site, "--json", *options)
        (line,) = done.stdout.splitlines()
        return done.returncode, json.loads(line)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, new_database) -> Iterator[Busy]:
    """A crawl that won against another, was met by others (``met``), and was killed."""
    folder = tmp_path_factory.mktemp("busy")
    command = Portalcrawl(folder / "data", new_database())
    slow = ("--articles", "300", "--delay-ms", "200")
    with serve_in_child(*slow, log=folder / "log") as portal:
        two = [command.start("crawl", portal.url, "--delay", "0") for _ in range(2)]
        await_that(lambda: any(process.poll() is not None for process in two))
        loser, winner = sorted(two, key=lambda process: process.poll() is None)
        assert loser.wait() == 7
        said = loser.communicate()[1]
        assert f"is in use by process {winner.pid} on " in said
        assert f"(crawl of {portal.url.removeprefix('http://')}): wait for it, or stop it" in said
        await_that(lambda: len(portal.requests) > 5)
        (warc,) = command.warc_files()
        busy = Busy(command, portal, winner.pid, warc)
        try:
            met(busy)
        finally:
            assert winner.poll() is None
            winner.send_signal(signal.SIGKILL)
            winner.communicate()
        yield busy


def met(busy: Busy) -> None:
    """What else changes the site finds it taken; who only looks is told by whom."""
    code, row = busy.due()
    assert (code, row["is_due"], row["last_run"]["state"]) == (10, False, "running")
    assert (row["owner"]["pid"], row["owner"]["work"]) == (busy.pid, f"crawl of {busy.site}")
    copy = busy.command.data.parent / "copy.warc.gz"
    copy.write_bytes(busy.warc.read_bytes())
    for words in (
        ("archive", "compact"),
        ("reprocess", "--site", busy.site),
        ("import", "--site", busy.site, str(copy)),
        # Another site on the same host.
        ("crawl", f"{busy.portal.url}/zw/"),
    ):
        done = busy.command.run(*words)
        assert (done.returncode, f"process {busy.pid} on" in done.stderr) == (7, True), done.stderr


def test_who_is_killed_is_taken_over_at_once(killed: Busy):
    code, row = killed.due()
    assert (code, row["is_due"], row["owner"]) == (0, True, None)
    assert row["last_run"]["state"] == "broken off"
    assert row["unseen"] > 0
    with killed.command.start("crawl", killed.portal.url, "--delay", "0") as process:
        before = len(killed.portal.requests)
        await_that(lambda: len(killed.portal.requests) > before + 3)
        process.send_signal(signal.SIGINT)
        assert "stopped early" in process.communicate()[1]
        assert process.returncode == 0


def test_nothing_is_due(killed: Busy):
    later = datetime.now(UTC) + timedelta(hours=3)
    with MongoClient[dict[str, Any]](killed.command.mongo_uri) as client:
        client.get_default_database().frontier.update_many({}, {"$set": {"due_at": later}})
    code, row = killed.due()
    assert (code, row["due"], row["is_due"]) == (10, 0, False)
    assert datetime.fromisoformat(row["next_due_at"]) <= later
    code, row = killed.due("--within", "4h")
    assert (code, row["due"] > 0) == (0, True)


def test_timers(killed: Busy, tmp_path: Path):
    units = tmp_path / "units"
    done = killed.command.run("schedule", "--systemd", str(units), "--every", "20m")
    assert done.returncode == 0, done.stderr
    assert "systemctl --user enable --now" in done.stdout
    # A timer would not know which database it is.
    assert "PORTALCRAWL_MONGO_URI is set here" in done.stderr
    assert killed.command.mongo_uri not in "".join(p.read_text() for p in units.iterdir())
    service, timer = sorted(path.name for path in units.iterdir())
    assert (service, timer) == ("portalcrawl@.service", f"portalcrawl@{killed.site}.timer")
    assert "OnCalendar=*-*-* *:00,20,40:00" in (units / timer).read_text()
    assert (
        f" -m portalcrawl crawl %I --due --data {killed.command.data}\n"
        in (units / service).read_text()
    )
    (killed.command.data / "environment").write_text("PORTALCRAWL_MONGO_URI=...\n")
    again = killed.command.run("schedule", "--systemd", str(units), "--every", "20m")
    assert ("0 new, 0 changed, 2 as before" in again.stdout, again.stderr) == (True, "")


def test_a_crontab(killed: Busy):
    done = killed.command.run("schedule", "--crontab", "--every", "1d", killed.site)
    (line,) = [x for x in done.stdout.splitlines() if x and not x.startswith("#")]
    assert f" crawl {killed.site} --due --data {killed.command.data} 2>&1 | logger" in line
    wrong = killed.command.run("schedule", "--crontab", "-s", "PORTALCRAWL_MONGO_URI=x")
    assert (wrong.returncode, "may hold a password" in wrong.stderr) == (2, True)

"""A full disk: the crawl is paused and goes on by itself, or ends with nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tests.conftest import Portalcrawl
from tests.crawl.conftest import stored_paths
from tests.crawl.test_database import wait_until
from tests.kill.strikes import kill_mongod
from tests.portal import Portal, build_t1, serve

SMALL = build_t1(articles=60)
CONCURRENCY = 4
MAX_LEASED = 2 * CONCURRENCY + 8
SLOW = ("--delay", "0.02", "--concurrency", str(CONCURRENCY))


def run_of(command: Portalcrawl) -> dict[str, Any]:
    with MongoClient[dict[str, Any]](command.mongo_uri) as client:
        (run,) = client.get_default_database().runs.find()
    return run


def leased(command: Portalcrawl) -> int:
    with MongoClient[dict[str, Any]](command.mongo_uri) as client:
        return client.get_default_database().frontier.count_documents({"state": "leased"})


def stored_times(command: Portalcrawl, portal: Portal) -> dict[str, int]:
    times = Counter(stored_paths(command, SMALL.truth, at=portal.url))
    return {path: times[path] for path in SMALL.truth.articles}


ONCE = dict.fromkeys(SMALL.truth.articles, 1)


@contextmanager
def paused(
    command: Portalcrawl, portal: Portal, *options: str
) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A crawl that met a disk with less free than is to stay free, and the file to remove for it.

    What is to stay free is an eighth below what there is, so that others may write meanwhile.
    """
    command.data.mkdir(parents=True)
    free = shutil.disk_usage(command.data).free
    keep = ("-s", f"PORTALCRAWL_MIN_FREE_BYTES={free * 7 // 8}")
    ballast = command.data / "ballast"
    with command.start("crawl", portal.url, *SLOW, *keep, *options) as process:
        try:
            wait_until(lambda: len(portal.requests) > 20)
            with ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, free // 4)
            wait_until(lambda: run_of(command)["state"] == "paused" or process.poll() is not None)
            yield process, ballast
        finally:
            ballast.unlink(missing_ok=True)


def test_a_crawl_is_paused_and_goes_on_when_there_is_room(portalcrawl: Portalcrawl):
    # Shorter than the pause: what is leased stays this worker's.
    brief = ("-s", "PORTALCRAWL_FRONTIER_LEASE_SECS=1.5", "-s", "PORTALCRAWL_PROGRESS_SECS=0.5")
    with serve(SMALL) as portal:
        with paused(portalcrawl, portal, *brief) as (process, ballast):
            at_pause = len(portal.requests)
            assert "MB free" in run_of(portalcrawl)["reason"]
            time.sleep(2)
            while_paused = len(portal.requests)
            time.sleep(2)
            # The site is left alone: what can't be stored is not asked for.
            assert len(portal.requests) == while_paused <= at_pause + MAX_LEASED
            ballast.unlink()
            said = process.communicate(timeout=120)[1]
            assert process.returncode == 0, said
        assert stored_times(portalcrawl, portal) == ONCE
        asked = Counter(r.path for r in portal.requests)
    assert max(asked.values()) == 1
    assert said.count("The crawl is paused") == said.count("the disk has room again") == 1
    assert "PAUSED: the disk of" in said
    assert "lost the claim" not in said
    run = run_of(portalcrawl)
    assert (run["state"], run["reason"]) == ("finished", "finished")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_paused_crawl_that_is_told_to_end_does(portalcrawl: Portalcrawl, number: int):
    with serve(SMALL) as portal:
        with paused(portalcrawl, portal) as (process, _):
            process.send_signal(number)
            said = process.communicate(timeout=30)[1]
            assert process.returncode == 6
            assert "error: stopped on a full disk" in said
            assert leased(portalcrawl) == 0
            assert run_of(portalcrawl)["state"] == "interrupted"
        portalcrawl.crawl(portal.url)
        assert stored_times(portalcrawl, portal) == ONCE


def test_a_disk_that_stays_full_ends_the_crawl(portalcrawl: Portalcrawl):
    with serve(SMALL) as portal:
        with paused(portalcrawl, portal, "-s", "PORTALCRAWL_DISK_WAIT_SECS=1.5") as (process, _):
            said = process.communicate(timeout=60)[1]
            assert process.returncode == 6
            assert "portalcrawl: error: the disk of" in said
        portalcrawl.crawl(portal.url)
        assert stored_times(portalcrawl, portal) == ONCE


def test_too_little_room_is_told_before_the_first_request(portalcrawl: Portalcrawl):
    with serve(SMALL) as portal:
        keep = ("-s", f"PORTALCRAWL_MIN_FREE_BYTES={10**18}")
        done = portalcrawl.run("crawl", portal.url, *keep)
        assert portal.requests == []
    assert done.returncode == 6
    assert "PORTALCRAWL_MIN_FREE_BYTES" in done.stderr


@contextmanager
def little_disk(folder: Path, *, size: str) -> Iterator[Path]:
    """A file system of *size* at *folder*; the test is left out where none may be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system may be mounted: {error}")
    try:
        yield folder
    finally:
        # The server of the data folder ends a moment after its last user.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Not a byte is left on the file system of *folder*."""
    path = folder / "ballast"
    try:
        with path.open("wb") as file:
            # At once most of it, then what is left, whoever else takes some meanwhile.
            most = shutil.disk_usage(folder).free - (1 << 20)
            os.posix_fallocate(file.fileno(), 0, most)
            os.lseek(file.fileno(), most, os.SEEK_SET)
            with suppress(OSError):
                while os.write(file.fileno(), bytes(4096)):
                    pass
        yield
    finally:
        path.unlink()


def test_no_byte_left(tmp_path: Path):
    """The reserve is not kept by others: what the disk refuses is written when it takes it.

    A private server that dies on such a disk can't be brought back before there is room, which the
    crawl does not take for a server that stays away.
    """
    with little_disk(tmp_path / "disk", size="700m") as disk, serve(SMALL) as portal:
        command = Portalcrawl(disk / "data")
        keep = ("-s", "PORTALCRAWL_MIN_FREE_BYTES=10000000")
        brief = ("-s", "PORTALCRAWL_MONGO_WAIT_SECS=4")
        with command.start("crawl", portal.url, "--delay", "0.1", *keep, *brief) as process:
            wait_until(lambda: len(portal.requests) > 20)
            with filled(disk):
                at_pause = len(portal.requests)
                kill_mongod(command.data)
                time.sleep(8)
                assert process.poll() is None
                assert len(portal.requests) <= at_pause + 2 * MAX_LEASED
            said = process.communicate(timeout=120)[1]
        assert process.returncode == 0, said
        assert said.count("The crawl is paused") >= 1
        assert stored_times(command, portal) == ONCE

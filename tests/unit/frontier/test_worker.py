"""The name of a crawling process, and whether that process is gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from portalcrawl.frontier.worker import _started, is_dead, this_worker


def name_of(process: subprocess.Popen[bytes]) -> str:
    return f"{socket.gethostname()}:{process.pid}:{_started(process.pid)}"


@pytest.fixture
def process():
    with subprocess.Popen(["sleep", "60"]) as running:
        yield running
        running.kill()


def test_this_process_is_alive():
    host, pid, started = this_worker().rsplit(":", 2)
    assert (host, int(pid)) == (socket.gethostname(), os.getpid())
    assert started.isdigit()
    assert not is_dead(this_worker())


def test_another_process(process):
    worker = name_of(process)
    assert not is_dead(worker)
    process.kill()
    process.wait()
    assert is_dead(worker)


def test_a_zombie_runs_no_more(process):
    worker = name_of(process)
    os.kill(process.pid, signal.SIGKILL)
    # Nobody asks for its status: it stays in the process table.
    deadline = time.monotonic() + 5
    while not is_dead(worker) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_dead(worker)
    assert process.returncode is None


def test_a_stopped_process_is_alive(process):
    worker = name_of(process)
    os.kill(process.pid, signal.SIGSTOP)
    assert not is_dead(worker)


def test_a_process_id_that_came_round_again():
    host, pid, started = this_worker().rsplit(":", 2)
    assert is_dead(f"{host}:{pid}:{int(started) - 1}")


def test_another_machine_tells_nothing():
    assert not is_dead(f"not-{socket.gethostname()}:999999999:1")
    assert not is_dead("[fe80::1]:999999999:1")


def test_a_command_with_blanks_and_brackets_in_its_name(tmp_path):
    command = tmp_path / "a) 1 2 (b"
    command.symlink_to(sys.executable)
    with subprocess.Popen([str(command), "-c", "import time; time.sleep(60)"]) as running:
        worker = name_of(running)
        # It started after this process, and not in the future.
        first, now = int(this_worker().rpartition(":")[2]), time.clock_gettime(time.CLOCK_BOOTTIME)
        started = int(worker.rpartition(":")[2])
        assert first <= started <= (now + 1) * os.sysconf("SC_CLK_TCK")
        assert not is_dead(worker)
        running.kill()
    assert is_dead(worker)

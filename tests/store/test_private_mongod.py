"""A private ``mongod``: no port, only its owner's, there as long as anybody needs it."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient

from portalcrawl.errors import ArchiveError, StoreError
from portalcrawl.store import private_mongod
from portalcrawl.store.private_mongod import MAX_SOCKET_BYTES, PrivateMongod

HOLDER = """
import sys, time
from pathlib import Path
from portalcrawl.store.private_mongod import PrivateMongod
held = PrivateMongod(Path(sys.argv[1]))
print("ready", flush=True)
time.sleep(600)
"""


def server_pid(server: PrivateMongod) -> int:
    return int((server.folder / "db" / "mongod.lock").read_text())


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def wait_for(is_so: Callable[[], object], *, secs: float = 20) -> None:
    deadline = time.monotonic() + secs
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def documents(server: PrivateMongod) -> list[dict]:
    with MongoClient(server.uri) as client:
        return list(client.test.things.find())


def insert(server: PrivateMongod, number: int) -> None:
    with MongoClient(server.uri, w="majority", journal=True) as client:
        client.test.things.insert_one({"_id": number})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PrivateMongod]:
    found = PrivateMongod(tmp_path / "data")
    yield found
    found.close()


def test_only_its_owner_may_open_it(mongod):
    for path, kind in ((mongod.socket, stat.S_ISSOCK), (mongod.folder, stat.S_ISDIR)):
        status = path.stat()
        assert kind(status.st_mode)
        assert status.st_mode & 0o777 == 0o700
        assert status.st_uid == os.getuid()


def test_no_tcp_port(mongod):
    inodes = set()
    for link in Path(f"/proc/{server_pid(mongod)}/fd").iterdir():
        try:
            target = link.readlink().name
        except FileNotFoundError:
            # A connection of another test ended between the look into the folder and this one.
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    assert inodes
    rows = [
        line.split()
        for name in ("tcp", "tcp6", "udp", "udp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    assert not [row for row in rows if row[9] in inodes]


def test_transactions_and_change_streams_work(mongod):
    with MongoClient(mongod.uri) as client:
        things = client.get_database("test_streams").things
        with things.watch() as stream, client.start_session() as session:
            with session.start_transaction():
                things.insert_one({"_id": 1}, session=session)
            assert next(stream)["documentKey"] == {"_id": 1}


def test_shared_by_two_and_gone_with_the_last(tmp_path, server):
    second = PrivateMongod(tmp_path / "data")
    pid = server_pid(server)
    assert server_pid(second) == pid
    assert second.uri == server.uri
    server.close()
    time.sleep(0.5)
    insert(second, 1)
    second.close()
    wait_for(lambda: not runs(pid))
    # Opened again at once: what was stored is there.
    again = PrivateMongod(tmp_path / "data")
    assert documents(again) == [{"_id": 1}]
    again.close()


def test_gone_with_a_holder_that_was_killed(tmp_path):
    data = tmp_path / "data"
    command = [sys.executable, "-c", HOLDER, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        pid = int((data / "mongo" / "db" / "mongod.lock").read_text())
        assert runs(pid)
        holder.kill()
    wait_for(lambda: not runs(pid))


def test_revived_after_the_server_was_killed(server):
    insert(server, 1)
    pid = server_pid(server)
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not runs(pid))
    server.revive()
    assert server_pid(server) != pid
    assert documents(server) == [{"_id": 1}]
    # There already: nothing happens.
    pid = server_pid(server)
    server.revive()
    assert server_pid(server) == pid


def test_the_server_ends_with_its_keeper(server):
    pid = server_pid(server)
    parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    assert b"mongod_keeper" in Path(f"/proc/{parent}/cmdline").read_bytes()
    os.kill(parent, signal.SIGKILL)
    wait_for(lambda: not runs(pid))
    server.revive()
    insert(server, 1)


def test_a_folder_whose_name_is_too_long_for_a_socket(tmp_path):
    data = tmp_path / ("长" * 40)
    server = PrivateMongod(data)
    try:
        assert len(os.fsencode(server.folder / "mongod.sock")) > MAX_SOCKET_BYTES
        assert len(os.fsencode(server.socket)) <= MAX_SOCKET_BYTES
        assert server.socket.parent.stat().st_mode & 0o777 == 0o700
        insert(server, 1)
    finally:
        server.close()
    shutil.rmtree(server.socket.parent)


def test_a_data_folder_that_was_moved(tmp_path):
    server = PrivateMongod(tmp_path / "old")
    insert(server, 1)
    pid = server_pid(server)
    server.close()
    wait_for(lambda: not runs(pid))
    (tmp_path / "old").rename(tmp_path / "new")
    moved = PrivateMongod(tmp_path / "new")
    try:
        insert(moved, 2)
        assert documents(moved) == [{"_id": 1}, {"_id": 2}]
    finally:
        moved.close()


def test_a_short_folder_that_others_may_open_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    long = tmp_path / ("x" * 120)
    private_mongod._socket_path(long).parent.chmod(0o755)
    with pytest.raises(StoreError, match="is not private to this user"):
        private_mongod._socket_path(long)


def test_a_server_that_does_not_start_says_why(tmp_path, monkeypatch):
    fake = tmp_path / "mongod"
    fake.write_text("#!/bin/sh\necho 'mongod: libssl.so.9: no such file' >&2\nexit 127\n")
    fake.chmod(0o755)
    monkeypatch.setattr(private_mongod, "find_mongod", lambda: fake)
    with pytest.raises(StoreError) as caught:
        PrivateMongod(tmp_path / "data")
    message = str(caught.value)
    assert str(fake) in message
    assert "libssl.so.9: no such file" in message
    assert str(tmp_path / "data" / "mongo" / "mongod.log") in message


def test_a_server_whose_data_is_damaged_says_why(tmp_path):
    database = tmp_path / "data" / "mongo" / "db"
    database.mkdir(parents=True)
    (database / "WiredTiger").write_text("not a version")
    (database / "storage.bson").write_text("not bson")
    with pytest.raises(StoreError, match=r"did not start: .*storage"):
        PrivateMongod(tmp_path / "data")


def test_a_data_folder_that_can_not_be_made(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(ArchiveError, match=f"the data folder {tmp_path / 'data'} can't be written"):
        PrivateMongod(tmp_path / "data")

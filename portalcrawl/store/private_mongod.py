"""A private ``mongod`` in the data folder: no set-up, no TCP port, gone with its last user.

It listens on a unix socket that only its owner may open, as a replica set of one whose member is
the socket's path (change streams and transactions need a replica set). Commands that run at the
same time share it; ``mongod_keeper`` starts it and stops it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote_plus

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from portalcrawl.errors import ArchiveError, StoreError
from portalcrawl.store.mongod_binary import find_mongod

REPLICA_SET = "portalcrawl"
START_SECS = 60.0
# sockaddr_un.sun_path is 108 bytes with its final NUL (unix(7)).
MAX_SOCKET_BYTES = 107
# Server errors of replSetGetStatus: no configuration yet, and one that names another member.
NOT_YET_INITIALIZED = 94
INVALID_REPLICA_SET_CONFIG = 93


class PrivateMongod:
    """A share in the data folder's ``mongod``: started if it was not there, kept until ``close``.

    ``uri`` is what a client connects to. Raises StoreError when no server can be started (with the
    last lines of its log) and ArchiveError when the folder can't be written.
    """

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir.resolve() / "mongo"
        _make_private_folder(self.folder)
        self.socket = _socket_path(self.folder)
        self.uri = f"mongodb://{quote_plus(str(self.socket))}/?directConnection=true"
        self._users_lock = _open_lock(self.folder / "users.lock")
        # Waits while a keeper is shutting the server down.
        fcntl.flock(self._users_lock, fcntl.LOCK_SH)
        try:
            self.revive()
        except BaseException:
            self.close()
            raise

    def revive(self) -> None:
        """Start the server if it is not there: at first, and when it died under its users."""
        with _locked(self.folder / "start.lock"):
            if not _answers(self.uri):
                self._start()
            _be_primary(self.uri, str(self.socket))

    def close(self) -> None:
        """Give the share back; the server stops when nobody has one."""
        self._users_lock.close()

    def _start(self) -> None:
        binary = find_mongod()
        (self.folder / "db").mkdir(exist_ok=True)
        self.socket.unlink(missing_ok=True)
        command = [sys.executable, "-m", "portalcrawl.store.mongod_keeper"]
        command += [str(self.folder / "users.lock"), "--", str(binary), *self._arguments()]
        errors = self.folder / "mongod.err"
        keeper = _spawn(command, output=errors)
        deadline = time.monotonic() + START_SECS
        while not _answers(self.uri):
            if os.waitpid(keeper, os.WNOHANG) != (0, 0) or time.monotonic() > deadline:
                raise StoreError(
                    f"the private mongod ({binary}) did not start: {self._last_words(errors)};"
                    f" its log is {self.folder / 'mongod.log'}"
                )
            time.sleep(0.02)

    def _arguments(self) -> list[str]:
        return [
            *("--dbpath", str(self.folder / "db")),
            *("--bind_ip", str(self.socket)),  # a path: no TCP port at all
            "--nounixsocket",  # not the default one in /tmp
            *("--replSet", REPLICA_SET),
            *("--oplogSize", "256"),
            *("--wiredTigerCacheSizeGB", "0.5"),
            *("--logpath", str(self.folder / "mongod.log")),
            "--logappend",
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            # A primary told to stop waits 15 s for other members to take over: there are none.
            *("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"),
        ]

    def _last_words(self, errors: Path) -> str:
        """What the server said last: the loader's line, else the errors of its log."""
        lines = errors.read_text("utf-8", "replace").splitlines()
        # It writes entries of its log there too, as long as it has not opened the log.
        said = "\n".join(line for line in lines if line and not line.startswith("{"))
        if not said:
            log = self.folder / "mongod.log"
            if log.is_file():
                lines += log.read_text("utf-8", "replace").splitlines()[-200:]
            faults = [_log_text(line) for line in lines if '"s":"E"' in line or '"s":"F"' in line]
            said = " / ".join(faults[-3:])
        return said or "it said nothing"


def _spawn(command: list[str], *, output: Path) -> int:
    """Start a process that outlives this one; its id.

    In a session of its own: Ctrl-C in the terminal is for the command, not for the server.
    """
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), how, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    return os.posix_spawn(command[0], command, os.environ, file_actions=actions, setsid=True)


def _log_text(line: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return line[:200]
    return f"{entry.get('msg')} {json.dumps(entry.get('attr', {}))[:200]}"


def _make_private_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise ArchiveError(f"the data folder {folder.parent} can't be written: {error}") from error


def _socket_path(folder: Path) -> Path:
    """The socket in *folder*, or in a private folder with a short name where that is too long."""
    socket = folder / "mongod.sock"
    if len(os.fsencode(socket)) <= MAX_SOCKET_BYTES:
        return socket
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    short = Path(base, f"portalcrawl-{os.getuid()}-{digest}")
    short.mkdir(mode=0o700, exist_ok=True)
    status = short.stat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise StoreError(f"{short} exists and is not private to this user; remove it")
    return short / "mongod.sock"


def _open_lock(path: Path) -> IO[bytes]:
    try:
        return path.open("ab")
    except OSError as error:
        raise ArchiveError(f"the data folder can't be written: {error}") from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with _open_lock(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _answers(uri: str) -> bool:
    with MongoClient[dict[str, object]](uri, serverSelectionTimeoutMS=200) as client:
        try:
            client.admin.command("ping")
        except PyMongoError:
            return False
        return True


def _be_primary(uri: str, member: str) -> None:
    """Make the server at *uri* the primary of a replica set whose only member is *member*."""
    deadline = time.monotonic() + START_SECS
    with MongoClient[dict[str, object]](uri, serverSelectionTimeoutMS=2000) as client:
        while not (hello := client.admin.command("hello")).get("isWritablePrimary"):
            if not hello.get("setName"):
                _configure(client, member)
            if time.monotonic() > deadline:
                raise StoreError(f"the private mongod at {member} does not become writable")
            time.sleep(0.02)


def _configure(client: MongoClient[dict[str, object]], member: str) -> None:
    members = [{"_id": 0, "host": member}]
    try:
        client.admin.command("replSetGetStatus")
    except OperationFailure as failure:
        if failure.code == NOT_YET_INITIALIZED:
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        elif failure.code == INVALID_REPLICA_SET_CONFIG:
            # The data folder was moved: the stored member is the socket's old path.
            config = client.local["system.replset"].find_one()
            assert config is not None
            version = int(str(config["version"])) + 1
            changed = {**config, "members": members, "version": version}
            client.admin.command("replSetReconfig", changed, force=True)

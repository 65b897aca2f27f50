"""The process that keeps one private ``mongod`` running for as long as a command needs it.

Run as ``python -m portalcrawl.store.mongod_keeper USERS_LOCK -- MONGOD ARGUMENTS…``. Every command
that uses the database holds a shared lock on USERS_LOCK, which the kernel lets go when the command
ends, however it ends (``kill -9`` too). The keeper asks for the exclusive lock: when it gets it,
nobody is left, and it shuts the server down. Should the server die, a command that still needs it
starts both again (``PrivateMongod.revive``); should the keeper die, the server ends with it.
"""

from __future__ import annotations

import ctypes
import fcntl
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

POLL_SECS = 0.2
PR_SET_PDEATHSIG = 1  # prctl(2)


def keep(users_lock: Path, command: list[str]) -> int:
    """Run *command* until it dies or nobody holds *users_lock* any more; its exit status.

    While the server shuts down the lock stays held, so a new command can't meet half of it.
    """
    # This process has one thread, so running code between fork and exec is safe.
    server = subprocess.Popen(command, preexec_fn=_die_with_parent)  # noqa: PLW1509
    with users_lock.open("rb") as lock:
        while server.poll() is None:
            if _try_lock(lock):
                server.terminate()
                return server.wait()
            time.sleep(POLL_SECS)
    return server.returncode


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _try_lock(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    lock_path, separator, *mongod = sys.argv[1:]
    assert separator == "--", "usage: mongod_keeper USERS_LOCK -- COMMAND…"
    sys.exit(keep(Path(lock_path), mongod))

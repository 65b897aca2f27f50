"""The name of a crawling process, and whether the process of that name is gone.

A name is ``host:pid:started``, where *started* is the kernel's clock ticks at the process's start:
a process id alone comes round again.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path


def this_worker() -> str:
    """This process's name."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_dead(worker: str) -> bool:
    """Whether *worker* ran on this machine and runs no more.

    False for workers of other machines: only their lease running out tells.
    """
    host, pid, started = worker.rsplit(":", 2)
    return host == socket.gethostname() and _started(int(pid)) != started


def _started(pid: int) -> str | None:
    """Field 22 of /proc/PID/stat (proc(5)); None when no such process runs.

    A zombie (killed, its parent has not asked for its status yet) runs no more.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return None
    # The second field is the command in brackets and may hold spaces and brackets.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in {"Z", "X"} else fields[19]

"""Where pages are read: in this process, in several of this machine, or on a cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from portalcrawl.errors import PortalcrawlError
from portalcrawl.reprocess.ordered import InProcess, Pool
from portalcrawl.reprocess.rules_version import rules_version

CONNECT_SECS = 10


def default_jobs() -> int:
    """As many processes as this one may use cores."""
    return len(os.sched_getaffinity(0))


def local_pool(jobs: int) -> Pool:
    """*jobs* processes of this machine; 1 is this process itself.

    What they need is imported from now on, while this process goes on with other things.
    """
    if jobs <= 1:
        return Pool(InProcess)
    # A fork of this process would take the database client's threads along; the server, which is
    # asked for forks instead, has none, and imports what they need once for all.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["portalcrawl.reprocess.read"])
    forkserver.ensure_running()

    def start() -> Executor:
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts)

    return Pool(start)


@contextmanager
def cluster_pool(address: str, folder: Path) -> Iterator[tuple[Pool, int]]:
    """The workers of the Dask scheduler at *address*, and how many pages they read at a time.

    Raises PortalcrawlError where there is none, where a worker has other rules than this process,
    or does not see the archive *folder*.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
        from distributed.scheduler import KilledWorker  # noqa: PLC0415
    except ImportError as error:
        raise PortalcrawlError(
            "--executor needs Dask: pip install 'portalcrawl[cluster]', here and on the workers"
        ) from error
    try:
        client: Any = Client(address, timeout=CONNECT_SECS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise PortalcrawlError(
            f"no Dask scheduler answers at {address} ({error}): start one with 'dask scheduler'"
        ) from error
    with client:
        _check_workers(client.run(_outlook, str(folder)), address=address, folder=folder)
        threads = sum(client.nthreads().values())
        lost = (*Pool(InProcess).lost, KilledWorker)
        yield Pool(lambda: client.get_executor(pure=False, retries=1), lost), threads


def _outlook(folder: str) -> tuple[str, bool]:
    """What a worker is asked: its rules, and whether it sees the archive."""
    return rules_version(), Path(folder).is_dir()


def _check_workers(found: dict[str, tuple[str, bool]], *, address: str, folder: Path) -> None:
    if not found:
        raise PortalcrawlError(
            f"the scheduler at {address} has no workers: start some with 'dask worker {address}'"
        )
    own = rules_version()
    for worker, (rules, sees_folder) in found.items():
        if rules != own:
            raise PortalcrawlError(
                f"the worker {worker} has other rules than this process: install the same version"
                " of portalcrawl there"
            )
        if not sees_folder:
            raise PortalcrawlError(
                f"the worker {worker} does not see the archive {folder}: it must be mounted there"
                " at the same path"
            )


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal: the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

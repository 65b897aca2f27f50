"""The checks of many files, several at a time in processes of their own."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from portalcrawl.errors import ArchiveError
from portalcrawl.upkeep.check_file import FileCheck, check_file


def check_files(paths: Sequence[Path], *, jobs: int) -> Iterator[FileCheck]:
    """The check of each of *paths*, in their order, by *jobs* processes.

    At most two checks a process wait to be taken. Raises ArchiveError.
    """
    if jobs <= 1 or len(paths) <= 1:
        yield from map(check_file, paths)
        return
    # Forked processes would share the sockets of the database's client. Ctrl-C is for us to answer.
    pool = ProcessPoolExecutor(
        min(jobs, len(paths)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    try:
        waiting: deque[Future[FileCheck]] = deque()
        for path in paths:
            waiting.append(pool.submit(check_file, path))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ArchiveError(
            "a process that was reading files died, of too little memory perhaps: use --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)

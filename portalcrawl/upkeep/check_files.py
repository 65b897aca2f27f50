"""The checks of many files, several at a time in processes of their own."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from portalcrawl.upkeep.check_file import FileCheck, check_file


def check_files(paths: Sequence[Path], *, jobs: int) -> Iterator[FileCheck]:
    """The check of each of *paths*, in their order, by *jobs* processes.

    At most two checks a process wait to be taken.
    """
    if jobs <= 1 or len(paths) <= 1:
        yield from map(check_file, paths)
        return
    # Forked processes would share the sockets of the database's client.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=context) as pool:
        waiting: deque[Future[FileCheck]] = deque()
        for path in paths:
            waiting.append(pool.submit(check_file, path))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

"""Work done elsewhere, its results in the order in which it was given.

>>> pool = Pool(InProcess)
>>> [(n, square) for n, square in in_order([1, 2, 3], lambda n: n * n, pool=pool, ahead=2)]
[(1, 1), (2, 4), (3, 9)]
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# How often it is looked whether the pool of a result that does not come is still whole.
WATCH_SECS = 10.0


class InProcess(Executor):
    """Does what it is given at once, in this process."""

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:  # noqa: ANN401 - Executor's own
        """The result of *fn*, already there."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - an executor's way: raised where it is asked for
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True)
class Pool:
    """How an executor is started, and the errors that say that a worker of it died."""

    start: Callable[[], Executor]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)


class WorkerLostError(Exception):
    """The worker died over this piece of work, and over no other."""


def in_order(
    work: Iterable[T],
    read: Callable[[T], R],
    *,
    pool: Pool,
    ahead: int,
    one_by_one: Callable[[T, Callable[[T], R]], R] | None = None,
) -> Iterator[tuple[T, R]]:
    """Each piece of *work* with what *read* made of it, at most *ahead* of them given out.

    Where a worker dies (memory, a crash of a library), the pieces that were out are given out once
    more; for the first of them *one_by_one* is asked, with a function that reads a smaller piece or
    raises WorkerLostError. Closing the generator ends the work between two pieces.
    """
    executor = pool.start()
    out: deque[tuple[T, Future[R]]] = deque()
    left = iter(work)
    # OSError: a worker was to be started in a pool that had closed its pipes already.
    refused: tuple[type[BaseException], ...] = (*pool.lost, OSError)

    def give_out(piece: T) -> Future[R]:
        try:
            return executor.submit(read, piece)
        except refused as error:
            # A worker died over what was given out before: seen when that is asked for.
            lost: Future[R] = Future()
            lost.set_exception(BrokenExecutor(str(error)))
            return lost

    def wait_for(future: Future[R]) -> R:
        while not wait([future], timeout=WATCH_SECS).done:
            # What was given out while a pool broke may never be told of it (CPython's gh-94777);
            # a pool that is broken takes nothing.
            executor.submit(int)
        return future.result()

    def alone(piece: T) -> R:
        nonlocal executor
        try:
            return wait_for(give_out(piece))
        except pool.lost as error:
            _abandon(executor)
            executor = pool.start()
            raise WorkerLostError(str(error)) from error

    try:
        while True:
            while len(out) < ahead and (piece := next(left, None)) is not None:
                out.append((piece, give_out(piece)))
            if not out:
                return
            piece, future = out.popleft()
            try:
                result = wait_for(future)
            except pool.lost:
                _abandon(executor)
                executor = pool.start()
                result = alone(piece) if one_by_one is None else one_by_one(piece, alone)
                again = [waiting for waiting, _ in out]
                out.clear()
                out.extend((waiting, give_out(waiting)) for waiting in again)
            yield piece, result
    finally:
        # Not every executor can do that by itself.
        for _, unread in out:
            unread.cancel()
        executor.shutdown(wait=True)


def _abandon(executor: Executor) -> None:
    """Leave a broken *executor*, and none of its processes behind.

    One that was started while the pool broke is never told to end, and this process would wait for
    it at its own end (CPython 3.11).
    """
    executor.shutdown(wait=False)
    for process in multiprocessing.active_children():
        process.kill()

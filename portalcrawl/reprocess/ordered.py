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
from typing import Any, Generic, TypeVar

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
    workers = _Workers(pool, read)
    out: deque[tuple[T, Future[R]]] = deque()
    left = iter(work)
    try:
        while True:
            while len(out) < ahead and (piece := next(left, None)) is not None:
                out.append((piece, workers.give_out(piece)))
            if not out:
                return
            piece, future = out.popleft()
            try:
                result = workers.wait_for(future)
            except pool.lost:
                workers.restart()
                alone = workers.read_alone
                result = alone(piece) if one_by_one is None else one_by_one(piece, alone)
                again = [waiting for waiting, _ in out]
                out.clear()
                out.extend((waiting, workers.give_out(waiting)) for waiting in again)
            yield piece, result
    finally:
        # Not every executor can do that by itself.
        for _, unread in out:
            unread.cancel()
        workers.close()


class _Workers(Generic[T, R]):
    """The executor of *pool* that works now."""

    def __init__(self, pool: Pool, read: Callable[[T], R]) -> None:
        self._pool = pool
        self._read = read
        self._executor = pool.start()
        # OSError: a worker was to be started in a pool that had closed its pipes already.
        self._refused: tuple[type[BaseException], ...] = (*pool.lost, OSError)

    def give_out(self, piece: T) -> Future[R]:
        """What will have been read of *piece*."""
        try:
            return self._executor.submit(self._read, piece)
        except self._refused as error:
            # A worker died over what was given out before: seen when that is asked for.
            lost: Future[R] = Future()
            lost.set_exception(BrokenExecutor(str(error)))
            return lost

    def wait_for(self, future: Future[R]) -> R:
        """Its result. Raises what says that a worker was lost."""
        while not wait([future], timeout=WATCH_SECS).done:
            # What was given out while a pool broke may never be told of it (CPython's gh-94777);
            # a pool that is broken takes nothing.
            self._executor.submit(int)
        return future.result()

    def read_alone(self, piece: T) -> R:
        """What is read of *piece* while nothing else is. Raises WorkerLostError."""
        try:
            return self.wait_for(self.give_out(piece))
        except self._pool.lost as error:
            self.restart()
            raise WorkerLostError(str(error)) from error

    def restart(self) -> None:
        """Leave the broken executor, and none of its processes behind.

        One that was started while the pool broke is never told to end, and this process would wait
        for it at its own end (CPython 3.11).
        """
        self._executor.shutdown(wait=False)
        for process in multiprocessing.active_children():
            process.kill()
        self._executor = self._pool.start()

    def close(self) -> None:
        """Wait for what is being read."""
        self._executor.shutdown(wait=True)

"""Work done elsewhere, in order, and what is done when a worker dies."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from portalcrawl.reprocess.ordered import InProcess, Pool, WorkerLostError, in_order


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


def late(number: int) -> int:
    time.sleep(0.02 if number % 3 == 0 else 0)
    return -number


def deadly(numbers: tuple[int, ...]) -> list[int]:
    if 5 in numbers:
        os._exit(9)
    return list(numbers)


def each_alone(numbers, read):
    found = []
    for number in numbers:
        try:
            found += read((number,))
        except WorkerLostError:
            found.append(None)
    return found


@pytest.mark.parametrize("ahead", [1, 2, 7, 99])
def test_results_come_in_the_order_of_the_work(ahead: int):
    pool = Pool(lambda: ThreadPoolExecutor(4))
    found = list(in_order(range(1, 20), late, pool=pool, ahead=ahead))
    assert found == [(number, -number) for number in range(1, 20)]


def test_no_more_is_taken_than_is_given_out():
    taken = []

    def work():
        for number in range(1, 100):
            taken.append(number)
            yield number

    results = in_order(work(), late, pool=Pool(InProcess), ahead=3)
    next(results)
    assert taken == [1, 2, 3]
    results.close()
    assert taken == [1, 2, 3]


def test_an_error_of_the_work_is_raised():
    def fail(number):
        raise KeyError(number)

    with pytest.raises(KeyError):
        list(in_order([1], fail, pool=Pool(InProcess), ahead=1))


def test_only_the_piece_is_lost_over_which_a_worker_dies():
    work = [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
    found = list(in_order(work, deadly, pool=Pool(processes), ahead=3, one_by_one=each_alone))
    assert [piece for piece, _ in found] == work
    assert [number for _, numbers in found for number in numbers] == [
        *(1, 2, 3, 4),
        *(None, 6),
        *(7, 8, 9, 10),
    ]


def test_without_a_way_to_split_it_the_piece_is_named_by_the_error():
    with pytest.raises(WorkerLostError):
        list(in_order([(5,)], deadly, pool=Pool(processes), ahead=1))

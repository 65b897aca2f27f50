"""Waiting for room on the disk."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable

import pytest

from portalcrawl.crawl import disk_wait
from portalcrawl.crawl.disk_wait import DiskWait
from portalcrawl.errors import ArchiveError, DiskFullError


class Case:
    def __init__(self, *, limit_secs: float = 60) -> None:
        self.changes: list[str | None] = []
        self.errors: list[Exception] = []
        self.attempts = 0
        self.is_paused = asyncio.Event()
        self.wait = DiskWait(limit_secs=limit_secs, on_change=self.changed)

    async def changed(self, shortage: str | None) -> None:
        self.changes.append(shortage)
        self.is_paused.set()

    async def attempt(self) -> str:
        self.attempts += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_wait, "POLL_SECS", 0.001)


def run(body: Callable) -> object:
    return asyncio.run(asyncio.wait_for(body(), 10))


def test_nothing_to_wait_for():
    case = Case()
    assert run(lambda: case.wait.patiently(case.attempt)) == "done"
    assert (case.attempts, case.changes) == (1, [])


def test_again_until_there_is_room():
    case = Case()
    case.errors = [DiskFullError("full"), DiskFullError("fuller"), DiskFullError("full")]
    assert run(lambda: case.wait.patiently(case.attempt)) == "done"
    # Told once, however often it was tried.
    assert (case.attempts, case.changes) == (4, ["full", None])
    assert case.wait.shortage is None


def test_other_errors_are_not_waited_for():
    case = Case()
    case.errors = [ArchiveError(f"[Errno {errno.EIO}]")]
    with pytest.raises(ArchiveError):
        run(lambda: case.wait.patiently(case.attempt))
    assert case.attempts == 1


def test_no_longer_than_the_limit():
    case = Case(limit_secs=0.02)
    case.errors = [DiskFullError("full")] * 10_000
    with pytest.raises(DiskFullError, match=r"^full$"):
        run(lambda: case.wait.patiently(case.attempt))
    assert case.attempts > 2


@pytest.mark.parametrize("is_before", [True, False])
def test_a_crawl_that_is_to_end_waits_no_more(is_before, monkeypatch):
    monkeypatch.setattr(disk_wait, "POLL_SECS", 60)
    case = Case()
    case.errors = [DiskFullError("full")] * 10

    async def body() -> None:
        if is_before:
            case.wait.end()
        waiting = asyncio.ensure_future(case.wait.patiently(case.attempt))
        await case.is_paused.wait()
        case.wait.end()
        await waiting

    with pytest.raises(DiskFullError, match="stopped on a full disk: full"):
        run(body)


def test_other_work_goes_on_meanwhile():
    case, other = Case(), Case()
    other.wait = case.wait
    case.errors = [DiskFullError("full")] * 3

    async def body() -> list[str]:
        waiting = asyncio.ensure_future(case.wait.patiently(case.attempt))
        await case.is_paused.wait()
        assert await other.wait.patiently(other.attempt) == "done"
        # What needs no room says nothing about it.
        assert case.wait.shortage == "full"
        return await waiting

    assert run(body) == "done"

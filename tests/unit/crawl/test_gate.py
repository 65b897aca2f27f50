"""Requests wait for their host's turn."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.crawl.gate import POLL_SECS, Gate
from portalcrawl.crawl.not_asked import HeldBackError
from portalcrawl.manners.memory import Manners
from portalcrawl.manners.terms import Terms
from portalcrawl.manners.windows import Windows

START = datetime(2026, 3, 1, 5, 59, 50, tzinfo=UTC)


class Street:
    """One host, and a clock that goes on only when somebody sleeps."""

    def __init__(self, **terms) -> None:
        self.now = START
        self.manners = Manners(Terms(**{"delay_secs": 1.0, **terms}), run="a@1")
        self.pace = self.manners.host("a.cn").pace
        self.waits: list[str] = []
        self.is_stopping = False
        self.slept: list[float] = []
        self.gate = Gate(
            "a.cn",
            self.manners,
            is_stopping=lambda: self.is_stopping,
            on_wait=self.waits.append,
            clock=lambda: self.now,
            sleep=self.sleep,
        )

    async def sleep(self, secs: float) -> None:
        self.slept.append(secs)
        self.now += timedelta(seconds=secs)
        await asyncio.sleep(0)

    async def pass_through(self, requests: int) -> list[float]:
        """Seconds after the start at which each of *requests* began, one after the other."""
        began = []
        for _ in range(requests):
            began.append((await self.gate.enter() - START).total_seconds())
            self.gate.leave()
        return began


def test_requests_begin_a_pause_apart():
    street = Street()
    assert asyncio.run(street.pass_through(4)) == [0, 1, 2, 3]
    assert street.waits == ["delay"] * 3
    assert max(street.slept) <= POLL_SECS


def test_without_a_delay_nothing_waits():
    street = Street(delay_secs=0)
    assert asyncio.run(street.pass_through(100)) == [0] * 100
    assert street.slept == []


@pytest.mark.parametrize("concurrency", [1, 3])
def test_so_many_at_a_time_in_the_order_in_which_they_came(concurrency):
    street = Street(delay_secs=0, concurrency=concurrency)
    inside: list[int] = []

    async def ask(number: int) -> None:
        await street.gate.enter()
        inside.append(number)

    async def ask_all() -> None:
        tasks = [asyncio.ensure_future(ask(number)) for number in range(8)]
        for left in range(8, 0, -1):
            for _ in range(5):
                await asyncio.sleep(0)
            assert inside == list(range(min(8, 8 - left + concurrency)))
            street.gate.leave()
        await asyncio.gather(*tasks)

    asyncio.run(ask_all())


def test_who_waits_sees_what_the_host_does_meanwhile():
    street = Street(delay_secs=4)

    async def ask() -> None:
        await street.pass_through(1)
        waiting = asyncio.ensure_future(street.gate.enter())
        for _ in range(3):
            await asyncio.sleep(0)
        assert street.waits == ["delay"]
        street.pace.not_before = START + timedelta(seconds=120)
        with pytest.raises(HeldBackError, match="retry_after"):
            await waiting

    asyncio.run(ask())
    assert street.now < START + timedelta(seconds=4)


def test_the_window_closes_while_requests_wait():
    street = Street(delay_secs=4, windows=Windows.parse(["22:00-06:00"], zone="UTC"))
    with pytest.raises(HeldBackError, match="window"):
        asyncio.run(street.pass_through(9))
    # Three were asked before six o'clock, and nobody waits for the evening.
    assert street.waits == ["delay"] * 2
    assert street.now < START + timedelta(seconds=10)


def test_who_waits_leaves_when_the_crawl_stops():
    street = Street(delay_secs=3600)

    async def ask() -> None:
        await street.pass_through(1)
        street.is_stopping = True
        with pytest.raises(HeldBackError, match="stopped"):
            await street.gate.enter()
        # The room was given back.
        street.is_stopping = False
        street.manners.host("a.cn").pace.asked_at = None
        await street.gate.enter()

    asyncio.run(ask())

"""Faults of servers and of what stands before them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.faults import soft_404, walls
from tests.portal.faults.base import Answer, Exchange, Fault, is_first_of_some
from tests.portal.faults.losses import lose_all
from tests.portal.site import Resource
from tests.portal.truth import Truth

_BUSY = Resource(
    b"<h1>Service Unavailable</h1>",
    content_type="text/html",
    status=503,
    headers=(("Retry-After", "1"),),
)
_TOO_MANY = Resource(
    "<h1>429</h1><p>您的访问过于频繁，请稍后再试。</p>".encode(),
    content_type="text/html; charset=utf-8",
    status=429,
    headers=(("Retry-After", "1"),),
)


@dataclass(frozen=True)
class Slow(Fault):
    """Every answer comes late by --delay-ms."""

    name = "slow"
    delay_ms: int = 200

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        return replace(answer, delay_secs=answer.delay_secs + self.delay_ms / 1000)


@dataclass(frozen=True)
class Drop(Fault):
    """Every 5th page closes the connection when first asked, and answers after that."""

    name = "drop"
    every: int = 5

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = is_first_of_some(exchange, answer, every=self.every)
        return replace(answer, dropped=True) if hit else answer


@dataclass(frozen=True)
class Burst503(Fault):
    """Every 5th page answers 503 with Retry-After: 1 when first asked."""

    name = "burst-503"
    every: int = 5

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = is_first_of_some(exchange, answer, every=self.every)
        return replace(answer, resource=_BUSY) if hit else answer


@dataclass(frozen=True)
class Burst429(Fault):
    """Every 5th page answers 429 with Retry-After: 1 when first asked."""

    name = "burst-429"
    every: int = 5

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = is_first_of_some(exchange, answer, every=self.every)
        return replace(answer, resource=_TOO_MANY) if hit else answer


@dataclass(frozen=True)
class Truncated(Fault):
    """Every 5th page ends in the middle of its body when first asked."""

    name = "truncated"
    every: int = 5

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = is_first_of_some(exchange, answer, every=self.every)
        return replace(answer, body_cut_at=len(answer.resource.body) // 2) if hit else answer


@dataclass(frozen=True)
class DeadHost(Fault):
    """Every connection is closed without an answer."""

    name = "dead-host"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        return replace(answer, dropped=True)

    def truth(self, truth: Truth) -> Truth:
        return lose_all(truth, states={truth.home: "unreachable"})


@dataclass(frozen=True)
class StubHome(Fault):
    """The home page is 642 bytes without a link, as some servers answer from abroad."""

    name = "stub-home"
    body: ClassVar[bytes] = (
        "<html><head><title>清源</title></head><body></body></html>".encode().ljust(642)
    )

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        truth = exchange.site.truth
        if truth.twins.get(exchange.path, exchange.path) != truth.home:
            return answer
        return replace(answer, resource=Resource(self.body, "text/html; charset=utf-8"))

    def truth(self, truth: Truth) -> Truth:
        return lose_all(truth, states={truth.home: "stub"})


@dataclass(frozen=True)
class EmptyHome(StubHome):
    """The home page has no bytes."""

    name = "empty-home"
    body = b""


FAULTS: tuple[type[Fault], ...] = (
    *(Slow, Drop, Burst503, Burst429, Truncated, DeadHost, StubHome, EmptyHome),
    *soft_404.FAULTS,
    *walls.FAULTS,
)

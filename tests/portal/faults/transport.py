"""Faults of servers and of what stands before them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.portal.faults.base import Answer, Exchange, Fault, is_first_of_some
from tests.portal.site import Resource

_BUSY = Resource(
    b"<h1>Service Unavailable</h1>",
    content_type="text/html",
    status=503,
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


FAULTS: tuple[type[Fault], ...] = (Slow, Drop, Burst503, Truncated, DeadHost)

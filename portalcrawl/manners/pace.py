"""When a host may be asked next, and what it did that says so.

>>> from datetime import UTC
>>> now = datetime(2026, 3, 1, tzinfo=UTC)
>>> pace, terms = Pace(), Terms(delay_secs=1)
>>> next_turn(pace, terms, now=now).why is None
True
>>> pace.began(now)
>>> turn = next_turn(pace, terms, now=now)
>>> turn.at - now, turn.why, turn.is_hold
(datetime.timedelta(seconds=1), <Why.DELAY: 'delay'>, False)
>>> pace.answered(terms, began=now, now=now, status=503, retry_after_secs=120)
>>> turn = next_turn(pace, terms, now=now)
>>> turn.at - now, turn.why, turn.is_hold
(datetime.timedelta(seconds=120), <Why.RETRY_AFTER: 'retry_after'>, True)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portalcrawl.manners.terms import Terms
from portalcrawl.recrawl.retry import MAX_PAUSE_SECS

# "Too many requests", "service unavailable": we are too fast, or the host has trouble.
TROUBLED_STATUSES = frozenset({429, 503})
TROUBLED_FAILURES = frozenset({"timeout", "connection_lost", "cut_off"})
# The pause doubles with each trouble: with a delay of 1 s from 2 s to 32 s.
MAX_BACK_OFF = 5
# What is doubled where there is no delay.
LEAST_BACK_OFF_SECS = 0.02
# Good answers until the pause is halved again.
ANSWERS_TO_RECOVER = 3
# How much of the smoothed latency is the last answer's: a host that becomes slow is spared soon.
SHARE_OF_SLOWER, SHARE_OF_FASTER = 0.5, 0.2


class Why(StrEnum):
    """Why a host is not asked sooner."""

    DELAY = "delay"
    """The pause that settings or profile want."""
    CRAWL_DELAY = "crawl_delay"
    """The pause that its robots.txt asks for."""
    LATENCY = "latency"
    """It answers slowly."""
    BACK_OFF = "back_off"
    """It said that it is asked too often, or did not answer."""
    BYTE_RATE = "byte_rate"
    """It sent more bytes than it is to send in the time."""
    RETRY_AFTER = "retry_after"
    """It said until when it wants to be left alone."""
    WINDOW = "window"
    """It is outside of the hours in which the site may be asked."""


HOLDS = frozenset({Why.RETRY_AFTER, Why.WINDOW})


@dataclass(frozen=True, slots=True)
class Turn:
    """The moment from which a host may be asked; ``why`` it is not sooner (None: it is now)."""

    at: datetime
    why: Why | None = None

    @property
    def is_hold(self) -> bool:
        """Whether the host is left alone until then: nothing of it is kept ready meanwhile."""
        return self.why in HOLDS


@dataclass(slots=True, kw_only=True)
class Pace:
    """What is remembered of one host. Times are aware datetimes, parameters."""

    asked_at: datetime | None = None
    """When the last request to it began."""
    crawl_delay_secs: float | None = None
    latency_secs: float | None = None
    """From a request to the head of its answer, smoothed."""
    back_off: int = 0
    """How often the pause is doubled."""
    not_before: datetime | None = None
    """Until when it asked to be left alone (Retry-After)."""
    owed_bytes: float = 0.0
    """What it sent beyond its rate, at ``owed_at``."""
    owed_at: datetime | None = None
    backed_off_at: datetime | None = None
    good_answers: int = 0
    """Since the last trouble or recovery."""

    def began(self, now: datetime) -> None:
        """A request to it begins."""
        self.asked_at = now

    def answered(
        self,
        terms: Terms,
        *,
        began: datetime,
        now: datetime,
        status: int,
        latency_secs: float | None = None,
        body_bytes: int = 0,
        retry_after_secs: float | None = None,
    ) -> None:
        """The answer to a request that *began* then."""
        self._owe(terms, body_bytes, now=now)
        # With a redirect it speaks of that address alone (RFC 9110 section 10.2.3).
        is_told = retry_after_secs is not None and status >= 400
        if status in TROUBLED_STATUSES:
            # Where the host says how long, that is not guessed.
            if not is_told:
                self.troubled(began=began, now=now)
        elif status < 500:
            self._follow(latency_secs)
            self._recover()
        if retry_after_secs is not None and is_told:
            until = now + timedelta(seconds=min(retry_after_secs, MAX_PAUSE_SECS))
            self.not_before = max(until, self.not_before or until)

    def troubled(self, *, began: datetime, now: datetime) -> None:
        """A request that *began* then met trouble: 429, 503, no answer in time, a reset."""
        self.good_answers = 0
        # What was on its way when the pause was doubled says nothing about the new one.
        if self.backed_off_at is None or began >= self.backed_off_at:
            self.backed_off_at = now
            self.back_off = min(self.back_off + 1, MAX_BACK_OFF)

    def _recover(self) -> None:
        self.good_answers += 1
        if self.good_answers >= ANSWERS_TO_RECOVER:
            self.good_answers = 0
            self.back_off = max(self.back_off - 1, 0)

    def _follow(self, latency_secs: float | None) -> None:
        if latency_secs is not None:
            before = latency_secs if self.latency_secs is None else self.latency_secs
            share = SHARE_OF_SLOWER if latency_secs > before else SHARE_OF_FASTER
            self.latency_secs = before + share * (latency_secs - before)

    def _owe(self, terms: Terms, body_bytes: int, *, now: datetime) -> None:
        if terms.max_bytes_per_sec is not None:
            paid = (now - self.owed_at).total_seconds() if self.owed_at is not None else 0.0
            left = self.owed_bytes - max(paid, 0.0) * terms.max_bytes_per_sec
            self.owed_bytes = max(left, 0.0) + body_bytes
            self.owed_at = now


def pause(pace: Pace, terms: Terms) -> tuple[float, Why]:
    """Seconds between the starts of two requests to the host now, and what asks for them."""
    pauses = [(terms.delay_secs, Why.DELAY)]
    if pace.crawl_delay_secs is not None:
        wanted = min(pace.crawl_delay_secs, terms.crawl_delay_max_secs)
        pauses.append((wanted, Why.CRAWL_DELAY))
    if pace.latency_secs is not None and terms.delay_secs > 0:
        wanted = min(terms.latency_factor * pace.latency_secs, terms.latency_pause_max_secs)
        pauses.append((wanted, Why.LATENCY))
    if pace.back_off:
        doubled: float = max(terms.delay_secs, LEAST_BACK_OFF_SECS) * 2**pace.back_off
        pauses.append((doubled, Why.BACK_OFF))
    return max(pauses, key=lambda one: one[0])


def next_turn(pace: Pace, terms: Terms, *, now: datetime) -> Turn:
    """When the host may be asked: the one place where that is decided."""
    turn = Turn(now)
    if pace.asked_at is not None:
        secs, why = pause(pace, terms)
        # A clock that was set back must not make a host wait for it.
        turn = _later(turn, min(pace.asked_at, now) + timedelta(seconds=secs), why)
    if pace.owed_at is not None and terms.max_bytes_per_sec is not None:
        secs = pace.owed_bytes / terms.max_bytes_per_sec
        turn = _later(turn, min(pace.owed_at, now) + timedelta(seconds=secs), Why.BYTE_RATE)
    if pace.not_before is not None:
        turn = _later(turn, pace.not_before, Why.RETRY_AFTER)
    return _later(turn, terms.opening(turn.at), Why.WINDOW)


def _later(turn: Turn, at: datetime, why: Why) -> Turn:
    return Turn(at, why) if at > turn.at else turn

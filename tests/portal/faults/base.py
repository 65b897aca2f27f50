"""Named ways in which a portal misbehaves.

A fault turns the answer that the site has into the one that is sent. To add one: a frozen
dataclass below `Fault` with a `name`, a docstring (``--list-faults`` prints its first line)
and `change`, named in the FAULTS of its module. `visit` in the exchange tells the first request of
a path from the later ones; `truth` says what is true of the site while the fault is on.
Which pages suffer depends on their path alone, never on the order of requests, so a crawl that
is killed and started again meets the same portal. (moving-row is the exception: its site changes
while it is crawled.)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tests.portal.site import Asked, Resource, Site
from tests.portal.truth import Truth


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: the resource, late, cut or not at all."""

    resource: Resource
    delay_secs: float = 0.0
    dropped: bool = False  # close the connection instead of answering
    body_cut_at: int | None = None  # send so much of the body, then close


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of a site; *visits* counts the requests of each path, this one too."""

    site: Site
    asked: Asked
    visits: Mapping[str, int] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path with its query, escapes in capitals."""
        return self.asked.path

    @property
    def visit(self) -> int:
        """1 when the path is asked for the first time."""
        return self.asked.visit


@dataclass(frozen=True)
class Fault:
    """A way to misbehave."""

    name: ClassVar[str]

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        raise NotImplementedError

    def truth(self, truth: Truth) -> Truth:
        """What is true of the site while this fault is on."""
        return truth


def is_first_of_some(exchange: Exchange, answer: Answer, *, every: int) -> bool:
    """Whether this is the first request of a page that is one of *every* so many."""
    if exchange.visit > 1 or not answer.resource.is_page:
        return False
    return is_one_in(exchange.path, every)


def is_one_in(path: str, every: int) -> bool:
    """Whether the path is one of *every* so many, the same ones in each run."""
    return zlib.crc32(path.encode()) % every == 0


def answer_to(exchange: Exchange, faults: Iterable[Fault]) -> Answer:
    """What is sent for *exchange* when *faults* are on, applied in their order."""
    answer = Answer(exchange.site.answer(exchange.asked))
    for fault in faults:
        answer = fault.change(exchange, answer)
    return answer

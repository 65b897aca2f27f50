"""Named ways in which a portal misbehaves.

A fault turns the answer that the site has into the one that is sent. To add one: a frozen
dataclass below `Fault` with a `name`, a docstring (``--list-faults`` prints its first line)
and `change`; `visit` in the exchange tells the first request of a path from the later ones.
Which pages suffer depends on their path alone, never on the order of requests, so a crawl that
is killed and started again meets the same portal.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.site import NOT_FOUND, Resource, Site


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: the resource, late, cut or not at all."""

    resource: Resource
    delay_secs: float = 0.0
    dropped: bool = False  # close the connection instead of answering
    body_cut_at: int | None = None  # send so much of the body, then close


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request: *visit* is 1 when the path is asked for the first time."""

    site: Site
    path: str
    visit: int


@dataclass(frozen=True)
class Fault:
    """A way to misbehave."""

    name: ClassVar[str]

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        raise NotImplementedError


def is_first_of_some(exchange: Exchange, answer: Answer, *, every: int) -> bool:
    """Whether this is the first request of a page that is one of *every* so many."""
    if exchange.visit > 1 or not answer.resource.is_page:
        return False
    return zlib.crc32(exchange.path.encode()) % every == 0


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
class ViewsChange(Fault):
    """View numbers and the date in the page's head are different on every fetch."""

    name = "views-change"
    # Both are ASCII in the markup, so they are found whatever the page's encoding.
    views: ClassVar[re.Pattern[bytes]] = re.compile(rb'(<span class="hits">)\d+')
    today: ClassVar[re.Pattern[bytes]] = re.compile(rb'(<span id="today">)[^<]*')

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page:
            return answer
        day = b"2021-%d-%d" % (exchange.visit // 28 % 12 + 1, exchange.visit % 28 + 1)
        body = self.views.sub(rb"\g<1>%d" % (1000 + 7 * exchange.visit), page.body)
        body = self.today.sub(rb"\g<1>" + day, body)
        # A page that is made anew each time has no date of change.
        return replace(answer, resource=replace(page, body=body, last_modified=None))


@dataclass(frozen=True)
class ShowVariant(Fault):
    """The site's other state of some paths, if it has one under the fault's name."""

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        variant = exchange.site.variants.get(self.name, {}).get(exchange.path)
        return replace(answer, resource=variant) if variant else answer


@dataclass(frozen=True)
class EditedInPlace(ShowVariant):
    """One article's text was changed after publication (the truth's `edited`)."""

    name = "edited"


@dataclass(frozen=True)
class Gone(Fault):
    """The article that `edited` would change is deleted: 404, still listed."""

    name = "gone"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = exchange.path == exchange.site.truth.edited.path
        return replace(answer, resource=NOT_FOUND) if hit else answer


@dataclass(frozen=True)
class DeadHost(Fault):
    """Every connection is closed without an answer."""

    name = "dead-host"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        return replace(answer, dropped=True)


FAULTS: dict[str, type[Fault]] = {
    fault.name: fault
    for fault in (Slow, Drop, Burst503, Truncated, ViewsChange, EditedInPlace, Gone, DeadHost)
}


def answer_to(exchange: Exchange, faults: Iterable[Fault]) -> Answer:
    """What is sent for *exchange* when *faults* are on, applied in their order."""
    answer = Answer(exchange.site.find(exchange.path))
    for fault in faults:
        answer = fault.change(exchange, answer)
    return answer

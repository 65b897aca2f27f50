"""Faults of how a body is packed for the way: gzip that is unasked for, unnamed or unfinished."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace

from tests.portal.faults.base import Answer, Exchange, Fault, is_first_of_some
from tests.portal.site import Resource

_NAMED = (("Content-Encoding", "gzip"),)


def _packed(page: Resource) -> bytes:
    return gzip.compress(page.body, mtime=0)  # without the time the bytes stay the same


@dataclass(frozen=True)
class UnaskedGzip(Fault):
    """Every page comes as gzip, whatever Accept-Encoding says."""

    name = "unasked-gzip"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page:
            return answer
        sent = replace(page, body=_packed(page), headers=(*page.headers, *_NAMED))
        return replace(answer, resource=sent)


@dataclass(frozen=True)
class UnnamedGzip(Fault):
    """Every page comes as gzip without a header that says so."""

    name = "unnamed-gzip"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        return (
            replace(answer, resource=replace(page, body=_packed(page))) if page.is_page else answer
        )


@dataclass(frozen=True)
class FalseGzip(Fault):
    """The header of every page says gzip, and the body is plain."""

    name = "false-gzip"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page:
            return answer
        return replace(answer, resource=replace(page, headers=(*page.headers, *_NAMED)))


@dataclass(frozen=True)
class TruncatedGzip(Fault):
    """Every 5th page is gzip that breaks off in the middle when first asked, as a whole answer."""

    name = "truncated-gzip"
    every: int = 5

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        if not is_first_of_some(exchange, answer, every=self.every):
            return answer
        page = answer.resource
        packed = _packed(page)
        sent = replace(page, body=packed[: len(packed) // 2], headers=(*page.headers, *_NAMED))
        return replace(answer, resource=replace(sent, last_modified=None))


@dataclass(frozen=True)
class UnendedGzip(Fault):
    """Every page is gzip without its last eight bytes: all of the text, and no check of it."""

    name = "unended-gzip"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page:
            return answer
        sent = replace(page, body=_packed(page)[:-8], headers=(*page.headers, *_NAMED))
        return replace(answer, resource=sent)


FAULTS: tuple[type[Fault], ...] = (
    UnaskedGzip,
    UnnamedGzip,
    FalseGzip,
    TruncatedGzip,
    UnendedGzip,
)

"""Which exchanges bring nothing that an earlier capture does not have.

>>> from datetime import UTC, datetime
>>> when = datetime(2026, 1, 2, tzinfo=UTC)
>>> sent = Exchange(
...     id="2", url="http://a.cn/b", fetched_at=when, status=200, response_headers=b"", body=b"<p>"
... )
>>> first = Original(
...     id="1",
...     url="http://a.cn/a",
...     fetched_at=when,
...     file="x",
...     offset=0,
...     length=9,
...     payload_digest=wanted_digests([sent])[0],
... )
>>> [one.original.id for one in with_originals([sent], having=[first], resolved={})]
['1']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from portalcrawl.archive.body import body_bytes
from portalcrawl.archive.exchange import Exchange, Original


def wanted_digests(exchanges: Iterable[Exchange]) -> list[str]:
    """The digests of the payloads that an earlier capture may have."""
    return [one.payload_digest for one in exchanges if _may_be_known(one)]


def wanted_ids(exchanges: Iterable[Exchange]) -> list[str]:
    """The captures that a server said (304) are still what it has."""
    return [one.not_modified for one in exchanges if one.not_modified]


def with_originals(
    exchanges: Iterable[Exchange], *, having: Iterable[Original], resolved: Mapping[str, Original]
) -> list[Exchange]:
    """*exchanges*, each with the capture that has its payload, where there is one.

    *having* are captures with wanted payloads, *resolved* says for wanted ids where theirs are.
    """
    by_digest = {one.payload_digest: one for one in having}
    found = [(one, _original(one, by_digest, resolved)) for one in exchanges]
    return [one if original is None else replace(one, original=original) for one, original in found]


def _original(
    exchange: Exchange, by_digest: Mapping[str, Original], resolved: Mapping[str, Original]
) -> Original | None:
    if exchange.not_modified:
        return resolved.get(exchange.not_modified)
    if _may_be_known(exchange):
        return by_digest.get(exchange.payload_digest)
    return None


def _may_be_known(exchange: Exchange) -> bool:
    """Whether there is a payload, and of a response.

    That of a redirect is kept each time: pywb shows a revisit of one without its few bytes.
    """
    is_redirect = 300 <= exchange.status < 400
    return not exchange.rendered_from and not is_redirect and body_bytes(exchange.body) > 0

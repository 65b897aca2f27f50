"""The records of one exchange, put together: a response, its request, what is known of its way.

>>> def record(uuid, *concurrent):
...     return RecordFacts(
...         kind="response",
...         id=uuid,
...         headers={},
...         concurrent_to=concurrent,
...         payload_digest="",
...         payload_bytes=0,
...         payload_start=b"",
...     )
>>> records = [record("1"), record("2", "1"), record("3"), record("4", "5"), record("5")]
>>> [[facts.id for _, facts in group] for group in grouped((Place(0, 0), r) for r in records)]
[['1', '2'], ['3'], ['4', '5']]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from portalcrawl.archive.index.record_facts import RecordFacts
from portalcrawl.archive.scan import Place

Group: TypeAlias = list[tuple[Place, RecordFacts]]
# No writer makes more of one exchange: a damaged file must not become one group.
MAX_RECORDS = 32


def grouped(records: Iterable[tuple[Place, RecordFacts]]) -> Iterator[Group]:
    """*records* of a file in groups that WARC-Concurrent-To joins (ISO 28500 section 5.7).

    Writers keep the records of an exchange together, and name the other on either side.
    """
    group: Group = []
    ids: set[str] = set()
    named: set[str] = set()
    for place, facts in records:
        belongs = facts.id in named or not ids.isdisjoint(facts.concurrent_to)
        if group and (not belongs or len(group) >= MAX_RECORDS):
            yield group
            group, ids, named = [], set(), set()
        group.append((place, facts))
        ids.add(facts.id)
        named.update(facts.concurrent_to)
    if group:
        yield group

"""Which of an address's captures say what its page is now.

>>> from datetime import datetime
>>> def capture(id, hour, digest, rendered_from=None):
...     when = datetime(2026, 1, 2, hour)
...     keys = ("_id", "fetched_at", "payload_digest", "rendered_from")
...     return dict(zip(keys, (id, when, digest, rendered_from)))
>>> pages = [capture("a", 1, "x"), capture("b", 2, "y"), capture("c", 3, "y")]
>>> [found["_id"] for found in best_first(pages)]
['b', 'a']
>>> [found["_id"] for found in best_first([*pages, capture("d", 4, "z", rendered_from="c")])]
['d', 'b', 'a']
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeAlias

Doc: TypeAlias = dict[str, Any]


def best_first(captures: Iterable[Doc]) -> list[Doc]:
    """The captures of one address to read, the newest payload first, each as it came first.

    So an article is as old as what it says. What scripts made of the newest answer stands before
    it; what comes later in the list is for where the first is no page (a notice of an outage).
    """
    ordered = sorted(captures, key=lambda one: (one["fetched_at"], one["_id"]))
    served = [one for one in ordered if one["rendered_from"] is None]
    payloads = [next(same) for _, same in groupby(served, key=lambda one: one["payload_digest"])]
    payloads.reverse()
    shown = [one for one in ordered if one["rendered_from"] is not None][-1:]
    if shown and payloads and shown[0]["fetched_at"] < payloads[0]["fetched_at"]:
        return payloads
    return shown + payloads

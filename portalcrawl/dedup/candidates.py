"""Which texts are worth comparing: those whose signatures have two bands in common.

>>> stored = {"a": [1, 2, 3], "b": [1, 2, 9], "c": [3, 5], "d": [3]}
>>> sorted(candidates({"a": [1, 2, 3]}, stored))
[('a', 'b'), ('a', 'd')]

One band in common may be a phrase; it counts where a text has no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

MIN_SHARED = 2
MAX_CANDIDATES = 12
"""So many texts are compared with a new one, the likeliest first."""


def candidates(
    signatures: Mapping[str, Sequence[int]], stored: Mapping[str, Sequence[int]]
) -> set[tuple[str, str]]:
    """The pairs of a text of *signatures*, which are new, with one of *stored*, the smaller first.

    *stored* has the new ones too.
    """
    having: dict[int, list[str]] = {band: [] for band in chain.from_iterable(signatures.values())}
    for text, signature in stored.items():
        for band in having.keys() & signature:
            having[band].append(text)
    likely: set[tuple[str, str]] = set()
    for text, signature in signatures.items():
        shared = Counter(chain.from_iterable(having[band] for band in signature))
        del shared[text]
        worth = [
            other
            for other, count in shared.items()
            if count >= min(MIN_SHARED, len(signature), len(stored[other]))
        ]
        worth.sort(key=lambda other: (-shared[other], other))
        likely |= {(min(text, other), max(text, other)) for other in worth[:MAX_CANDIDATES]}
    return likely

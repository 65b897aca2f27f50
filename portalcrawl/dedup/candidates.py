"""Which texts are worth comparing: those whose signatures have bands in common.

>>> stored = {"a": [1, 2, 3], "b": [1, 2, 9], "c": [3]}
>>> sorted(candidates({"a": [1, 2, 3]}, stored, {1: 9, 2: 9, 3: 9, 9: 1}))
[('a', 'b')]

One band in common may be a phrase, and counts only if few have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

MAX_TEXTS_OF_RARE_BAND = 4
MAX_CANDIDATES = 12
"""So many texts are compared with a new one, the likeliest first."""


def candidates(
    signatures: Mapping[str, Sequence[int]],
    stored: Mapping[str, Sequence[int]],
    crowd: Mapping[int, int],
) -> set[tuple[str, str]]:
    """The pairs of a text of *signatures*, which are new, with one of *stored*, the smaller first.

    *stored* has the new ones too; *crowd* says how many texts have a band.
    """
    having: dict[int, list[str]] = {}
    for text, signature in stored.items():
        for band in signature:
            having.setdefault(band, []).append(text)
    likely: set[tuple[str, str]] = set()
    for text, signature in signatures.items():
        shared = Counter(chain.from_iterable(having[band] for band in signature if band in having))
        rare = set(
            chain.from_iterable(
                having.get(band, ()) for band in signature if crowd[band] <= MAX_TEXTS_OF_RARE_BAND
            )
        )
        del shared[text]
        worth = [other for other, count in shared.items() if count > 1 or other in rare]
        worth.sort(key=lambda other: (-shared[other], other))
        likely |= {(min(text, other), max(text, other)) for other in worth[:MAX_CANDIDATES]}
    return likely

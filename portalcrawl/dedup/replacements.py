"""What stands in two texts in the same place, and differs.

>>> one, other = Runs("栽下云杉两千余株", 2), Runs("栽下油松两千余株", 2)
>>> list(replacements(one, other, one.distinct & other.distinct))
[('云杉', '油松')]

The same place: between the same runs of letters, which both texts have. What one text has and the
other has not (a lead, a paragraph dropped) replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

_EDGE = "\0"


class Runs:
    """All runs of *size* letters of a *text*, in order and as a set; of a shorter text itself."""

    __slots__ = ("distinct", "runs", "size", "text")

    def __init__(self, text: str, size: int) -> None:
        self.text = text
        self.size = size
        self.runs = [text[start : start + size] for start in range(max(1, len(text) - size + 1))]
        self.distinct = frozenset(self.runs)


@lru_cache(maxsize=8)
def runs_of(text: str, size: int) -> Runs:
    """The runs of *text*, remembered: one text is compared with several in turn."""
    return Runs(text, size)


def replacements(one: Runs, other: Runs, common: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """The pieces of *one* and of *other* between the same two of *common*, that differ."""
    gaps, other_gaps = _gaps(one, common), _gaps(other, common)
    for place in gaps.keys() & other_gaps.keys():
        for before, after in zip(gaps[place], other_gaps[place], strict=False):
            if before != after:
                yield before, after


def _gaps(runs: Runs, common: AbstractSet[str]) -> dict[tuple[str, str], list[str]]:
    """What no common run covers, by the runs before and after it; all texts share their edges."""
    size, edge = runs.size, _EDGE * runs.size
    text = f"{edge}{runs.text}{edge}"
    straddling = bytes(size - 1)
    known = bytes(map(common.__contains__, runs.runs))
    # A byte for each start of a run: where it is 1, the run is a common one, or an edge.
    starts = b"\1" + straddling + known + straddling + b"\1"
    gaps: dict[tuple[str, str], list[str]] = {}
    for missing in re.finditer(b"\0{%d,}" % size, starts):
        begin, end = missing.start() + size - 1, missing.end()
        place = text[begin - size : begin], text[end : end + size]
        gaps.setdefault(place, []).append(text[begin:end])
    return gaps

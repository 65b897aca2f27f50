r"""Which of two runs of lines are versions of each other.

>>> old, new = (
...     ["二、备足种子。", "三、下乡指导。"],
...     ["二、备足种子和化肥。", "三、防灾。", "四、下乡指导。"],
... )
>>> pairs(old, new)
[(0, 0), (1, 2)]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# Two lines that share less are two lines: any two Chinese paragraphs share a fifth.
MIN_LIKENESS = 0.4


def pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Positions in *old* and *new* of lines that are alike, in order, as alike as can be in all.

    Costs the product of both lengths.
    """
    grams, other = [_grams(line) for line in old], [_grams(line) for line in new]
    likeness = [[_likeness(one, two) for two in other] for one in grams]
    # best[i][j]: the most that lines from i and from j on have in common.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _grams(line: str) -> set[str]:
    """The characters and the pairs of characters of *line*."""
    text = line.strip()
    return {*text, *map("".join, pairwise(text))}


def _likeness(one: set[str], two: set[str]) -> float:
    """From MIN_LIKENESS to 1; 0 for less."""
    total = len(one) + len(two)
    if total == 0 or 2 * min(len(one), len(two)) < MIN_LIKENESS * total:
        return 0.0
    share = 2 * len(one & two) / total
    return share if share >= MIN_LIKENESS else 0.0

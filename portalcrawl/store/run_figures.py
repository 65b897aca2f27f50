"""The figures of a run: those of the processes that worked on it, one after the other or at once.

>>> first = {"portalcrawl/page/article": 3, "portalcrawl/run/peak_memory_bytes": 90, "by": "a"}
>>> second = {"portalcrawl/page/article": 4, "portalcrawl/run/peak_memory_bytes": 70, "by": "b"}
>>> sum_of_figures([first, second])
{'portalcrawl/page/article': 7, 'portalcrawl/run/peak_memory_bytes': 90, 'by': 'b'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Figures: TypeAlias = Mapping[str, Any]
# What is no sum, but the largest that there was.
LARGEST = ("/max", "_max", "/peak_memory_bytes")
PAGES = "portalcrawl/page/"
# A few addresses are always left for another time: hosts that do not answer, pauses.
WHOLE_SHARE = 0.9


def sum_of_figures(parts: Iterable[Figures]) -> dict[str, Any]:
    """All of *parts*: numbers added up, maxima compared; of texts the last."""
    total: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            before = total.get(name)
            if isinstance(before, str) or isinstance(value, str) or before is None:
                total[name] = value
            elif name.endswith(LARGEST):
                total[name] = max(before, value)
            else:
                total[name] = before + value
    return total


def most_known(figures: Figures) -> int:
    """How many addresses a site has at most, if a run with *figures* looked at the whole of it.

    >>> most_known({"portalcrawl/page/article": 80, "portalcrawl/page/list": 10})
    100
    """
    asked = sum(count for name, count in figures.items() if name.startswith(PAGES))
    return int(asked / WHOLE_SHARE)

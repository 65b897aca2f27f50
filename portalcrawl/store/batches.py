"""Documents in batches: as many as one round trip to the database is worth.

>>> list(batches("abcde", 2))
[['a', 'b'], ['c', 'd'], ['e']]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """*items* in lists of *size*, the last as long as it comes."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch

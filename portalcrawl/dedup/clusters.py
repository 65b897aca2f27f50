"""Which texts belong together, as pairs of copies say.

>>> [sorted(cluster) for cluster in clusters("abcde", [("a", "b"), ("c", "b"), ("d", "e")])]
[['a', 'b', 'c'], ['d', 'e']]

A copy of a copy belongs to the same cluster: what comes out depends on the pairs alone, not on the
order in which they were found.
"""

from __future__ import annotations

from collections.abc import Iterable


def clusters(texts: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """*texts* in sets connected by *pairs*, in the order of *texts*.

    A pair with a text that is not among them connects nothing.
    """
    others: dict[str, set[str]] = {text: set() for text in texts}
    for one, other in pairs:
        if one in others and other in others:
            others[one].add(other)
            others[other].add(one)
    found: list[set[str]] = []
    seen: set[str] = set()
    for text in others:
        if text in seen:
            continue
        cluster, reached = {text}, [text]
        while reached:
            new = others[reached.pop()] - cluster
            cluster |= new
            reached += new
        seen |= cluster
        found.append(cluster)
    return found

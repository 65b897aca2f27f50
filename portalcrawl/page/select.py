"""Nodes by CSS selector, read by one engine for all trees.

>>> from portalcrawl.page.outline import parse
>>> tree = parse("<p id=a>x<p class=b>y")
>>> [node.text() for node in select(tree.root, "#a, .b")], select_first(tree.root, "h1")
(['x', 'y'], None)

A tree makes an engine of its own for its first query, which costs as much as five of them.
"""

from __future__ import annotations

import threading

from selectolax.lexbor import LexborCSSSelector, LexborNode


class _Engines(threading.local):
    """An engine holds the query that it is at: each thread has its own."""

    def __init__(self) -> None:
        self.here = LexborCSSSelector()  # type: ignore[no-untyped-call]


_ENGINES = _Engines()


def select(node: LexborNode | None, selector: str) -> list[LexborNode]:
    """What *selector* names of *node* and all below it, in document order."""
    return _ENGINES.here.find(selector, node) if node is not None else []


def select_first(node: LexborNode | None, selector: str) -> LexborNode | None:
    """The first of them."""
    if node is None:
        return None
    # The method is missing in the library's own type stubs.
    found: list[LexborNode] = _ENGINES.here.find_first(selector, node)  # type: ignore[attr-defined]
    return found[0] if found else None

"""A bounded memory of what was handed to the frontier, so that most links cost no write.

>>> seen = Seen(max_items=4)
>>> [seen.add(x) for x in ("a", "b", "a")]
[True, True, False]

Forgetting is harmless: the frontier's own key decides, this only saves asking it.
"""

from __future__ import annotations


class Seen:
    """The last *max_items* or so distinct texts: two generations, the older dropped as a whole."""

    def __init__(self, *, max_items: int) -> None:
        self._half = max(1, max_items // 2)
        self._young: set[str] = set()
        self._old: set[str] = set()

    def add(self, text: str) -> bool:
        """Whether *text* is new; it is remembered from now on."""
        if text in self._young:
            return False
        known = text in self._old
        self._young.add(text)
        if len(self._young) >= self._half:
            self._old, self._young = self._young, set()
        return not known

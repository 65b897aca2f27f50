"""Where a URL stands in a text, and how to change only that.

>>> apply_edits("a{b:url(x.png)}", [Edit(8, 13, "y.png")])
'a{b:url(y.png)}'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class UrlSpan(NamedTuple):
    """A URL in a text: ``text[start:end]`` is how it is written, ``url`` what that means."""

    start: int
    end: int
    url: str


class Edit(NamedTuple):
    """``text[start:end]`` is to become ``new``."""

    start: int
    end: int
    new: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """*text* with *edits* made; they come in ascending order and do not overlap."""
    parts: list[str] = []
    done = 0
    for start, end, new in edits:
        parts += (text[done:start], new)
        done = end
    parts.append(text[done:])
    return "".join(parts)

"""What the buttons of a pager say.

>>> (
...     label_of("下一页>>"),
...     label_of("[尾 页]"),
...     label_of("12"),
...     label_of("加载更多"),
...     label_of("下一篇"),
... )
('next', 'last', 'number', 'more', None)
"""

from __future__ import annotations

import re
from functools import lru_cache

from portalcrawl.extract.lists.paging.words import words

MAX_LABEL_CHARS = 16
_AROUND = " \t　<>＜＞«»‹›[]【】()（）|→←+…."
_NUMBER = re.compile(r"(?:第\s?)?(\d{1,5})(?:\s?页)?")


def label_of(text: str) -> str | None:
    """``next``, ``previous``, ``first``, ``last``, ``more`` or ``number``; None: no such button."""
    if len(text) > MAX_LABEL_CHARS:
        return None
    word = "".join(text.split()).lower()
    label = _labels().get(word) or _labels().get(word.strip(_AROUND))
    return label or ("number" if number_of(text) is not None else None)


def number_of(text: str) -> int | None:
    """The page that a button ``3``, ``[3]`` or ``第3页`` leads to."""
    match = _NUMBER.fullmatch(text[: MAX_LABEL_CHARS + 1].strip(_AROUND))
    return int(match[1]) if match else None


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {word: label for label, found in words()["label"].items() for word in found}

"""What the buttons of a pager say.

>>> (
...     label_of("下一页>>"),
...     label_of("[尾 页]"),
...     label_of("12"),
...     label_of("加载更多"),
...     label_of("下一篇"),
... )
('next', 'last', 'number', 'more', None)
>>> read_counts("共1432条 1/144"), read_counts("第 2 页 / 共 5 页")
(Counts(current=1, pages=144, items=1432), Counts(current=2, pages=5, items=None))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from portalcrawl.extract.lists.paging.words import words

MAX_LABEL_CHARS = 16
_AROUND = " \t　<>＜＞«»‹›[]【】()（）|→←+…."
_NUMBER = re.compile(r"(?:第\s?)?(\d{1,5})(?:\s?页)?")


_PAIR = re.compile(r"(?<![\d/.-])(\d{1,5})\s?/\s?(\d{1,5})(?![\d/.-])")
_CURRENT = re.compile(r"(?:当前|第|页次|页码)\s?(?:页|第)?\s?[:：]?\s?(\d{1,5})(?!\d)")
_PAGES = re.compile(
    r"(?:总共|共|总页数|总计)\s?(?:有|页数)?\s?[:：]?\s?(\d{1,5})\s?页|总页数\s?[:：]?\s?(\d{1,5})"
)
_ITEMS = re.compile(
    r"(?:共|总数?|记录)\s?(?:有|计|条数|记录数?)?\s?[:：]?\s?(\d{1,7})\s?(?:条|篇|个记录|项|记录)"
)
MAX_COUNTS_CHARS = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """What a pager's text counts. None: it does not say."""

    current: int | None = None
    pages: int | None = None
    items: int | None = None


def read_counts(text: str) -> Counts:
    """What *text*, the words of a pager, counts."""
    text = text[:MAX_COUNTS_CHARS]
    current, pages, items = _first(_CURRENT, text), _first(_PAGES, text), _first(_ITEMS, text)
    if (pair := _PAIR.search(text)) and 0 < int(pair[1]) <= int(pair[2]):
        current, pages = int(pair[1]), int(pair[2])
    return Counts(current or None, pages or None, items)


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return next((int(group) for group in match.groups() if group), None) if match else None


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

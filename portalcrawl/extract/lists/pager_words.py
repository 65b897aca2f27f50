"""What the buttons and counters of a pager say.

>>> label_of("下一页>>"), label_of("12"), label_of("尾 页"), label_of("«"), label_of("下一篇")
('next', 'number', 'last', 'previous', None)
>>> read_counts("共1432条 1/144")
Counts(current=1, pages=144, items=1432)
>>> read_counts("每页 8 记录 总共 55 记录 第一页 尾页 页码 1/7")
Counts(current=1, pages=7, items=55)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portalcrawl.extract.lists.words import WORDS

MAX_LABEL_CHARS = 16
MAX_PAGES = 99_999
# "2020/2021" is no page.
FIRST_YEAR = 1995
# Marks around a word: "<<上一页", "[下页]", "下一页 >".
_AROUND = " \t　<>＜＞«»‹›《》〈〉[]【】()（）|→←↓▼▲+"
_LABELS = {word: label for label, words in WORDS["buttons"].items() for word in words}
_ARROWS = {mark: label for label, marks in WORDS["arrows"].items() for mark in marks}
# Most links of a page have none of these: to look costs less than to ask.
_MAY_BE_LABEL = re.compile(
    r"[页頁前后多<>＜＞«»‹›→←]|^\W*\d|next|prev|last|first|more|end", re.IGNORECASE
)
_NUMBER = re.compile(r"[\s\[【(（<第]*(\d{1,5})[\s\]】)）>页]*")

_N = r"(\d{1,7})"
_PAIR = re.compile(rf"(?<![\d/.-]){_N}\s*页?\s*/\s*(?:共|总)?\s*{_N}(?![\d/.-])")
_PAGES = (
    re.compile(
        rf"(?:总?共有?|总|全部|合计|/|分|of)\s*[:：]?\s*{_N}\s*(?:页|pages?\b)", re.IGNORECASE
    ),
    re.compile(rf"(?:总页数|页数|页总数|总页码)\s*[:：]?\s*(?:\d+\s*/\s*)?{_N}"),
    re.compile(rf"(?:page\s*\d+\s*of)\s*{_N}", re.IGNORECASE),
    re.compile(rf"(?<![第前到\d./-]){_N}\s*页中"),
)
_CURRENT = (
    re.compile(rf"(?:当前|此|本|现在)页?\s*(?:是|为)?\s*[:：]?\s*第?\s*{_N}\s*(?=页|/)"),
    re.compile(rf"(?:当前页|页次|页码|当前页码)\s*[:：]?\s*第?\s*{_N}"),
    re.compile(rf"(?<!转到)(?<!跳到)(?<!跳转)第\s*{_N}\s*页"),
    re.compile(rf"\bpage\s*{_N}", re.IGNORECASE),
)
_UNIT = r"(?:条|篇|个|则|项|件|记录|信息|笔|results?|records?|items?)"
_ITEMS = (
    re.compile(rf"(?:总?共有?|总计|合计|总数|找到|检索到)\s*[:：]?\s*{_N}\s*{_UNIT}"),
    re.compile(
        rf"(?:记录总数|总记录数?|记录数|总条数|总数|信息总数|total)\s*[:：]?\s*{_N}(?!\s*页)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\d\-–~至到/.])(?<!每页)(?<!每页 )(?<!第){_N}\s*条(?!\s*/\s*页)"),
)
_HAS_COUNT = re.compile(r"\d\s*(?:页|条|/)|[页共/:：]\s*\d|page", re.IGNORECASE)
MAX_TEXT_CHARS = 2000
# What a counter is worded with, and how much else may stand beside it.
_COUNTING = frozenset(
    "共有总计合全部分每页頁次码数第当前此本现在显示条篇个则项件记录信息到转跳至首末尾上下一最后前go首結果笔"
)
MAX_OTHER_CHARS = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """What a pager's text counts. None: it does not say."""

    current: int | None = None
    pages: int | None = None
    items: int | None = None


def label_of(text: str) -> str | None:
    """What the button *text* means.

    ``next``, ``previous``, ``first``, ``last``, ``more``, ``number`` or ``arrows`` (``>>``: the
    next page, or the last where another button is the next); None: it is no button of a pager.
    """
    if not text or len(text) > MAX_LABEL_CHARS or not _MAY_BE_LABEL.search(text):
        return None
    if text.isdigit():
        return "number" if len(text) <= 5 else None
    word = "".join(text.split()).lower()
    if (label := _ARROWS.get(word)) is not None:
        return label
    if (label := _LABELS.get(word.strip(_AROUND))) is not None:
        return label
    return "number" if _NUMBER.fullmatch(text) else None


def number_of(text: str) -> int | None:
    """The page that a button ``3``, ``[3]`` or ``第3页`` leads to."""
    match = _NUMBER.fullmatch(text[: MAX_LABEL_CHARS + 1])
    return int(match[1]) if match else None


def read_counts(text: str) -> Counts:
    """What *text*, the words of a pager, counts."""
    text = text[:MAX_TEXT_CHARS]
    if not _HAS_COUNT.search(text):
        return Counts()
    current, pages = _pair(text)
    if pages is None:
        pages = _first(_PAGES, text)
    if current is None:
        current = _first(_CURRENT, text)
    if current is not None and not 0 < current <= MAX_PAGES:
        current = None
    # A site that counts too few pages still shows the one it is at.
    if pages is not None and not 0 < pages <= MAX_PAGES:
        pages = None
    return Counts(current, pages, _first(_ITEMS, text))


def has_counter(text: str) -> bool:
    """Whether *text* counts pages or items, and says little else, as a pager does.

    >>> has_counter("共 69 条，此页 1/5"), has_counter("2020/2021学年奖学金公示")
    (True, False)
    """
    if len(text) > 200 or not _HAS_COUNT.search(text):
        return False
    other = sum(char.isalpha() and char not in _COUNTING for char in text)
    if other > MAX_OTHER_CHARS:
        return False
    found = read_counts(text)
    return found.pages is not None or (found.items is not None and "共" in text)


def _pair(text: str) -> tuple[int | None, int | None]:
    """``1/31``: the first pair that counts pages, no date and no fraction."""
    for match in _PAIR.finditer(text):
        current, pages = int(match[1]), int(match[2])
        is_school_year = FIRST_YEAR <= current == pages - 1
        if 0 < current <= pages <= MAX_PAGES and not is_school_year:
            return current, pages
    return None, None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    found = (pattern.search(text) for pattern in patterns)
    return next((int(match[1]) for match in found if match), None)

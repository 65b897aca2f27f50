"""Whether two articles whose texts agree are copies, or editions: what their titles and days say.

>>> march = Told("县中学第3周、第4周食堂检查通报", "2024-03-22")
>>> april = Told("县中学第五周、第六周食堂检查通报", "2024-04-07")
>>> are_copies(VERBATIM, march, april)
False
>>> reprint = Told("食堂管得怎么样？青禾县中学这样检查", "2024-03-25")
>>> [are_copies(agreement, march, reprint) for agreement in (VERBATIM, CLOSE, ALIKE)]
[True, True, False]
>>> are_copies(CLOSE, march, Told(march.title, "2025-03-21"))
False

An office writes its notices from the last ones: their texts agree as those of edited copies do.
But their titles count (the year, the week, the number of the meeting), and they come months apart,
where a reprint comes within days. A reprint may have a headline of its own: then the text must
carry it alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portalcrawl.dedup.normal_text import normal_text

ALIKE, CLOSE, VERBATIM = "alike", "close", "verbatim"
"""How two texts agree, from edited much to nearly letter by letter."""
MAX_DAYS_APART = 60
"""A later reprint is word for word; what was changed by then is an edition."""
MIN_ALIKE = 0.5
"""Titles that share so many of their pairs of letters are of one form."""

_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-—–/~～至]+\s*(\d\d)(?!\d)")
_NUMBER = re.compile(r"\d{1,18}|[〇零一二三四五六七八九十]+")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class Told:
    """What an article says beside its text; ``published`` begins with a day, if it has one."""

    title: str
    published: str | None


def are_copies(agreement: str, one: Told, other: Told) -> bool:
    """Whether articles with texts that agree so are copies, as far as their titles and days say."""
    first, second = _title(one.title), _title(other.title)
    if first.is_edition_of(second):
        return False
    if agreement != VERBATIM and _days_apart(one.published, other.published) > MAX_DAYS_APART:
        return False
    return agreement != ALIKE or first.agrees_with(second)


def any_copies(agreement: str, some: Iterable[Told], others: Iterable[Told]) -> bool:
    """Whether that holds for any of *some* and any of *others*, which say the one and the other."""
    second = list(others)
    return any(are_copies(agreement, one, other) for one in some for other in second)


@dataclass(frozen=True, slots=True)
class _Title:
    letters: str
    numbers: Counter[int]
    pairs: frozenset[str]
    """Pairs of letters of what is left without numbers."""

    def is_edition_of(self, other: _Title) -> bool:
        """Whether both are of one form, and count differently: each has a number of its own."""
        if self.numbers <= other.numbers or other.numbers <= self.numbers:
            return False
        common = len(self.pairs & other.pairs)
        return common >= MIN_ALIKE * max(1, min(len(self.pairs), len(other.pairs)))

    def agrees_with(self, other: _Title) -> bool:
        """Whether one is the other with words left out, half of it at most."""
        shorter, longer = sorted((self.letters, other.letters), key=len)
        rest = iter(longer)
        return 0 < len(longer) <= 2 * len(shorter) and all(letter in rest for letter in shorter)


@lru_cache(maxsize=1024)
def _title(printed: str) -> _Title:
    title = unicodedata.normalize("NFKC", printed)
    # 2018-19 is 2018-2019.
    title = _YEARS.sub(lambda found: f"{found[1]}-{found[1][:2]}{found[2]}", title)
    rest = normal_text(_NUMBER.sub("", title))
    return _Title(
        letters=normal_text(_NUMBER.sub(lambda found: str(_value(found[0])), title)),
        numbers=Counter(_value(found) for found in _NUMBER.findall(title)),
        pairs=frozenset(rest[start : start + 2] for start in range(max(1, len(rest) - 1))),
    )


def _value(numeral: str) -> int:
    """The value of 12, 十二 or 一二."""
    digits = numeral.translate(_DIGITS)
    tens, ten, ones = digits.partition("十")
    if not ten:
        return int(digits)
    # 十十 is no number: what follows the second counts no more.
    return int(tens or 1) * 10 + int(ones.partition("十")[0] or 0)


def _days_apart(one: str | None, other: str | None) -> int:
    """Days between two times printed; 0 where one is not known."""
    if not one or not other:
        return 0
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)

r"""Whether one of two texts is an edited copy of the other, or only written from the same form.

>>> from portalcrawl.dedup.normal_text import normal_text
>>> call = "县林业局定于{}在北山组织植树，请各单位自带工具，于上午九时前到达，当天栽植云杉和油松。"
>>> march, april = (normal_text(call.format(day) * 3) for day in ("2024年3月12日", "2025年4月3日"))
>>> compare(march, normal_text("本报讯 " + call.format("2024年3月12日") * 3)).is_copy
True
>>> compare(march, april).is_copy
False

Texts share what their runs of four letters have in common. Who reprints a text adds a lead, cuts
the end, drops paragraphs, mends sentences: what is left agrees. Who fills in a form again puts
other dates, numbers and names between the same words. So what speaks against a copy are
*replacements*: pieces that differ, and stand in both texts between the same neighbours.
The limits were found with ``python -m bench.duplicates``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_lowercase
from zlib import crc32

from portalcrawl.dedup.editions import ALIKE, CLOSE, VERBATIM
from portalcrawl.dedup.replacements import replacements, runs_of
from portalcrawl.dedup.sampling import sample

RUN_LETTERS = 4
LONG_RUN_LETTERS = 8
"""What two texts share by chance is shorter."""
MIN_LETTERS = 80
"""Of a shorter text only the exact copy is sure."""
SHORT_LETTERS = 160
"""In a shorter text each replacement may be what it is about."""
MAX_LETTERS = 20_000
"""So much of a text is compared, so that none costs more than some hundredths of a second."""
MIN_CONTAINMENT = 0.5
MIN_RESEMBLANCE = 0.2
MIN_SAMPLED = 0.3
"""Of a sample less may be in the longer, by chance."""
MANY_NUMBERS = 4
MAX_BLANK_LETTERS = 24
"""A longer replacement is a sentence written anew, and no blank of a form that was filled in."""
MAX_BLOCK_LETTERS, MAX_BLOCK = 60, 0.1
"""Where a longer block is replaced, two pages have a frame in common, and each its content."""
MAX_OTHER_NUMBERS = 0.08
MAX_OTHER_WORDS = 0.012
VERBATIM_CONTAINMENT = 0.95
CLOSE_RESEMBLANCE, CLOSE_REPLACED = 0.5, 0.004
SHORT_BLOCK_LETTERS = 4
# A long text with several numbers may have one mended.
MENDED_LETTERS, MENDED_NUMBERS = 480, 6

# A year by itself: of 2024-03-05 the normal text has left 20240305.
_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\d{0,4}(?!\d))|\d+")
_DIGITS = re.compile(r"\d+")
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
# Each number becomes one letter of Unicode's private area, which no normal text has.
_YEARS, _NUMBERS, _END = 0xE000, 0xE100, 0xF900
_YEAR = re.compile("[\ue000-\ue0ff]")
_ANY_NUMBER = re.compile("[\ue000-\uf8ff]")
_NUMERAL = re.compile("[\ue000-\uf8ff]|^[〇零一二三四五六七八九十百千]+$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two texts agree: shares from 0 to 1, and counts of replacements."""

    letters: int
    """Of the shorter text, a number counting as one."""
    weight: int
    """The same in Han: a Latin letter counts a quarter."""
    numbers: int
    """Of the shorter text."""
    containment: float
    """How much of the shorter text is in the longer."""
    resemblance: float
    """How much of both is in both (Jaccard)."""
    is_other_year: bool = False
    """Whether a year is replaced by another."""
    other_numbers: int = 0
    other_words: int = 0
    """Replacements of two letters or more by as many or more."""
    other_block: int = 0
    """Letters of the longest replacement, on the side where it is shorter."""

    @property
    def is_copy(self) -> bool:
        """Whether one is an edited copy of the other, as far as the texts tell."""
        if self.weight < MIN_LETTERS or self.is_other_year:
            return False
        if self.weight < SHORT_LETTERS and self.other_numbers + self.other_words:
            return False
        is_mended = self.letters >= MENDED_LETTERS and self.numbers >= MENDED_NUMBERS
        return (
            self.containment >= MIN_CONTAINMENT
            and self.resemblance >= MIN_RESEMBLANCE
            and self.other_block <= max(MAX_BLOCK_LETTERS, MAX_BLOCK * self.letters)
            and self.other_numbers <= max(is_mended, MAX_OTHER_NUMBERS * self.numbers)
            and self.other_words <= MAX_OTHER_WORDS * self.letters
        )

    @property
    def agreement(self) -> str:
        """Of a copy: ``VERBATIM``, ``CLOSE`` or ``ALIKE``."""
        is_resembling = self.resemblance >= CLOSE_RESEMBLANCE
        # A short text within a longer one may be the frame of a page that has nothing else.
        is_sure = is_resembling and self.other_block <= SHORT_BLOCK_LETTERS
        if self.weight < SHORT_LETTERS and not is_sure:
            return ALIKE
        replaced = self.other_numbers + self.other_words
        if self.containment >= VERBATIM_CONTAINMENT and not replaced:
            return VERBATIM
        is_whole = is_resembling or self.containment >= VERBATIM_CONTAINMENT
        return CLOSE if is_whole and replaced <= CLOSE_REPLACED * self.letters else ALIKE


NOTHING = Comparison(letters=0, weight=0, numbers=0, containment=0.0, resemblance=0.0)
"""Of texts that have nothing in common, or seem to; nothing was counted."""


def compare(one: str, other: str) -> Comparison:
    """How the normal texts *one* and *other* agree, whichever comes first.

    Of what is no copy not everything is counted.
    """
    one, other = one[:MAX_LETTERS], other[:MAX_LETTERS]
    if _seem_different(one, other) or _number_differently(one, other):
        return NOTHING
    shorter, longer = sorted((folded(one), folded(other)), key=lambda text: (len(text), text))
    if len(shorter) < MIN_LETTERS:
        return NOTHING
    runs, other_runs = runs_of(shorter, RUN_LETTERS), runs_of(longer, RUN_LETTERS)
    common = runs.distinct & other_runs.distinct
    sizes = len(runs.distinct), len(other_runs.distinct)
    agreement = Comparison(
        letters=len(shorter),
        weight=len(shorter) - sum(map(shorter.count, ascii_lowercase)) * 3 // 4,
        numbers=len(_ANY_NUMBER.findall(shorter)),
        containment=len(common) / min(sizes),
        resemblance=len(common) / (sum(sizes) - len(common)),
    )
    if not agreement.is_copy:
        return agreement
    numbers = words = 0
    for before, after in replacements(runs, other_runs, common):
        if max(len(before), len(after)) > MAX_BLANK_LETTERS:
            continue
        if _differ(_YEAR, before, after):
            return replace(agreement, is_other_year=True)
        is_number = _differ(_NUMERAL, before, after)
        numbers += is_number
        words += not is_number and min(len(before), len(after)) >= 2
    agreement = replace(agreement, other_numbers=numbers, other_words=words)
    if not agreement.is_copy:
        return agreement
    return replace(agreement, other_block=_longest_block(shorter, longer))


def _longest_block(one: str, other: str) -> int:
    runs, other_runs = runs_of(one, LONG_RUN_LETTERS), runs_of(other, LONG_RUN_LETTERS)
    blocks = replacements(runs, other_runs, runs.distinct & other_runs.distinct)
    return max((min(len(before), len(after)) for before, after in blocks), default=0)


def _seem_different(one: str, other: str) -> bool:
    """Whether samples of both say so: much less work than counting all runs."""
    first, second = sample(one), sample(other)
    return len(first & second) < MIN_SAMPLED * min(len(first), len(second))


def _number_differently(one: str, other: str) -> bool:
    """Whether of the numbers of the shorter most are not in the longer."""
    shorter, longer = sorted((one, other), key=lambda text: (len(text), text))
    numbers = _numbers(shorter)
    missing = numbers - _numbers(longer)
    return len(missing) >= MANY_NUMBERS and len(missing) > len(numbers) / 2


@lru_cache(maxsize=64)
def _numbers(normal: str) -> frozenset[str]:
    return frozenset(_DIGITS.findall(normal))


@lru_cache(maxsize=64)
def folded(normal: str) -> str:
    """*normal* with one letter for each number."""
    return _NUMBER.sub(_number_letter, normal)


def _number_letter(found: re.Match[str]) -> str:
    number = found[0]
    if _IS_YEAR.fullmatch(number):
        return chr(_YEARS + int(number) - 1900)
    return chr(_NUMBERS + crc32(number.encode()) % (_END - _NUMBERS))


def _differ(pattern: re.Pattern[str], one: str, other: str) -> bool:
    """Whether both have what *pattern* finds, and not the same."""
    found, other_found = pattern.findall(one), pattern.findall(other)
    return bool(found and other_found and found != other_found)

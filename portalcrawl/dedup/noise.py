r"""A text without what its page prints anew at each fetch, though nobody has edited it.

>>> settled("县里开了会。\n浏览次数：1234") == settled("县里开了会。\n浏览次数： 1235")
True
>>> settled("今年有1234人到县里来。") == settled("今年有1235人到县里来。")
False

The words are data (``noise.toml``). What looks like a counter or a clock is one only near the edges
of a text and where it stands for itself, between blanks, bars and brackets: sentences count
readers too. Of downloads the count stands beside the file, wherever that is.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

# Counters stand between head and text, or below the text.
HEAD_LINES = 3
FOOT_LINES = 10
MAX_LINE_CHARS = 100
MAX_ROW_CHARS = 60
MAX_ROWS = 20
MAX_HEADING_CHARS = 12
# What NFKC changes in every Chinese text: replaced first, and most lines are normal by that.
_WIDE = tuple((chr(0xFEE0 + ord(char)), char) for char in ",:;!?()")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BRACKETS = " []()【】|"
_COUNT = r"\d[\d,.]*\s?[万wWkK]?\+?"
_STARTS = r"(?:(?<=[\s|\[\](){}<>【】「」/])|^)"
_ENDS = r"(?=[\s|\[\](){}<>【】「」/]|$)"
_INFO = re.compile(r":|\d{4}[-/年.]\d")
_SENTENCE = re.compile(r"[。;!?]")
_NUMBERED = re.compile(r"\(?[一二三四五六七八九十\d]+[、.)]|附件")
_DATE = r"(?:\d{2,4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?)"
_TIME = r"(?:\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?|分)?)"
_WEEKDAY = r"(?:(?:星期|周|礼拜)[一二三四五六日天])"


@dataclass(frozen=True, slots=True)
class Noise:
    """The rules of ``noise.toml``.

    ``labelled`` counters have a colon, ``bare`` ones have not; in a line with a counter is one of
    ``hints``, and a clock starts with one of ``leads``.
    """

    labelled: re.Pattern[str]
    bare: re.Pattern[str]
    downloads: re.Pattern[str]
    clock: re.Pattern[str]
    related: re.Pattern[str]
    hints: tuple[str, ...]
    leads: tuple[str, ...]


def settled(text: str) -> str:
    """*text* as ``plain`` gives it, without noise."""
    lines = list(_without_related(normal_lines(text)))
    foot = max(HEAD_LINES, len(lines) - FOOT_LINES)
    lines[:HEAD_LINES] = map(without_counters, lines[:HEAD_LINES])
    lines[foot:] = map(without_counters, lines[foot:])
    if "下载" in text:
        lines = [noise().downloads.sub("", line) for line in lines]
    return _squeezed(lines)


def settled_name(text: str) -> str:
    """As ``settled``, for the name of an office or a person: a counter has no place in it."""
    rules, text = noise(), " ".join(normal_lines(text))
    return _squeezed([rules.bare.sub("", rules.labelled.sub("", text))])


def plain(text: str) -> str:
    """*text* without white space, invisible characters and the width of characters."""
    return _squeezed(normal_lines(text))


def normal_lines(text: str) -> list[str]:
    """The lines of *text* in NFKC (a wide comma is a comma), without invisible characters.

    Whether a line is normal is known at a glance; making it so is slow, and few lines need it.
    """
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    for char in _INVISIBLE:
        text = text.replace(char, "")
    return [
        line if unicodedata.is_normalized("NFKC", line) else unicodedata.normalize("NFKC", line)
        for line in text.splitlines()
    ]


def without_counters(line: str) -> str:
    """A normal *line* without counters of readers; "" where it is a clock."""
    if len(line) > MAX_LINE_CHARS:
        return line
    rules, left = noise(), line
    if any(hint in line for hint in rules.hints):
        left = rules.labelled.sub("", line)
        # One without a colon counts in a line of its own, and in an info line.
        shorter = rules.bare.sub("", left)
        if not shorter.strip(_BRACKETS) or _INFO.search(shorter):
            left = shorter
    left = left.strip()
    return "" if left.startswith(rules.leads) and rules.clock.fullmatch(left) else left


def _without_related(lines: Iterable[str]) -> Iterator[str]:
    """*lines* without headings of lists of other pages, and the rows below them."""
    related = noise().related
    rows_left = 0
    for line in lines:
        if len(line) <= MAX_HEADING_CHARS and related.fullmatch(line):
            rows_left = MAX_ROWS
        elif rows_left and _is_row(line):
            rows_left -= 1
        else:
            rows_left = 0
            yield line


def _is_row(line: str) -> bool:
    text = line.strip()
    is_short = len(text) <= MAX_ROW_CHARS
    return is_short and not _SENTENCE.search(text) and not _NUMBERED.match(text)


def _squeezed(lines: Iterable[str]) -> str:
    return "".join("".join(lines).split())


@lru_cache(maxsize=1)
def noise() -> Noise:
    """The rules, read once."""
    data = noise_data()
    counter, clock = data["counter"], data["clock"]
    names = ("verbs", "nouns", "units", "before", "visitors")
    verb, noun, unit, before, visitor = (_any_of(counter[name]) for name in names)
    # Possessive (*+): a line must not be tried in every way that it can be cut into words.
    number = rf"\s?{_COUNT}\s?"
    forms = rf"{verb}{noun}{number}{unit}?|{verb}了?{number}{unit}|{number}{unit}{verb}过?"
    visit = rf"您是(?:\w{{0,4}})第{number}[位个名]{visitor}"
    label = rf"{before}*+{verb}{noun}?\s?:(?:{number}{unit}?|\s?{unit})?"
    moment = rf"(?:\s*+(?:{_DATE}|{_WEEKDAY}|{_TIME}))++"
    lead, word = _any_of(clock["leads"]), _any_of(clock["words"])
    return Noise(
        labelled=re.compile(f"{_STARTS}{label}{_ENDS}"),
        bare=re.compile(f"{_STARTS}(?:{before}*+(?:{forms})|{visit}){_ENDS}"),
        downloads=re.compile(rf"(?<=[】)\]( ])已?被?下载(?:次数|量)?\s?:?{number}次?{_ENDS}"),
        clock=re.compile(f"{lead}{word}*:?是?{moment}"),
        related=re.compile(rf"[\s【\[(<◆■·>]*{_any_of(data['related']['headings'])}[\s:】\])>·]*"),
        hints=("您是", *counter["verbs"]),
        leads=tuple(clock["leads"]),
    )


@lru_cache(maxsize=1)
def noise_data() -> dict[str, Any]:
    """``noise.toml`` as it is, with its examples."""
    return tomllib.loads(resources.files(__package__).joinpath("noise.toml").read_text("utf-8"))


def _any_of(words: list[str]) -> str:
    # The longest first: 次数 before 次.
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"

"""Dates as portals print them, to ISO 8601 in Asia/Shanghai.

>>> find_date("时间:2020-2-5"), find_date("发布于 2020年02月05日 10:30")
(Date(iso='2020-02-05', precision='day', raw='2020-2-5'), Date(iso='2020-02-05T10:30+08:00', \
precision='minute', raw='2020年02月05日 10:30'))
>>> find_date("二○二〇年二月五日").iso, find_date("2026-02-30"), find_date("12.5.1")
('2020-02-05', None, None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

# No portal is older: what looks like an earlier date is a birthday or a document number.
FIRST_YEAR = 1995
LAST_YEAR = 2099
MAX_KEPT_CHARS = 500


@dataclass(frozen=True, slots=True)
class Date:
    """A date as found. ``iso`` is ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM[:SS]+08:00``.

    ``precision`` is ``day``, ``minute`` or ``second``; ``raw`` the text it was read from.
    """

    iso: str
    precision: str
    raw: str


_TIME = (
    r"(?:[\sT日,，|-]{0,3}(?P<hour>[01]?\d|2[0-3])\s?[:：时点]\s?(?P<minute>[0-5]?\d)"
    r"(?:\s?[:：分]\s?(?P<second>[0-5]?\d))?)?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?P<mark>[-－—–/.．年])[-—]?\s?(?P<month>0?[1-9]|1[0-2])\s?"
    r"[-－—–/.．月][-—]?\s?(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)\s?日?" + _TIME
)
_COMPACT = re.compile(
    # Folders: /2024/0920/ and /202409/20/.
    r"(?<!\d)(?P<year>20\d\d)(?:/(?=\d{4}/))?(?P<month>0[1-9]|1[0-2])(?:/(?=\d\d/))?"
    r"(?P<day>[0-3]\d)(?!\d)"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d-])(?P<year>[0-4]\d)(?P<mark>[-/年])(?P<month>0?[1-9]|1[0-2])[-/月]"
    r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)日?" + _TIME
)
_NUMERAL = "〇○ＯO零一二三四五六七八九"
_CHINESE = re.compile(
    rf"(?P<year>[二2][{_NUMERAL}]{{3}})\s?年\s?(?P<month>[元正一二三四五六七八九十]{{1,2}})\s?月"
    r"\s?(?P<day>[一二三四五六七八九十廿卅]{1,3})\s?日"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ENGLISH = re.compile(
    rf"(?i)\b(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s"
    r"(?P<year>(?:19|20)\d\d)\b"
)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGIT_OF = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_DIGIT_OF |= {"○": 0, "Ｏ": 0, "O": 0, "零": 0, "元": 1, "正": 1, "2": 2}


def find_date(text: str, *, short_year: bool = False) -> Date | None:
    """The first date in *text* that exists in the calendar, None where there is none.

    *short_year* also takes ``20-02-05``: only safe where a label says that a date follows.
    """
    # Several rules ask for the same line; a hostile page's megabyte is not kept.
    find = _first_date if len(text) <= MAX_KEPT_CHARS else _first_date.__wrapped__
    return find(text, short_year)


@lru_cache(maxsize=4096)
def _first_date(text: str, short_year: bool) -> Date | None:  # noqa: FBT001 - a key of the cache
    return next(find_dates(text, short_year=short_year), None)


def find_dates(text: str, *, short_year: bool = False) -> Iterator[Date]:
    """All dates in *text*, form by form (digits first), left to right within a form."""
    digits = text if text.isascii() else text.translate(_WIDE_DIGITS)
    for pattern in _patterns_for(digits, short_year=short_year):
        for match in pattern.finditer(digits):
            if (found := _of_match(match, raw=text[match.start() : match.end()])) is not None:
                yield found


def _patterns_for(text: str, *, short_year: bool) -> list[re.Pattern[str]]:
    """The forms that *text* may hold: most texts have neither a year nor a numeral for one."""
    found = [_NUMERIC] if "20" in text or "19" in text else []
    if "年" in text:
        found.append(_CHINESE)
    # "March 5, 2024": the only one with letters and a blank before the year.
    if " 20" in text or " 19" in text:
        found.append(_ENGLISH)
    if short_year:
        found.append(_SHORT_YEAR)
    return found


def find_compact_date(text: str) -> Date | None:
    """The first ``20200205`` in *text* (a URL): rarer forms of eight digits are ids.

    >>> find_compact_date("/202002/t20200205_123456.html").iso
    '2020-02-05'
    >>> find_compact_date("/safe/2024/0920/25107.html").iso
    '2024-09-20'
    """
    found = (_of_match(match, raw=match[0]) for match in _COMPACT.finditer(text))
    return next((day for day in found if day is not None), None)


def _of_match(match: re.Match[str], *, raw: str) -> Date | None:
    groups = match.groupdict()
    try:
        day = date(_year(groups["year"]), _month(groups), _day(groups["day"]))
        clock = _clock(groups)
    except (ValueError, KeyError):
        # No day of the calendar, or no number: "十十日".
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    raw = raw.strip()
    if clock is None:
        return Date(day.isoformat(), "day", raw)
    precision = "second" if groups.get("second") else "minute"
    timespec = "seconds" if precision == "second" else "minutes"
    return Date(f"{day.isoformat()}T{clock.isoformat(timespec)}+08:00", precision, raw)


def _year(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text) if len(text) == 4 else 2000 + int(text)
    return int("".join(str(_DIGIT_OF[char]) for char in text))


def _month(groups: dict[str, str | None]) -> int:
    if name := groups.get("name"):
        return _MONTHS[name[:3].lower()]
    return _day(groups["month"] or "")


def _day(text: str) -> int:
    """A number up to 31 in digits or Chinese numerals (廿 is twenty, 卅 thirty)."""
    if text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _DIGIT_OF[text] if len(text) == 1 else -1
    return (_DIGIT_OF[tens] if tens else 1) * 10 + (_DIGIT_OF[units] if units else 0)


def _clock(groups: dict[str, str | None]) -> time | None:
    if not groups.get("hour"):
        return None
    return time(int(groups["hour"] or 0), int(groups["minute"] or 0), int(groups["second"] or 0))

"""The date that a list prints beside a row, to ISO 8601.

>>> read_row_date(["26", "2024-09"]), read_row_date(["[2020-02-05]"]), read_row_date(["05月12日"])
('2024-09-26', '2020-02-05', None)

Where the year is missing it is that of the link's address.

>>> read_row_date(["09.20"], href="/2024/0920/c10851a353995/page.htm")
'2024-09-20'
>>> read_row_date(["12-31"], href="./202501/t20250102_7.html")
'2024-12-31'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from portalcrawl.extract.dates import find_compact_date, find_date

# Beside a date stand its label, a source and a counter; what is longer is an abstract.
MAX_BESIDE_CHARS = 60
MAX_JOINED_CHARS = 80
MAX_MONTH_CHARS = 10
_DIGIT = re.compile(r"\d")
# Numbers and marks, month names: what may be the pieces of a date.
_PIECE = re.compile(
    r"[\s\d\-/.年月日号:：,，\[\]()（）【】|]*|(?:\d{1,2}[\s,./-]*)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:[\s,./-]*\d{1,4}){0,2}",
    re.IGNORECASE,
)
_MARK = r"\s*[-/.年月|]\s*"
# A day in large print and the month beside it, in whatever order: "26 2024-09", "09-26 2024".
_SPLIT = (
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})日?\s*(?P<year>20\d\d){_MARK}(?P<month>\d{{1,2}})月?(?!\d)"
    ),
    re.compile(
        rf"(?<!\d)(?P<month>\d{{1,2}}){_MARK}(?P<day>\d{{1,2}})日?\s*/?\s*(?P<year>20\d\d)(?!\d)"
    ),
    re.compile(rf"(?<!\d)(?P<year>20\d\d){_MARK}(?P<month>\d\d)月?\s*(?P<day>\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<year>20\d\d){_MARK}(?P<month>\d{{1,2}})月?\s+(?P<day>\d{{1,2}})(?!\d)"
    ),
    re.compile(
        rf"(?<!\d)(?P<year>20\d\d)\s+(?P<month>\d{{1,2}}){_MARK}(?P<day>\d{{1,2}})日?(?!\d)"
    ),
)
_SHORT_YEAR = re.compile(
    r"(?<!\d)(?P<year>\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)"
)
_NO_YEAR = re.compile(r"(?<![\d.])(?P<month>\d{1,2})\s?(?:[-/.]|月)\s?(?P<day>\d{1,2})(?![\d.])")
_BLANK_BETWEEN = re.compile(r"^\D*(?P<first>\d{1,2})\D+(?P<second>\d{1,2})\D*$")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\D{{0,3}})?(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
    r"(?:\D{0,3}(?P<after>\d{1,2})(?!\d))?(?:\D{0,3}(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_URL_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=[/_-]|(?:0[1-9]|1[0-2])(?:/|[0-3]\d(?!\d)))")


def read_row_date(texts: Iterable[str], *, href: str = "") -> str | None:
    """The date in *texts*, the short texts of a row beside its title, in their order.

    ISO 8601, with the time where one is printed. None where they hold no date, or only month and
    day and *href* has no year.
    """
    short = [text for text in texts if len(text) <= MAX_BESIDE_CHARS and _may_be(text)]
    for text in short:
        if (found := find_date(text)) is not None:
            return found.iso
    pieces = " ".join([text for text in short if _PIECE.fullmatch(text)])[:MAX_JOINED_CHARS]
    if not pieces:
        return None
    return _from_pieces(pieces) or _without_year(pieces, href)


def _may_be(text: str) -> bool:
    return _DIGIT.search(text) is not None or (len(text) <= MAX_MONTH_CHARS and is_date_piece(text))


def is_date_piece(text: str) -> bool:
    """Whether *text* is nothing but a date or a part of one (``26``, ``2024-09``, ``Sep``).

    >>> [is_date_piece(text) for text in ("[2024-09-26]", "26", "Sep", "2024年工作要点", "")]
    [True, True, True, False, False]
    """
    if (
        not text
        or len(text) > 40
        or not (text[0].isdigit() or text[0] in "[（(【 " or text.isascii())
    ):
        return False
    return _PIECE.fullmatch(text) is not None


def _from_pieces(text: str) -> str | None:
    for pattern in _SPLIT:
        if (match := pattern.search(text)) and (
            day := _of(match["year"], match["month"], match["day"])
        ):
            return day
    if (match := _SHORT_YEAR.search(text)) is not None:
        return _of(f"20{match['year']}", match["month"], match["day"])
    match = _NAMED.search(text)
    if match and match["year"] and (day := match["day"] or match["after"]):
        return _of(match["year"], str(_month(match["name"])), day)
    return None


def _without_year(text: str, href: str) -> str | None:
    if (match := _NAMED.search(text)) is not None:
        day = match["day"] or match["after"] or next(iter(re.findall(r"\d{1,2}", text)), "")
        return _near(str(_month(match["name"])), day, href)
    if (match := _NO_YEAR.search(text)) is not None:
        return _near(match["month"], match["day"], href)
    if (match := _BLANK_BETWEEN.search(text)) is not None:
        # Day and month in boxes of their own, "26" above "09": the address says which is which.
        known = find_compact_date(href)
        first, second = match["first"], match["second"]
        if known is not None and int(known.iso[5:7]) == int(second) != int(first):
            first, second = second, first
        return _near(first, second, href)
    return None


def _near(month: str, day: str, href: str) -> str | None:
    """The date with that month and day that is nearest to the date in *href*."""
    known = find_compact_date(href[-300:])
    if known is None:
        year = _URL_YEAR.search(href[-300:])
        return _of(year[1], month, day) if year else None
    there = date.fromisoformat(known.iso)
    near = [_of(str(there.year + step), month, day) for step in (0, -1, 1)]
    days = [date.fromisoformat(iso) for iso in near if iso is not None]
    return min(days, key=lambda other: abs(other - there)).isoformat() if days else None


def _of(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1

"""When an article was published: what each place of the page says.

>>> from portalcrawl.page.document import Page
>>> html = "<meta name=PubDate content='2024-03-06'><p>发布时间：2024-03-05 10:30</p>"
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/202403/t20240305_9.html")
>>> info = best_info_line(page.outline)
>>> for found in published_candidates(page, info=info, latest="2026-01-01"):
...     print(found.rule, found.value.iso)
info_line 2024-03-05T10:30+08:00
meta_pubdate 2024-03-06
url 2024-03-05

What the page shows to its readers counts most: the tags often tell when it was published again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest

from portalcrawl.extract.candidates import Candidate
from portalcrawl.extract.dates import Date, find_compact_date, find_date
from portalcrawl.extract.govinfo import GovInfo
from portalcrawl.extract.infoline import InfoLine, best_info_line
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

__all__ = ["best_info_line", "published_candidates"]

WEIGHTS = {
    "info_line": 14.0,
    "info_line_bare": 9.0,
    "split": 7.5,
    "marker": 7.0,
    "dated_headline": 6.5,
    "govinfo_published": 6.5,
    "meta_pubdate": 6.0,
    "near_title": 4.5,
    "govinfo_written": 4.0,
    "script": 3.5,
    "row_date": 3.5,
    "url": 3.0,
    "signature": 1.5,
}
META_NAMES = (
    *("pubdate", "publishdate", "publish-date", "publishtime", "publish_time", "pubtime"),
    *("article:published_time", "og:release_date", "apub:time", "datepublished", "dc.date"),
    *("firstpublishedtime", "_pubtime", "weibo: article:create_at", "bytedance:published_time"),
)
# A page whose template lets script write the date: var pubdata = "2024-03-05".
_SCRIPT_DATE = re.compile(
    r"""(?i)\b(?:pub(?:lish(?:ed)?)?_?(?:date|data|time)|ptime|docreltime|releasedate)["']?\s*[:=]\s*["']"""
    r"""(?P<date>\d{4}[^"'<>]{4,24})["']"""
)
# ... or the whole info line: document.write("发布时间：2024-03-05").
_WRITTEN_DATE = re.compile(
    r"""(?:发布时间|发布日期|发表时间|更新时间|日期|时间)\s?[:：]\s?(?P<date>(?:19|20)\d\d[^"'<>]{4,24})["'<]"""
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})日?\s?(?P<month>20\d\d\s?[-/.年]\s?\d{1,2})月?")
_DAY_LAST = re.compile(r"(?P<month>20\d\d\s?[-/.年]\s?\d{1,2})月?\s(?P<day>\d{1,2})日?")
_ZONE = re.compile(r"\d(?:Z|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))\s*$")
SIGNATURE_LINES = 4
MAX_SIGNATURE_CHARS = 30
MAX_NEAR_CHARS = 80


def published_candidates(
    page: Page,
    *,
    info: InfoLine | None,
    latest: str,
    govinfo: GovInfo | None = None,
    near_title: range = range(0),
    around_title: range = range(0),
    body_lines: list[int] | None = None,
    marked: str | None = None,
    row_date: str | None = None,
) -> list[Candidate]:
    """All dates with their rules, none later than *latest* (``YYYY-MM-DD``): those are misprints.

    *around_title* are the lines above and below the headline, *near_title* those between headline
    and body, *marked* is the date in a comment of the CMS family, *row_date* the date printed
    beside the link that led here.
    """
    outline = page.outline
    found = [
        *_of_info(info),
        *_of_govinfo(govinfo),
        ("marker", find_date(marked or "")),
        *(("split", date) for date in _split_dates(outline, around_title)),
        ("meta_pubdate", _of_meta(page.meta(*META_NAMES) or "")),
        *(("near_title", date) for date in _near_title(outline, near_title)),
        ("row_date", find_date(row_date or "")),
        ("url", find_compact_date(page.url) or find_date(page.url)),
        *(("signature", date) for date in _signatures(outline, body_lines or [])),
    ]
    shown = [(rule, date) for rule, date in found if date is not None]
    if not any(WEIGHTS[rule] > WEIGHTS["script"] for rule, _ in shown):
        # Only then: the search through the whole page costs as much as all the rest.
        shown += [("script", date) for date in _of_scripts(page.decoded.text)]
    return [
        Candidate(rule, date, WEIGHTS[rule], date.raw)
        for rule, date in shown
        if date.iso[:10] <= latest
    ]


def _of_info(info: InfoLine | None) -> Iterator[tuple[str, Date | None]]:
    if info is not None:
        yield "info_line" if info.is_labelled else "info_line_bare", info.published


def _of_meta(value: str) -> Date | None:
    """The date of a tag, in the time of Shanghai where it names its own zone.

    >>> _of_meta("2022-11-20T17:05:00+00:00").iso, _of_meta("2022-11-20 17:05").iso
    ('2022-11-21T01:05:00+08:00', '2022-11-20T17:05+08:00')
    """
    found = find_date(value)
    if found is None or found.precision == "day" or not (zone := _ZONE.search(value)):
        return found
    try:
        moment = datetime.fromisoformat(found.iso)
        offset = timedelta(hours=int(zone["hours"] or 0), minutes=int(zone["minutes"] or 0))
        offset = -offset if zone["sign"] == "-" else offset
        moment += timedelta(hours=8) - offset
    except (ValueError, OverflowError):
        return found
    return replace(found, iso=moment.isoformat())


def _of_govinfo(govinfo: GovInfo | None) -> Iterator[tuple[str, Date | None]]:
    if govinfo is not None:
        yield "govinfo_published", find_date(govinfo.values.get("published", ""))
        yield "govinfo_written", find_date(govinfo.values.get("written", ""))


def _near_title(outline: Outline, numbers: range) -> Iterator[Date]:
    for number in numbers:
        text = outline.lines[number].text
        if 8 <= len(text) <= MAX_NEAR_CHARS and (date := find_date(text)) is not None:
            yield date


def _split_dates(outline: Outline, numbers: range) -> Iterator[Date]:
    """A big day beside a small month: 18 | 2023.05, in one line or in two."""
    texts = [outline.lines[number].text for number in numbers]
    for text, following in zip_longest(texts, texts[1:], fillvalue=""):
        for both in (text, f"{text} {following}"):
            match = _DAY_FIRST.fullmatch(both) or _DAY_LAST.fullmatch(both)
            date = find_date(f"{match['month']}-{match['day']}") if match else None
            if date is not None:
                yield date
                return


def _of_scripts(html: str) -> Iterator[Date]:
    match = _SCRIPT_DATE.search(html)
    if match is None and "document.write" in html:
        match = _WRITTEN_DATE.search(html)
    if match and (date := find_date(match["date"])) is not None:
        yield date


def _signatures(outline: Outline, body_lines: list[int]) -> Iterator[Date]:
    """The date under a notice (落款): alone in one of the body's last lines."""
    for number in reversed(body_lines[-SIGNATURE_LINES:]):
        text = outline.lines[number].text
        if len(text) <= MAX_SIGNATURE_CHARS and (date := find_date(text)) is not None:
            yield date

"""An object of JSON as a row.

>>> json_row(
...     {"TITLE": "公示&amp;通知", "linkUrl": "/art/1.html", "date": "2024-3-5"}, "http://a.cn/"
... )
Row(href='/art/1.html', url='http://a.cn/art/1.html', title='公示&通知', date='2024-03-05')
>>> json_row({"name": "甲县", "code": 62}, "http://a.cn/") is None
True
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html import unescape

from portalcrawl.extract.dates import FIRST_YEAR, LAST_YEAR, find_date
from portalcrawl.extract.lists.listing import Row
from portalcrawl.extract.lists.paging.surrogates import joined_surrogates
from portalcrawl.extract.lists.paging.words import word_list
from portalcrawl.urls.absolute import absolute_url

MAX_TITLE_CHARS = 1000
MAX_FIELDS = 300
_TAG = re.compile(r"<[^<>]{1,300}>")
_ADDRESS = re.compile(r"(?:https?:)?/|\.{1,2}/|[^\s:?#]{1,300}(?:\.[a-zA-Z]{2,6}(?:[?#]|$)|[/?])")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_CHINA = timedelta(hours=8)


def json_row(item: object, base_url: str) -> Row | None:
    """*item* as a row; None where it has no title, or no address that leads anywhere."""
    if not isinstance(item, dict) or len(item) > MAX_FIELDS:
        return None
    fields = {name.lower(): value for name, value in item.items()}
    href, url = _address(fields, base_url)
    if url is None:
        return None
    title = next(filter(None, (_title(fields.get(name)) for name in _names("title"))), None)
    if title is None:
        return None
    dates = (_date(fields[name]) for name in _names("date") if name in fields)
    return Row(href, url, title, next(filter(None, dates), None))


def _address(fields: dict[str, object], base_url: str) -> tuple[str, str | None]:
    for name in _names("url"):
        value = fields.get(name)
        if isinstance(value, str) and _ADDRESS.match(href := joined_surrogates(value.strip())):
            url = absolute_url(href, base=base_url)
            if url is not None:
                return href, url
    return "", None


def _title(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    # What was searched for is marked, and some escape what others mark.
    title = joined_surrogates(unescape(_TAG.sub("", value[:MAX_TITLE_CHARS])))
    return " ".join(title.split()) or None


def _date(value: object) -> str | None:
    """A text or the seconds (or milliseconds) since 1970 as ISO 8601 in Asia/Shanghai."""
    if isinstance(value, str) and not _EPOCH.fullmatch(value):
        date = find_date(value[:50])
        return date.iso if date is not None else None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    seconds = float(value)
    if seconds > 1e11:
        seconds /= 1000
    # Not a number is in no range.
    if not 0 < seconds < 1e10:
        return None
    moment = datetime.fromtimestamp(int(seconds), UTC) + _CHINA
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    is_day = not (moment.hour or moment.minute or moment.second)
    return moment.date().isoformat() if is_day else f"{moment:%Y-%m-%dT%H:%M:%S}+08:00"


@lru_cache(maxsize=8)
def _names(kind: str) -> tuple[str, ...]:
    return tuple(name.lower() for name in word_list("field", kind))

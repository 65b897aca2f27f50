"""The request for the next page of data, made from the one that was answered.

Only the numbers that count pages change: all else, and how it is escaped, stays as it was.

>>> turned(Step(url="http://a.cn/list?page=2&name=%25E5", number=2))
Step(url='http://a.cn/list?page=3&name=%25E5', number=3, body='', content_type='', key='')
>>> turned(Step(url="http://a.cn/p?startrecord=46&endrecord=90&perpage=15", number=4)).url
'http://a.cn/p?startrecord=91&endrecord=135&perpage=15'
>>> turned(Step(url="http://a.cn/u?paramJson=%7B%22pageNo%22%3A2%7D")).url
'http://a.cn/u?paramJson=%7B%22pageNo%22%3A3%7D'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.words import word_list
from portalcrawl.urls.absolute import MAX_URL_CHARS

MAX_KEY_CHARS = 200
_QUOTE = r"(?:[\"']|%22|%27)"
_COLON = r"(?:\s|%20|\+){0,3}(?::|%3A)(?:\s|%20|\+){0,3}"


@dataclass(frozen=True, slots=True)
class _Field:
    """A number in a request: where its digits stand in ``text``."""

    start: int
    end: int
    number: int


def turned(step: Step) -> Step | None:
    """The request for the page after *step*; None where it does not count pages."""
    for text, part in ((step.url, "url"), (step.body, "body")):
        following = _turned_text(text)
        if following is not None:
            if part == "url":
                made = replace(step, url=following)
            else:
                made = replace(step, body=following, key=key_of(following))
            return replace(made, number=_number_after(step, made))
    return None


def _number_after(step: Step, made: Step) -> int | None:
    """The page of *made*: a window of records may span several, any other request is for one."""
    if step.number is None or _number(made.url, "start") or _number(made.body, "start"):
        return page_number(made)
    return step.number + 1


def follow(
    step: Step,
    *,
    count: int,
    total_items: int | None = None,
    total_pages: int | None = None,
    per_page: int | None = None,
) -> tuple[int | None, Step | None]:
    """The page that *step* asked for, and the request for the next after *count* items came.

    None behind the declared end, and where nothing came. *per_page* is used where the request does
    not say how many items it asks for. Totals that do not agree with what came
    end nothing: a server may give fewer items at a time than it was asked for.
    """
    asked = page_number(step)
    number = step.number if step.number is not None else asked
    last = asked if asked is not None else number
    if count == 0 or (last is not None and total_pages is not None and last >= total_pages):
        return number, None
    size = page_size(step) or per_page or count
    if total_items is not None and _reaches(step, last, count, total_items, size=size):
        return number, None
    return number, turned(step)


def _reaches(step: Step, number: int | None, count: int, total_items: int, *, size: int) -> bool:
    """Whether the *count* items that came are the last of *total_items*."""
    for text in (step.url, step.body):
        if (end := _number(text, "end")) is not None:
            return end.number >= total_items
        if (offset := _number(text, "offset")) is not None:
            return offset.number + count == total_items
    return ((number or 1) - 1) * size + count == total_items


def counts_pages(step: Step) -> bool:
    """Whether *step* says which page it asks for."""
    return _turned_text(step.url) is not None or _turned_text(step.body) is not None


def page_number(step: Step) -> int | None:
    """The page that *step* asks for, from 1, as far as its own parameters tell."""
    for text in (step.url, step.body):
        start, size = _number(text, "start"), _number(text, "size")
        if start is not None and size and start.number > 0:
            return (start.number - 1) // size.number + 1 if size.number else None
        if (page := _number(text, "page")) is not None:
            return max(page.number, 1)
    return None


def page_size(step: Step) -> int | None:
    """How many items *step* asks for at a time."""
    found = (_number(text, "size") for text in (step.url, step.body))
    return next((size.number for size in found if size is not None and size.number), None)


def key_of(body: str) -> str:
    """What tells a POST from others to the same address: its body, or a digest of a long one."""
    return body if len(body) <= MAX_KEY_CHARS else digest(body)


def digest(text: str) -> str:
    """32 hex digits that are the same for the same *text*."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _turned_text(text: str) -> str | None:
    start, end = _number(text, "start"), _number(text, "end")
    if start is not None and end is not None and end.number >= start.number:
        size = end.number - start.number + 1
        return _with(text, {start: end.number + 1, end: end.number + size})
    offset, size_field = _number(text, "offset"), _number(text, "size")
    if offset is not None and size_field is not None and size_field.number:
        return _with(text, {offset: offset.number + size_field.number})
    page = _number(text, "page")
    return _with(text, {page: page.number + 1}) if page is not None else None


def _with(text: str, numbers: dict[_Field, int]) -> str:
    for place, number in sorted(numbers.items(), key=lambda item: -item[0].start):
        text = f"{text[: place.start]}{number}{text[place.end :]}"
    return text


def _number(text: str, kind: str) -> _Field | None:
    """The number of the surest parameter of *kind* in a query, a form or JSON."""
    names, pattern = _parameters(kind)
    found: dict[str, _Field] = {}
    for match in pattern.finditer(text[:MAX_URL_CHARS]):
        place = "number" if match["number"] else "quoted"
        field = _Field(*match.span(place), int(match[place]))
        found.setdefault((match["name"] or match["key"]).lower(), field)
    return next((found[name] for name in names if name in found), None)


@lru_cache(maxsize=8)
def _parameters(kind: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The names of a kind in lower case, and what finds any of them."""
    names = tuple(name.lower() for name in word_list("parameter", kind))
    words = "|".join(map(re.escape, names))
    pattern = re.compile(
        rf"(?:^|(?<=[?&]))(?P<name>{words})=(?P<number>\d{{1,9}})(?=&|$)"
        rf"|{_QUOTE}(?P<key>{words}){_QUOTE}{_COLON}{_QUOTE}?(?P<quoted>\d{{1,9}})(?!\d)",
        re.IGNORECASE,
    )
    return names, pattern

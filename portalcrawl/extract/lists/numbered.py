"""Addresses that differ in one number: the pages of a list.

>>> differ_in_number("http://a.cn/zw/index_2.html", "http://a.cn/zw/index_3.html")
(2, 3)
>>> differ_in_number("http://a.cn/zw/", "http://a.cn/zw/index_2.html")
(None, 2)
>>> differ_in_number("http://a.cn/zw/index.html", "http://a.cn/dj/index_2.html") is None
True
"""

from __future__ import annotations

import re

MAX_URL_CHARS = 2000
_NUMBER = re.compile(r"\d+")
# "list2.htm", "index_2.html", "tzgg/30.htm", "2.html"; "?page=2".
_LAST = re.compile(r"(?P<stem>.*?)[_-]?(?P<number>\d{1,5})(?P<end>\.\w{2,6})?")
_HOME_NAME = re.compile(r"(?:index|default|list|main)?(?:\.\w{2,6})?", re.IGNORECASE)


def differ_in_number(url: str, other: str) -> tuple[int | None, int] | None:
    """The numbers in which *url*, a page of a list, and *other*, another of it, differ.

    The first is None where *url* is that of the first page and has none. None as a whole: the two
    are no pages of one list.
    """
    if url == other or len(url) > MAX_URL_CHARS or len(other) > MAX_URL_CHARS:
        return None
    if _NUMBER.sub("0", url) == _NUMBER.sub("0", other):
        pairs = zip(_NUMBER.findall(url), _NUMBER.findall(other), strict=True)
        differing = [(int(a), int(b)) for a, b in pairs if a != b and len(a) <= 5 and len(b) <= 5]
        return differing[0] if len(differing) == 1 else None
    return _from_first(url, other)


def _from_first(first: str, other: str) -> tuple[None, int] | None:
    """Whether *other* is the address *first* with a number."""
    path, _, query = first.partition("?")
    other_path, _, other_query = other.partition("?")
    if path == other_path:
        return _in_query(query, other_query)
    if query != other_query:
        return None
    folder, _, name = path.rpartition("/")
    other_folder, _, other_name = other_path.rpartition("/")
    match = _LAST.fullmatch(other_name)
    if match is None:
        return None
    stem, dot, _ = name.rpartition(".")
    stem = stem if dot else name
    if folder == other_folder:
        # The folder's own page, or the same name with a number.
        same = match["stem"] == stem or (_HOME_NAME.fullmatch(name) and _is_home(match["stem"]))
        return (None, int(match["number"])) if same else None
    # VSB: the pages of tzgg.htm stand in tzgg/.
    if other_folder == f"{folder}/{stem}" and not match["stem"]:
        return None, int(match["number"])
    return None


def _is_home(stem: str) -> bool:
    return _HOME_NAME.fullmatch(stem) is not None


def _in_query(query: str, other: str) -> tuple[None, int] | None:
    """Whether *other* is *query* with a parameter more, a number."""
    here, there = query.split("&"), other.split("&")
    if len(there) > 50 or len(here) > 50:
        return None
    added = [part for part in there if part not in here]
    # Page 1 often has fewer parameters than the others: "?id=5" and "?id=5&page=2&total=9".
    if any(part and part not in there for part in here):
        return None
    numbers = [part.partition("=") for part in added]
    found = [int(value) for name, _, value in numbers if value.isdigit() and _PAGE.search(name)]
    return (None, found[0]) if len(found) == 1 else None


_PAGE = re.compile(
    r"(?:^|[._-])(?:p|pn|pg|no|cur)$|(?<!total)(?<!per)page(?!size|count|s$|total)|start",
    re.IGNORECASE,
)

"""What is told of a changed article: fields that a reader sees, long texts where they differ.

>>> told_fields({"title": ("旧题", "新题"), "content_digest": ("sha1:A", "sha1:B")})
{'title': ['旧题', '新题']}
>>> told_fields({"attachments": ([{"url": "http://a.cn/1.doc", "name": "表"}], [])})
{'attachments': ['表 http://a.cn/1.doc', '']}
>>> old, new = "甲" * 500 + "三点" + "乙" * 500, "甲" * 500 + "四点" + "乙" * 500
>>> (before, after) = told_fields({"body_text": (old, new)})["body_text"]
>>> before == "…" + "甲" * 20 + "三点" + "乙" * 19 + "…", after[20:24]
(True, '甲四点乙')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

# In the order in which a reader meets them.
FIELDS = (
    *("title", "kicker", "subtitle", "published", "source", "author", "editor", "column_path"),
    *("body_text", "images", "attachments", "govinfo", "keywords"),
)
# What a change is seen in where none of those differs.
LAST_FIELDS = ("info_line", "body_html")
# A text up to this is told whole.
MAX_CHARS = 200
AROUND_CHARS = 20


def told_fields(fields: Mapping[str, tuple[Any, Any]]) -> dict[str, list[str | None]]:
    """Field → how it was and how it is now, of *fields* as ``Difference`` has them."""
    names = [name for name in FIELDS if name in fields]
    names = names or [name for name in LAST_FIELDS if name in fields]
    return {name: shortened(*map(_text, fields[name])) for name in names}


def shortened(old: str | None, new: str | None) -> list[str | None]:
    """Both texts, cut to where they differ if one of them is long.

    >>> shortened("零" * 300, None)[0] == "零" * 199 + "…"
    True
    """
    longest = max(len(old or ""), len(new or ""))
    if longest <= MAX_CHARS:
        return [old, new]
    if not old or not new:
        return [_cut(old), _cut(new)]
    same = _same_chars(old, new)
    # Beyond the common beginning: what "aa" and "aaa" share is shared once.
    same_end = _same_chars(reversed(old[same:]), reversed(new[same:]))
    begin = max(0, same - AROUND_CHARS)
    return [_part(text, begin, len(text) - same_end) for text in (old, new)]


def _same_chars(one: Iterable[str], other: Iterable[str]) -> int:
    """How long both are the same from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _part(text: str, begin: int, end: int) -> str:
    """*text* between the two, and a little beyond its end."""
    last = min(len(text), end + AROUND_CHARS, begin + MAX_CHARS)
    return "…" * (begin > 0) + text[begin:last] + "…" * (last < len(text))


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= MAX_CHARS else text[: MAX_CHARS - 1] + "…"


def _text(value: Any) -> str | None:  # noqa: ANN401 - any field of an article
    """A field as one text; lists and tables an entry a line."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, Iterable):
        return "\n".join(map(_entry, value))
    return str(value)


def _entry(value: Any) -> str:  # noqa: ANN401 - any entry of a list
    if not isinstance(value, Mapping):
        return str(value)
    words = (value.get("title") or value.get("name") or value.get("alt"), value.get("url"))
    return " ".join(filter(None, words))

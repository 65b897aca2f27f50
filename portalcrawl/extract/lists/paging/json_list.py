"""A list in JSON: objects with a title and an address, or HTML with rows in it.

>>> listing = read_json_list(
...     '{"articles": [{"title": "关于<em>植树</em>的通知", "url": "//a.cn/post_1.html",'
...     ' "created_at": 1709568000}], "total": 101}',
...     "http://a.cn/gkmlpt/index",
...     Step(url="http://a.cn/gkmlpt/api/all/5?page=1&sid=2"),
... )
>>> listing.rows[0].url, listing.rows[0].title, listing.rows[0].date
('http://a.cn/post_1.html', '关于植树的通知', '2024-03-05')
>>> listing.paging.mechanism, listing.paging.next.url
('gkmlpt', 'http://a.cn/gkmlpt/api/all/5?page=2&sid=2')
"""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from portalcrawl.extract.lists.listing import Listing, Paging, Row, Step
from portalcrawl.extract.lists.paging.counts import MAX_COUNT, MAX_PAGES, as_count
from portalcrawl.extract.lists.paging.endpoints import mechanism_of, page_size_of
from portalcrawl.extract.lists.paging.fragment_rows import fragment_rows
from portalcrawl.extract.lists.paging.json_rows import json_row
from portalcrawl.extract.lists.paging.surrogates import joined_surrogates
from portalcrawl.extract.lists.paging.turning import follow
from portalcrawl.extract.lists.paging.words import word_list

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

MAX_NODES = 20_000
MAX_ROWS = 2000
# JSON in the call of a function: for pages of other hosts.
_CALLBACK = re.compile(r"[\w$.]{1,80}\s{0,3}\(\s{0,9}(?=[\[{])")
_CALLBACK_END = re.compile(r"\)\s{0,9};?\s{0,9}$")


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows of ``count`` items, and the objects around them, innermost first: one of them counts."""

    rows: list[Row]
    count: int
    around: tuple[dict[str, Json], ...]


def read_json_list(text: str, base_url: str, sent: Step) -> Listing | None:
    """The listing in *text*; None where it is no JSON, or none of it is a list.

    Only objects whose address can be resolved make a list; one that is known by name and empty is a
    list without rows.
    """
    data = load_json(text)
    if not isinstance(data, dict | list):
        return None
    found = _find(data, base_url)
    if found is None:
        return None
    items, pages = _count(found, "items"), _count(found, "pages")
    current, after = follow(
        sent,
        count=found.count,
        total_items=items,
        total_pages=pages,
        per_page=_count(found, "size") or page_size_of(sent.url),
    )
    paging = Paging(
        mechanism=mechanism_of(sent.url) or "json_list",
        current=current,
        total_pages=pages,
        total_items=items,
        next=after,
    )
    return Listing(found.rows, paging)


def load_json(text: str) -> Json:
    """The value that *text* holds, alone or in a callback; None where it is no JSON."""
    text = text.strip()
    if (callback := _CALLBACK.match(text)) and (end := _CALLBACK_END.search(text[-30:])):
        text = text[callback.end() : len(text) - len(end[0])]
    if text[:1] not in {"{", "["}:
        return None
    try:
        value: Json = json.loads(text, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        return None
    return value


def _find(data: Json, base_url: str) -> _Found | None:
    """The array with the most rows; else the HTML with the most; else an empty one."""
    best: _Found | None = None
    html: list[tuple[str, tuple[dict[str, Json], ...]]] = []
    empty: _Found | None = None
    queue: deque[tuple[Json, str, tuple[dict[str, Json], ...]]] = deque([(data, "", ())])
    for _ in range(MAX_NODES):
        if not queue:
            break
        node, name, around = queue.popleft()
        if isinstance(node, dict):
            queue.extend((child, key, (node, *around[:9])) for key, child in node.items())
        elif isinstance(node, list):
            rows = [row for item in node[:MAX_ROWS] if (row := json_row(item, base_url))]
            if rows and (best is None or len(rows) > len(best.rows)):
                best = _Found(rows, len(node), around)
            elif not node and _is_rows(name):
                empty = empty or _Found([], 0, around)
            if not rows:
                queue.extend((child, name, around) for child in node)
        elif isinstance(node, str):
            if "<a" in node and "href" in node:
                html.append((joined_surrogates(node), around))
            elif _is_rows(name) and (not node.strip() or node.lstrip()[0] == "<"):
                empty = empty or _Found([], 0, around)
    if best is None and html:
        text, around = max(html, key=lambda found: len(found[0]))
        rows = fragment_rows(text, base=base_url)
        best = _Found(rows, len(rows), around) if any(row.url for row in rows) else None
    return best or empty


def _is_rows(name: str) -> bool:
    return name.lower() in _lower_names("rows")


def _count(found: _Found, kind: str) -> int | None:
    """The number by a name of *kind* in the innermost object that has one."""
    most = MAX_PAGES if kind == "pages" else MAX_COUNT
    for holder in found.around:
        values = {name.lower(): value for name, value in holder.items()}
        for name in _lower_names(kind):
            count = as_count(values[name], most=most) if name in values else None
            if count is None:
                continue
            if kind == "items":
                # Fewer than there are: it counts something else.
                return count if count >= len(found.rows) else None
            return count or None
    return None


@lru_cache(maxsize=8)
def _lower_names(kind: str) -> tuple[str, ...]:
    return tuple(name.lower() for name in word_list("field", kind))

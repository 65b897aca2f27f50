"""How an app makes addresses of its data, learned from a page that it drew itself.

>>> data = '{"rows": [{"id": 7, "title": "A"}, {"id": 8, "title": "B"}]}'
>>> drawn = ["http://a.cn/#/detail?id=7", "http://a.cn/#/detail?id=8", "http://a.cn/#/list?id=7"]
>>> rule = learn_row_rule(data, drawn)
>>> rule
RowRule(field='id', before='http://a.cn/#/detail?id=', after='')
>>> with_addresses('{"rows": [{"id": 5, "title": "C"}]}', rule)
'{"rows": [{"id": 5, "title": "C", "url": "http://a.cn/#/detail?id=5"}]}'

Data of apps names its rows by ids, and only a script knows the addresses. The first page of a list
shows both, so the pages after it need no browser.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

MIN_ROWS = 2
MAX_ROWS = 2000
MAX_NODES = 20_000
MAX_DATA_CHARS = 5_000_000
MAX_URLS = 5000
MAX_PLACES = 1000
# What readers of data take for a row's address.
ADDRESS_FIELD = "url"
_TEMPLATE = re.compile(r"(?P<before>[^{}]+)\{(?P<field>\w{1,60})\}(?P<after>[^{}]*)", re.ASCII)
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_WORD = re.compile(r"\w", re.ASCII)


@dataclass(frozen=True, slots=True)
class RowRule:
    """A row's address is ``before``, the value of its ``field``, and ``after``."""

    field: str
    before: str
    after: str

    @property
    def template(self) -> str:
        """The rule in one line: ``http://a.cn/#/detail?id={id}``."""
        return f"{self.before}{{{self.field}}}{self.after}"

    @classmethod
    def of_template(cls, template: str) -> RowRule | None:
        """The rule that *template* is; None for any other text."""
        match = _TEMPLATE.fullmatch(template)
        return cls(match["field"], match["before"], match["after"]) if match else None

    def address(self, row: dict[str, Any]) -> str | None:
        """The absolute address of *row*; None where it has no such field."""
        value = _id(row.get(self.field))
        return f"{self.before}{value}{self.after}" if value is not None else None


def learn_row_rule(data: str, urls: Collection[str]) -> RowRule | None:
    """The rule by which the rows of *data* became *urls*, the links of the page that shows them.

    None where there is no list of two rows or more in it, or no field gives an address that is
    there for each of them.
    """
    rows = _rows(_load(data))
    if len(rows) < MIN_ROWS or len(urls) > MAX_URLS:
        return None
    shown = frozenset(urls)
    # A row's id first: its place in the list may look like the number of a page.
    for field in sorted(rows[0], key=lambda name: "id" not in name.lower()):
        values = [_id(row.get(field)) for row in rows]
        if None in values or len(set(values)) < len(values):
            continue
        for before, after in islice(_places(values[0] or "", urls), MAX_PLACES):
            rule = RowRule(field, before, after)
            if all(f"{before}{value}{after}" in shown for value in values) and (
                RowRule.of_template(rule.template) == rule
            ):
                return rule
    return None


def with_addresses(data: str, rule: RowRule) -> str:
    """*data* with the address of each row in a field ``url``; as it is where nothing is to add."""
    loaded = _load(data)
    rows = _rows(loaded)
    added = False
    for row in rows:
        address = rule.address(row)
        if address is not None:
            row[ADDRESS_FIELD] = address
            added = True
    return json.dumps(loaded) if added else data


def _load(data: str) -> Any:  # noqa: ANN401 - any JSON
    if len(data) > MAX_DATA_CHARS:
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _rows(data: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """The longest array of objects in *data*."""
    best: list[dict[str, Any]] = []
    queue: deque[Any] = deque([data])
    for _ in range(MAX_NODES):
        if not queue:
            break
        node = queue.popleft()
        if isinstance(node, dict):
            queue.extend(node.values())
        elif isinstance(node, list):
            if len(node) > len(best) and all(isinstance(item, dict) for item in node):
                best = node
            queue.extend(node)
    return best[:MAX_ROWS]


def _id(value: object) -> str | None:
    """*value* as it stands in an address; None for what names nothing."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value)
    return text if _ID.fullmatch(text) else None


def _places(value: str, urls: Collection[str]) -> Iterator[tuple[str, str]]:
    """What stands before and after *value* in each of *urls* that has it as a word."""
    for url in urls:
        start = url.find(value)
        while start >= 0:
            before, after = url[:start], url[start + len(value) :]
            if not _WORD.match(before[-1:]) and not _WORD.match(after[:1]):
                yield before, after
            start = url.find(value, start + 1)

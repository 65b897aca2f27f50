"""Articles as a table and as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

Doc: TypeAlias = dict[str, Any]


def article_table(articles: Iterable[Doc]) -> Table:
    """Date, title, source, column and address of each article."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("published", "title", "source", "column", "url"):
        table.add_column(name, overflow="fold" if name == "url" else "ellipsis")
    for article in articles:
        column = " > ".join(step["title"] for step in article["column_path"])
        cells = (
            *(article["published"] or "", article["title"], article["source"] or ""),
            *(column, article["url"]),
        )
        # As Text, so that nothing in a title is read as markup or as an emoji's name.
        table.add_row(*map(Text, cells))
    return table


def json_line(document: Doc) -> str:
    """The whole document in one line of JSON; times in ISO 8601, UTC.

    >>> json_line({"_id": "1f", "title": "党建"})
    '{"_id": "1f", "title": "党建"}'
    """
    return json.dumps(document, ensure_ascii=False, default=_plain)


def json_text(document: Doc) -> str:
    """The document as JSON for people: indented, text as it is."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")

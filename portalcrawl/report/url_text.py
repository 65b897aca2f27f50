"""The explanation of an address for a person: sections of labelled lines, 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

Json: TypeAlias = dict[str, Any]
MAX_VALUE_CHARS = 600


def explanation_tables(found: Json, *, with_links: bool) -> Iterator[Table]:
    """A table a section; ``links_table`` at the end where *with_links*."""
    scope, page = found["scope"], found["page"]
    verdict = "yes" if scope["accept"] else "no"
    taken = {"taken": f"{verdict}: {scope['reason']}", "rule": scope["rule"]}
    if scope["as_list_page"]["accept"] != scope["accept"]:
        taken["as page of a list"] = scope["as_list_page"]["reason"]
    taken |= {"robots.txt": found["robots"] or "not asked", "site": found["site"]}
    yield _section(found["url"], taken)
    yield _section("budget", found["budget"])
    yield _section("keys", found["keys"])
    stored = found["stored"]
    yield _section("stored", {"data": "none in the data folder"} if stored is None else stored)
    parts = {"article", "list", "scores"}
    yield _section("page", {name: v for name, v in page.items() if name not in parts})
    for name in ("scores", "article", "list"):
        if page.get(name):
            yield _section(name, page[name])
    if (links := found["links"]) is not None:
        yield _section("links", {name: v for name, v in links.items() if name != "each"})
        if with_links:
            yield links_table(links["each"])


def links_table(links: list[Json]) -> Table:
    """Role, priority, verdict and address of each link."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("role", "priority", "verdict", "address"):
        table.add_column(name, overflow="fold", no_wrap=name != "address")
    for link in links:
        cells = (link["role"], link["priority"], link["verdict"], link["url"])
        table.add_row(*(Text(str(cell)) for cell in cells))
    return table


def _section(title: str, values: Mapping[str, Any]) -> Table:
    table = Table(title=Text(title), title_justify="left", box=None, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in values.items():
        for number, line in enumerate(_lines(value)):
            table.add_row(Text(name.replace("_", " ") if not number else ""), Text(line))
    return table


def _lines(value: object) -> Iterator[str]:
    """The lines that say *value*: one for each entry of a list, none for what is not there."""
    if value in (None, "", [], {}):
        return
    if isinstance(value, list | tuple):
        for item in value:
            yield from _lines(item)
    elif isinstance(value, Mapping):
        said = (f"{name} {_text(v)}" for name, v in value.items() if _is_said(v))
        yield "; ".join(said)[:MAX_VALUE_CHARS]
    else:
        yield _text(value)


def _is_said(value: object) -> bool:
    return value not in (None, "", [], {})


def _text(value: object) -> str:
    """*value* in words.

    >>> _text({"pages": 3, "next": None}), _text(True)
    ('(pages 3)', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S UTC")
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, Mapping):
        return f"({next(_lines(value), '')})"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return " ".join(str(value)[:MAX_VALUE_CHARS].split())

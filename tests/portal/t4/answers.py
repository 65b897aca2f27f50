"""What T4's programs answer to requests in whatever form: order and escapes do not matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qs, quote

from tests.portal.parts.edition import Shelf
from tests.portal.parts.story import Story
from tests.portal.site import NOT_FOUND, Asked, Resource, Script
from tests.portal.t4.columns import MENU, RECORD, WEB_ID, unit_id
from tests.portal.t4.lists import window_size
from tests.portal.t4.records import NO_UNIT, datastore, record_html, unit_json, xml
from tests.portal.t4.requests import OLD_PROXY, PROXY, UNIT, proxy_of, query_data

_NOTHING = xml(datastore([]))


def scripts(shelves: tuple[Shelf, ...]) -> dict[str, Script]:
    """The programs by path."""
    by_code = {shelf.column.code: shelf for shelf in shelves if shelf.column.code}

    def proxy(asked: Asked) -> Resource:
        return _proxy(by_code, asked)

    def unit(asked: Asked) -> Resource:
        return _unit(by_code, asked)

    return {PROXY: proxy, OLD_PROXY: proxy, UNIT: unit}


def _parameters(asked: Asked) -> dict[str, str]:
    query = f"{asked.path.partition('?')[2]}&{asked.body.decode('ascii', 'replace')}"
    return {name: values[0] for name, values in parse_qs(query).items()}


def _proxy(shelves: Mapping[str, Shelf], asked: Asked) -> Resource:
    """A window or a group of records; 404 from the program that serves another template."""
    told = _parameters(asked)
    shelf = shelves.get(told.get("columnid", ""))
    if shelf is None or (told.get("webid"), told.get("unitid")) != (WEB_ID, unit_id(shelf.column)):
        return _NOTHING
    column = shelf.column
    if asked.path.partition("?")[0] != proxy_of(column):
        return NOT_FOUND
    if column.system == "nextgroup":
        return _group(shelf, told)
    if column.system not in {"datastore", "array"} or told.get("webname") != RECORD.name:
        return _NOTHING
    rows = _rows(shelf)
    start, end = (_number(told.get(name)) for name in ("startrecord", "endrecord"))
    size = window_size(column)
    part = rows[max(0, start - 1) : min(end, start - 1 + size)] if start else rows[:size]
    pages = -(-len(rows) // column.per_page)
    encoding = "gb2312" if column.system == "array" else "UTF-8"
    return xml(datastore(map(record_html, part), total=len(rows), pages=pages), encoding=encoding)


def _group(shelf: Shelf, told: Mapping[str, str]) -> Resource:
    """The program undoes one escape of two and looks the site up by what is left."""
    number = _number(told.get("page"))
    if told.get("webname") != quote(RECORD.name) or not 0 < number < len(shelf.pages):
        return _NOTHING
    return shelf.pages[number].resource


def _unit(shelves: Mapping[str, Shelf], asked: Asked) -> Resource:
    """A page of any size; behind the end an empty list."""
    told = _parameters(asked)
    shelf = next(
        (
            shelves[column.code]
            for column in MENU
            if column.system == "jpaas"
            and all(told.get(name) == value for name, value in query_data(column).items())
        ),
        None,
    )
    if shelf is None:
        return NO_UNIT
    try:
        param = json.loads(told.get("paramJson") or "{}")
        number, size = int(param.get("pageNo", 1)), int(param.get("pageSize", 15))
    except (ValueError, TypeError, AttributeError):
        return NO_UNIT
    others = [story for story in _rows(shelf) if story not in shelf.pinned]
    part = others[(number - 1) * size : number * size] if number > 0 and size > 0 else []
    shown = [*shelf.pinned, *part] if part else []
    return unit_json(shown, pages_said=shelf.pages_said or 1)


def _rows(shelf: Shelf) -> list[Story]:
    """All rows of the list, each once."""
    return list({story.path: story for page in shelf.pages for story in page.rows}.values())


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0

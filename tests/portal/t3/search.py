"""T3's list of notices as data: the program searchList."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import parse_qs

from tests.portal.parts.columns import Column
from tests.portal.parts.story import Story
from tests.portal.site import Asked, Resource, Script
from tests.portal.t3.columns import NOTICES, hex_id

CHANNEL_ID = hex_id("channel", NOTICES.code)
PROGRAM = f"/searchList/{CHANNEL_ID}"
_BEIJING = timedelta(hours=8)


def query(column: Column) -> str:
    """What the page's script asks for, without the number of the page."""
    return (
        f"_isAgg=true&_isJson=true&_pageSize={column.per_page}&_template=index"
        "&_rangeTimeGte=&_channelName="
    )


def search_path(column: Column, number: int) -> str:
    return f"{PROGRAM}?{query(column)}&page={number}"


def search_script(rows: Sequence[Story], shell: Resource) -> Script:
    """The program: any page of any size as JSON, nothing behind the end, else the *shell*."""

    def answer(asked: Asked) -> Resource:
        told = parse_qs(asked.path.partition("?")[2])
        if told.get("_isJson") != ["true"]:
            return shell
        number, size = _number(told, "page", 1), _number(told, "_pageSize", 15)
        start = (number - 1) * size
        return search_json(
            rows[start : start + size], total=len(rows), host=asked.headers.get("host")
        )

    return answer


def search_json(rows: Sequence[Story], *, total: int, host: str | None = None) -> Resource:
    """One page; addresses begin with the *host* that was asked, if it is known."""
    results = [_result(story, f"//{host}" if host else "") for story in rows]
    answer = {"data": {"total": total, "rows": len(rows), "results": results}}
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return Resource(body, "application/json;charset=UTF-8")


def _result(story: Story, host: str) -> dict[str, object]:
    day = story.posted
    numbers = [
        {"key": "syh", "value": f"{story.post.id}/{day:%Y}-{story.post.number:05}"},
        {"key": "fwrq", "value": f"{day:%Y-%m-%d}"},
    ]
    return {
        "title": story.title,
        "url": host + story.path,
        "publishedTime": int((day - _BEIJING).timestamp() * 1000),
        "publishedTimeStr": f"{day:%Y-%m-%d %H:%M:%S}",
        "content": "".join(story.paragraphs)[:80],
        "domainMetaList": [{"resultList": numbers}],
    }


def _number(told: dict[str, list[str]], name: str, default: int) -> int:
    text = told.get(name, [""])[0]
    return max(1, int(text)) if text.isascii() and text.isdigit() else default

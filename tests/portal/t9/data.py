"""What T9's data addresses answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs

from tests.portal.site import NOT_FOUND, Asked, Resource, Script
from tests.portal.t9.article import Article
from tests.portal.t9.columns import (
    COLUMNS,
    COUNTER_API,
    DETAIL_API,
    DOCUMENTS,
    LIST_API,
    SID,
    Column,
)
from tests.portal.t9.record import RECORD

_BEIJING = timedelta(hours=8)


def data_scripts(listings: Mapping[str, Sequence[Article]]) -> dict[str, Script]:
    """The scripts of the data addresses, by path."""
    in_app = [a for rows in listings.values() for a in rows if a.column.kind == "app"]
    by_id = {str(article.id): article for article in in_app}

    def app_list(asked: Asked) -> Resource:
        try:
            sent = json.loads(asked.body)
            column = next(c for c in COLUMNS if c.kind == "app" and c.id == sent["columnId"])
            number = int(sent["pageNo"])
        except (ValueError, KeyError, TypeError, StopIteration):
            return _json({"code": 400, "msg": "参数错误", "data": None})
        return _json(_app_list(column, listings[column.name], number))

    def app_detail(asked: Asked) -> Resource:
        article = by_id.get(_query(asked).get("id", ""))
        return _json(_app_detail(article)) if article else NOT_FOUND

    def documents(asked: Asked) -> Resource:
        number = int(_query(asked).get("page", "1"))
        return _json(_documents(listings[DOCUMENTS.name], number, asked.headers.get("host", "")))

    return {
        LIST_API: app_list,
        DETAIL_API: app_detail,
        COUNTER_API: lambda _: _json({"code": 200, "data": 1}),
        f"/gkmlpt/api/all/{DOCUMENTS.id}": documents,
    }


def page_of(column: Column, rows: Sequence[Article], number: int) -> Sequence[Article]:
    """The rows of page *number* of a column."""
    start = (number - 1) * column.rows_per_page
    return rows[start : start + column.rows_per_page]


def page_count(column: Column, rows: Sequence[Article]) -> int:
    return max(1, -(-len(rows) // column.rows_per_page))


def _app_list(column: Column, rows: Sequence[Article], number: int) -> dict[str, Any]:
    """Rows have an id and no address: only the app knows how one is made of the other."""
    found = [
        {
            "id": article.id,
            "title": article.title,
            "publishTime": f"{article.posted:%Y-%m-%d %H:%M:%S}",
        }
        for article in page_of(column, rows, number)
    ]
    data = {
        "list": found,
        "total": len(rows),
        "pageNo": number,
        "pageSize": column.rows_per_page,
        "pages": page_count(column, rows),
    }
    return {"code": 200, "msg": "success", "data": data}


def _app_detail(article: Article) -> dict[str, Any]:
    data = {
        "id": article.id,
        "columnId": article.column.id,
        "title": article.title,
        "publishTime": f"{article.posted:%Y-%m-%d %H:%M}",
        "source": article.source,
        "content": "".join(f"<p>　　{escape(text)}</p>" for text in article.paragraphs),
    }
    return {"code": 200, "msg": "success", "data": data}


def _documents(rows: Sequence[Article], number: int, host: str) -> dict[str, Any]:
    """Beyond the last page there are no articles, and the same total."""
    found = [
        {
            "id": article.id,
            "title": article.title,
            "publisher": RECORD.owner,
            "display_publish_time": int((article.posted - _BEIJING).timestamp()),
            "url": f"http://{host}{article.path}",
        }
        for article in page_of(DOCUMENTS, rows, number)
    ]
    return {"articles": found, "total": len(rows), "classify": {"id": DOCUMENTS.id, "sid": SID}}


def _query(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(asked.path.partition("?")[2]).items()}


def _json(data: dict[str, Any]) -> Resource:
    return Resource(json.dumps(data, ensure_ascii=False).encode(), "application/json;charset=UTF-8")

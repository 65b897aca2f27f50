"""Facts of a small site, as documents of the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from portalcrawl.report.discovery.facts import Site

Doc = dict[str, Any]
RUN = {
    "_id": "a@20260101000000000",
    "site": "a",
    "home": "http://a.cn/",
    "state": "finished",
    "started_at": datetime(2026, 1, 1, tzinfo=UTC),
    "ended_at": datetime(2026, 1, 1, 1, tzinfo=UTC),
    "figures": {"portalcrawl/scope/reject/off_site": 7},
}


def row(name: str, published: str | None = "2026-01-01") -> Doc:
    return {
        "key": f"a.cn/{name}",
        "url": f"http://a.cn/{name}",
        "title": name,
        "published": published,
    }


def page(name: str, *rows: str | Doc, **changes: Any) -> Doc:
    shown = [one if isinstance(one, dict) else row(one) for one in rows]
    values = {
        "key": name,
        "column": name,
        "name": name,
        "url": f"http://a.cn/{name}/",
        "pages": [],
        "rows": shown,
        "keys": [one["key"] for one in shown],
        "number": 1,
        "mechanism": "none",
        "total_pages": None,
        "total_items": None,
        "has_next": False,
        "stop": "last_page",
    }
    return {**values, **changes}


def address(name: str, kind: str = "article", **changes: Any) -> Doc:
    values = {"url": f"http://a.cn/{name}", "host": "a.cn", "state": "done", "kind": kind}
    return {**values, "reason": "ok", "role": "row", "via": "http://a.cn/", **changes}


def story(name: str, **changes: Any) -> Doc:
    url = f"http://a.cn/{name}"
    values = {"url": url, "urls": [url], "title": name, "published": "2026-01-01"}
    return {**values, "column_path": [{"title": "tz", "url": None}], **changes}


def link(name: str) -> Doc:
    return {"title": name, "url": f"http://a.cn/{name}"}


def site(**facts: list[Doc]) -> Site:
    return Site.of_documents(**{"lists": [], "addresses": [], "stories": [], **facts})

"""Places of T11 without an end: a calendar, a filter, a link to a folder below itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from urllib.parse import parse_qs

from tests.portal.site import Asked, Resource, Script
from tests.portal.truth import Trap

CALENDAR, REPORTS = "/calendar.jsp", "/reports.jsp"
CALENDAR_HOME = f"{CALENDAR}?year=2025&amp;month=6"
REPORTS_HOME = f"{REPORTS}?sort=date&amp;filter=all&amp;page=1"
NESTED_HOME = "/zt/index.htm"
NESTED_LEVELS = 40
TRAPS = (Trap("/calendar.jsp", 50), Trap("/reports.jsp", 250), Trap("/zt/zt/", 5))
_SORTS = ("date", "title", "source", "views", "length")
_FILTERS = ("all", "text", "image", "video", "file", "long", "short")
_ROWS = 10


def trap_scripts(articles: Sequence[tuple[str, str]]) -> dict[str, Script]:
    """The programs; *articles*, paths with titles, are what the filter shows."""

    def reports(asked: Asked) -> Resource:
        return _page(_reports_html(articles, _values(asked)))

    return {CALENDAR: lambda asked: _page(_calendar_html(_values(asked))), REPORTS: reports}


def nested_pages() -> dict[str, Resource]:
    """A page that the server finds in any folder below its own, as its link to itself says."""
    page = _page('<h2>专题</h2><a href="zt/index.htm">专题首页</a><p>专题正在建设中。</p>')
    folders = ["/zt" * level for level in range(1, NESTED_LEVELS + 1)]
    return {f"{folder}/index.htm": page for folder in folders}


def _calendar_html(values: dict[str, str]) -> str:
    """A month in which nothing happens, with the months before and after."""
    month = _number(values.get("year")) * 12 + _number(values.get("month")) - 1
    links = "".join(
        f'<a href="{CALENDAR}?year={other // 12}&amp;month={other % 12 + 1}">{label}</a> '
        for label, other in (("上月", month - 1), ("下月", month + 1), ("明年", month + 12))
    )
    return f"<h2>{month // 12}年{month % 12 + 1}月</h2>{links}<p>本月没有活动。</p>"


def _reports_html(articles: Sequence[tuple[str, str]], values: dict[str, str]) -> str:
    """The same articles in every order and selection; after the last page come empty ones."""
    sort, chosen = values.get("sort", "date"), values.get("filter", "all")
    page = max(1, _number(values.get("page")))
    step = 1 + _FILTERS.index(chosen) if chosen in _FILTERS else 1
    found = list(articles[::step])
    if sort in _SORTS:
        # By another part of the title for each: orders that have nothing in common.
        found.sort(key=lambda row: (row[1][_SORTS.index(sort) :], row[0]))
    rows = found[_ROWS * (page - 1) : _ROWS * page]
    items = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in rows)
    others = "".join(
        f'<a href="{REPORTS}?sort={s}&amp;filter={f}&amp;page=1">{s}/{f}</a> '
        for s, f in product(_SORTS, _FILTERS)
    )
    after = f"{REPORTS}?sort={sort}&amp;filter={chosen}&amp;page={page + 1}"
    return f'<h2>资料检索</h2><ul>{items}</ul>{others}<a href="{after}">下一页</a>'


def _values(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(asked.path.partition("?")[2]).items()}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def _page(body: str) -> Resource:
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return Resource(html.encode(), "text/html; charset=utf-8")

"""T4's lists: what each column's page holds, and what its script asks for afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.portal.charsets import UTF8
from tests.portal.parts.columns import Column
from tests.portal.parts.content import Listing
from tests.portal.parts.edition import ListPage, Shelf
from tests.portal.parts.plan import FIRST_POST
from tests.portal.parts.story import Story
from tests.portal.t4.columns import RECORD
from tests.portal.t4.frame import column_metas, crumbs_html, page_html
from tests.portal.t4.records import ELSEWHERE, datastore, record_html, unit_json, xml
from tests.portal.t4.requests import group_path, unit_path, window_path
from tests.portal.t4.scripts import jpage_call, unit_block

GROUP_SIZE = {"datastore": 3, "array": 3, "nextgroup": 2, "empty-proxy": 1}
# So many more than there are: they lie in a store that the proxy no longer finds.
LOST_RECORDS = 20


def shelf(column: Column, listing: Listing) -> Shelf:
    """The column's page with all further requests of its list."""
    if column.kind in {"page", "external"}:
        return Shelf(column)
    if not listing.rows:
        return Shelf(column, (_page(column, (), '<p class="none">暂无资料</p>'),))
    return _SHELVES[column.system](column, listing)


def window_size(column: Column) -> int:
    """How many records a page holds, and each answer of the proxy."""
    return column.per_page * GROUP_SIZE[column.system]


def split(rows: Sequence[Story], size: int) -> list[tuple[Story, ...]]:
    return [tuple(rows[at : at + size]) for at in range(0, len(rows), size)]


# One by system


def _datastore(column: Column, listing: Listing) -> Shelf:
    """The first records in the page as XML, the others from the proxy, in windows."""
    rows, size = listing.rows, window_size(column)
    total, pages = len(rows), -(-len(rows) // column.per_page)
    first, *others = split(rows, size)

    def store(part: Sequence[Story]) -> str:
        return datastore(map(record_html, part), total=total, pages=pages)

    call = jpage_call(column, total, GROUP_SIZE[column.system])
    inline = f'<script type="text/xml">{store(first)}</script>\n{call}'
    windows = (
        ListPage(window_path(column, 1 + number * size, size), part, xml(store(part)))
        for number, part in enumerate(others, 1)
    )
    first_page = _page(column, first, inline)
    return Shelf(column, (first_page, *windows), items=total, pages_said=pages, pager="dataproxy")


def _array(column: Column, listing: Listing) -> Shelf:
    """The first records as an array of strings; the proxy's XML lies about its encoding."""
    rows, size = listing.rows, window_size(column)
    total, pages = len(rows), -(-len(rows) // column.per_page)
    first, *others = split(rows, size)
    strings = ",".join(f"'{record_html(story)}'" for story in first)
    call = jpage_call(column, total, GROUP_SIZE[column.system], strings=strings)
    windows = (
        ListPage(
            window_path(column, 1 + number * size, size),
            part,
            xml(datastore(map(record_html, part), total=total, pages=pages), encoding="gb2312"),
        )
        for number, part in enumerate(others, 1)
    )
    first_page = _page(column, first, call)
    return Shelf(column, (first_page, *windows), items=total, pages_said=pages, pager="dataproxy")


def _nextgroup(column: Column, listing: Listing) -> Shelf:
    """Each group names the next one; nobody says how many there are."""
    groups = split(listing.rows, window_size(column))
    stores = []
    for number, rows in enumerate(groups):
        following = group_path(column, number + 1) if rows is not groups[-1] else ""
        records = [record_html(story) for story in rows]
        stores.append(datastore(records if number else [ELSEWHERE, *records], next_path=following))
    inline = f'<div class="list"><script type="text/xml">{stores[0]}</script></div>'
    others = (
        ListPage(group_path(column, number), groups[number], xml(stores[number]))
        for number in range(1, len(groups))
    )
    return Shelf(column, (_page(column, groups[0], inline), *others), pager="nextgroup")


def _empty_proxy(column: Column, listing: Listing) -> Shelf:
    """All rows are plain markup; the script believes in more, and the proxy has none."""
    total = len(listing.rows) + LOST_RECORDS
    records = "\n".join(map(record_html, listing.rows))
    call = jpage_call(column, total, GROUP_SIZE[column.system])
    page = _page(column, listing.rows, f'<ul class="rows">\n{records}\n</ul>\n{call}')
    return Shelf(column, (page,), items=total, pager="dataproxy")


def _unit(column: Column, listing: Listing) -> Shelf:
    """The page holds an empty block; its pages come as JSON and count themselves wrongly."""
    pages = listing.pages(column.per_page)
    said = max(1, len(pages) - 1)
    units = (
        ListPage(unit_path(column, number), rows, unit_json(rows, pages_said=said))
        for number, rows in enumerate(pages, 1)
    )
    first = _page(column, (), unit_block(column))
    return Shelf(column, (first, *units), pinned=listing.pinned, pages_said=said, pager="unit")


_SHELVES: dict[str, Callable[[Column, Listing], Shelf]] = {
    "datastore": _datastore,
    "array": _array,
    "nextgroup": _nextgroup,
    "empty-proxy": _empty_proxy,
    "jpaas": _unit,
}


def _page(column: Column, rows: Sequence[Story], content: str) -> ListPage:
    html = page_html(
        title=f"{RECORD.name} {column.name}",
        content=f"{crumbs_html(column)}\n{content}",
        metas=column_metas(column),
        counted=f"type=2&i_columnid={column.code}",
    )
    newest = max((story.posted for story in rows), default=FIRST_POST)
    return ListPage(column.path, tuple(rows), UTF8.page(html, last_modified=newest))

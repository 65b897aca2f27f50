"""T3's list pages: rows, and pagers that are scripts, plain links or data."""

from __future__ import annotations

from collections.abc import Sequence

from tests.portal.parts.columns import Column
from tests.portal.parts.markup import title_link
from tests.portal.parts.story import Story
from tests.portal.t3.columns import RECORD
from tests.portal.t3.frame import column_metas, crumbs_html, link, page_html
from tests.portal.t3.search import CHANNEL_ID, query

_SCRIPT = """\
<script>
function createPageHTML(box, total, current, name, ext, records) {
  function at(n) { return n == 1 ? name + "." + ext : name + "_" + n + "." + ext; }
  var html = "共" + records + "条 ";
  if (current > 1) { html += '<a href="' + at(current - 1) + '">上一页</a>'; }
  if (current < total) { html += '<a href="' + at(current + 1) + '">下一页</a>'; }
  document.getElementById(box).innerHTML = html;
}
</script>
"""
_MIXED_SCRIPT = """\
<script>
function createPageHTML(total, current, name, ext) {
  function at(n) { return n == 1 ? name + "." + ext : name + "_" + n + "." + ext; }
  if (current > 1) { document.write('<a href="' + at(current - 1) + '">上一页</a>'); }
  if (current < total) { document.write('<a href="' + at(current + 1) + '">下一页</a>'); }
}
</script>
"""


def numbered(column: Column, number: int) -> str:
    """The path of a list page, counted from 1."""
    stem, _, extension = column.path.rpartition(".")
    return column.path if number == 1 else f"{stem}_{number}.{extension}"


def list_html(
    column: Column, rows: Sequence[Story], *, number: int, pages: int, records: int
) -> str:
    """Page *number* of *pages*, of a list of so many *records*."""
    content = f"{_rows(rows)}\n{_pager(column, number, pages, records)}"
    return _column_html(column, content if rows else '<p class="none">暂无资料</p>')


def shell_html(column: Column) -> str:
    """The page of a list that a script asks for: the channel's number is in a meta tag."""
    script = f"""<div id="list"></div>
<script>
var channelId = document.querySelector("meta[name=channelid]").content;
function load(page) {{
  fetch("/searchList/" + channelId + "?{query(column)}&page=" + page).then(show);
}}
load(1);
</script>"""
    return _column_html(column, script, {"channelid": CHANNEL_ID})


def _column_html(column: Column, content: str, metas: dict[str, str] | None = None) -> str:
    return page_html(
        title=f"{column.name}-{RECORD.name}",
        content=f"{crumbs_html(column)}\n{content}",
        metas=column_metas(column) | (metas or {}),
    )


def _rows(rows: Sequence[Story]) -> str:
    lines = (
        f"<li>{title_link(story, link, cut_after=24)}<span>[{story.posted:%Y-%m-%d}]</span></li>"
        for story in rows
    )
    return '<ul class="rows">\n' + "\n".join(lines) + "\n</ul>"


# Pagers


def pages_said(column: Column, pages: int) -> int:
    """What the pager says: in one column too few."""
    return max(1, pages - 1) if column.system == "links" else pages


def _pager(column: Column, number: int, pages: int, records: int) -> str:
    if column.system == "links":
        return _links(column, number, pages)
    file = column.path.rpartition("/")[2].partition(".")[0]
    if column.system == "mixed":
        call = f"createPageHTML({pages}, {number}, '{file}', 'shtml')"
        return f'<div class="page">{_MIXED_SCRIPT}<script>{call};</script></div>'
    call = f"createPageHTML('page_div',{pages}, {number},'{file}','shtml',{records})"
    return f'{_SCRIPT}<div class="page" id="page_div"></div>\n<script>{call};</script>'


def _links(column: Column, number: int, pages: int) -> str:
    """Plain links that lead on, beside a number that is one behind."""
    steps = [("上一页", number - 1), ("下一页", number + 1)]
    links = " ".join(
        f'<a href="{numbered(column, at)}">{label}</a>'
        if 1 <= at <= pages
        else f'<a href="javascript:void(0);">{label}</a>'
        for label, at in steps
    )
    return f'<div class="page">共{pages_said(column, pages)}页 当前第{number}页 {links}</div>'

"""T2's list pages: rows in three kinds of markup, pagers by script or by links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from tests.portal.parts.columns import Column
from tests.portal.parts.content import Listing
from tests.portal.parts.markup import Link, title_link
from tests.portal.parts.story import Story
from tests.portal.t2.columns import RECORD, link
from tests.portal.t2.frame import column_metas, crumbs_html, page_html

# So many pages more than there are: those deep in the list have been taken away.
STUBS = 3

_SCRIPT = """\
<script type="text/javascript">
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {
  if (_nPageCount == null || _nPageCount <= 1) { return; }
  function at(n) { return n == 0 ? _sPageName + "." + _sPageExt
                                 : _sPageName + "_" + n + "." + _sPageExt; }
  function step(n, label) { document.write('<a href="' + at(n) + '">' + label + '</a> '); }
  document.write("总共" + _nPageCount + "页 当前第" + (_nCurrIndex + 1) + "页 ");
  if (_nCurrIndex > 0) { step(0, "首页"); step(_nCurrIndex - 1, "上一页"); }
  if (_nCurrIndex < _nPageCount - 1) {
    step(_nCurrIndex + 1, "下一页"); step(_nPageCount - 1, "尾页");
  }
} //WCM置标
</script>
"""


def list_pages(column: Column, listing: Listing) -> dict[str, tuple[tuple[Story, ...], str]]:
    """The rows and the markup of each page, by path."""
    pages = listing.pages(column.per_page)
    return {
        path: (rows, _list_html(column, path, rows, index, len(pages)))
        for index, rows in enumerate(pages)
        for path in [numbered(column, index)]
    }


def numbered(column: Column, index: int) -> str:
    """The path of a list page, counted from 0."""
    return f"{column.path}index_{index}.html" if index else column.path


def pages_said(column: Column, pages: int) -> int:
    """What the pager says: in one column too many, in one too few."""
    return max(1, pages + {"stub": STUBS, "links": -1}.get(column.system, 0))


def _list_html(column: Column, page: str, rows: Sequence[Story], index: int, pages: int) -> str:
    to = partial(link, page=page)
    pager = _links(page, column, index, pages) if column.system == "links" else ""
    if column.system != "links":
        said = pages_said(column, pages)
        call = f'<script>createPageHTML({said}, {index}, "index", "html");</script>'
        pager = f'<div class="page">{_SCRIPT}{call}</div>'
    content = "\n".join(
        (
            crumbs_html(column, page),
            _ROWS[column.rows](rows, to) if rows else '<p class="none">暂无资料</p>',
            pager if rows else "",
        )
    )
    return page_html(
        page=page,
        title=f"{column.name}_{RECORD.name}",
        metas=column_metas(column),
        content=content,
    )


# Rows


def _table(rows: Sequence[Story], to: Link) -> str:
    """Upper-case tags, and a blank row after every fifth."""
    lines = [
        f'<TR><TD height=30>&nbsp;<img src="{to("/images/2018/bg.gif")}" width="3" />&nbsp;'
        f'<A style="font-size:14px;" href="{to(story.path)}">{escape(story.title)}</A></TD>'
        f'<TD width="80">{story.posted:%Y-%m-%d}</TD></TR>'
        for story in rows
    ]
    blank = '\n<TR height=1><TD colspan=2 class="GroupBlankLine"></TD></TR>\n'
    groups = ["\n".join(lines[at : at + 5]) for at in range(0, len(lines), 5)]
    return f'<TABLE width="100%">\n{blank.join(groups)}\n</TABLE>'


def _cut(rows: Sequence[Story], to: Link) -> str:
    """Titles cut to the width, whole in title=."""
    lines = (
        f"<li>{'<b>[置顶]</b>' if story.post.pinned else ''}"
        f"{title_link(story, to, cut_after=18)}<span>{story.posted:%Y-%m-%d}</span></li>"
        for story in rows
    )
    return '<ul class="rows">\n' + "\n".join(lines) + "\n</ul>"


def _inside(rows: Sequence[Story], to: Link) -> str:
    """The whole row is the link."""
    lines = (
        f'<li><a href="{to(story.path)}"><p>{escape(story.title)}</p>'
        f"<span>{story.posted:%Y-%m-%d}</span></a></li>"
        for story in rows
    )
    return '<ul class="rows">\n' + "\n".join(lines) + "\n</ul>"


_ROWS: dict[str, Callable[[Sequence[Story], Link], str]] = {
    "table": _table,
    "cut": _cut,
    "inside": _inside,
}


# The pager without a script


def _links(page: str, column: Column, index: int, pages: int) -> str:
    """Plain links; 共N页 counts what was there when the template was last saved."""
    steps = [("上一页", index - 1), ("下一页", index + 1)]
    links = " ".join(
        f'<a href="{link(numbered(column, at), page)}">{label}</a>'
        if 0 <= at < pages
        else f"<span>{label}</span>"
        for label, at in steps
    )
    return f'<div class="page">共{pages_said(column, pages)}页 {links}</div>'

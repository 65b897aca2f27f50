"""T1's list pages: rows in five kinds of markup, and the pager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.portal.links import relative
from tests.portal.t1.article import Article
from tests.portal.t1.columns import COLUMNS, NOTICES, Column
from tests.portal.t1.content import Listing
from tests.portal.t1.frame import page_html, position
from tests.portal.t1.record import RECORD

NOTHING = '<p class="none">暂无资料</p>'
Row = Callable[[Column, str, Article], str]


def list_pages(column: Column, listing: Listing, *, charset: str) -> dict[str, str]:
    """The column's pages by path."""
    parts = listing.pages()
    pages = {}
    for number, rows in enumerate(parts, 1):
        path = column.page(number)
        pager = _pager(column, number, len(parts), len(listing.rows))
        body = _rows(column, path, rows) + pager if rows else NOTHING
        pages[path] = list_html(column, body, charset=charset)
    return pages


def list_html(column: Column, rows: str, *, charset: str) -> str:
    paths = {other.name: other.path for other in COLUMNS}
    crumbs = [("首页", "/"), *((name, paths[name]) for name in column.crumbs)]
    side = "".join(f'<li><a href="{other.path}">{other.name}</a></li>' for other in COLUMNS)
    content = (
        f'<div class="side"><h3>栏目导航</h3><ul>{side}</ul></div>\n'
        f'<div class="list">{position(crumbs)}\n{rows}</div>'
    )
    return page_html(title=f"{column.name}_{RECORD.name}", content=content, charset=charset)


# Rows


def link(column: Column, page: str, article: Article, *, inside: str = "") -> str:
    """The link to an article, its title cut to the column's length and whole in title=."""
    title, cut = article.title, column.cut_after
    shown = title if len(title) <= cut else title[:cut] + "…"
    path = relative(article.post.path, page)
    return f'<a href="{path}" title="{escape(title)}" target="_blank">{inside}{escape(shown)}</a>'


def _table_row(column: Column, page: str, article: Article) -> str:
    date = f"[{article.post.posted:%Y-%m-%d}]"
    return f'<tr><td>·{link(column, page, article)}</td><td class="rq">{date}</td></tr>'


def _spans_row(column: Column, page: str, article: Article) -> str:
    day = article.post.posted
    date = f"{day.year}/{day.month}/{day.day}"
    return f"<li><span>{date}</span>{link(column, page, article)}</li>"


def _lines_row(column: Column, page: str, article: Article) -> str:
    date = f"（{article.post.posted:%m-%d}）"
    return f'<p class="row"><img src="images/dot.gif" /> {link(column, page, article)} {date}</p>'


def _inside_row(column: Column, page: str, article: Article) -> str:
    date = f"<em>{article.post.posted:%Y年%m月%d日}</em>"
    top = '<font color="red">[置顶]</font>' if article.post.pinned else ""
    return f"<li>{top}{link(column, page, article, inside=date)}</li>"


def _tagged_row(column: Column, page: str, article: Article) -> str:
    leaf = article.post.column
    tag = f'[<a href="{leaf.path}">{leaf.name}</a>]'
    return (
        f"<li><span>{article.post.posted:%Y.%m.%d}</span>{tag} {link(column, page, article)}</li>"
    )


_ROWS: dict[str, Row] = {
    "table": _table_row,
    "spans": _spans_row,
    "lines": _lines_row,
    "inside": _inside_row,
    "tagged": _tagged_row,
}


def _rows(column: Column, page: str, articles: Sequence[Article]) -> str:
    row = _ROWS[column.rows]
    rows = [row(column, page, article) for article in articles]
    if column.rows == "table":
        blank = '\n<tr><td colspan="2" class="fg"></td></tr>\n'
        groups = ["\n".join(rows[at : at + 5]) for at in range(0, len(rows), 5)]
        return f'<table width="100%">\n{blank.join(groups)}\n</table>\n'
    if column.rows == "lines":
        return "\n".join(rows) + "\n"
    return "<ul>\n" + "\n".join(rows) + "\n</ul>\n"


# Pager


def _pager(column: Column, number: int, pages: int, total: int) -> str:
    """First, previous, next and last; one that leads nowhere is as the column's habit is."""
    before, after = max(1, number - 1), min(pages, number + 1)
    steps = [
        _step(column, "首页", 1, number != 1),
        _step(column, "上一页", before, number != 1),
        _step(column, "下一页", after, number != pages or (column.self_link_at_end and pages > 1)),
        _step(column, "尾页", pages, number != pages),
    ]
    counted = f"页次:{number}/{pages}" if column is NOTICES else f"共{total}条 {number}/{pages}"
    return f'<div class="page">{counted} {" ".join(steps)} 共{pages}页</div>'


def _step(column: Column, label: str, number: int, is_link: bool) -> str:
    if not is_link:
        return column.off.format(label)
    path = column.numbered(number) if column is NOTICES else column.page(number)
    if path == column.path:
        path = column.link
    return f'<a href="{path}">{label}</a>'

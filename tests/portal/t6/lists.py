"""T6's list pages."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.markup import cut
from tests.portal.campus.scheme import Column
from tests.portal.t6.columns import NUMBERS, row_path
from tests.portal.t6.frame import href, page_html, position


def listing_html(content: Content, column: Column, number: int) -> str:
    pages = content.list_paths(column)
    rows = content.pages(column)[number - 1]
    total = len(content.listings[column.name].rows)
    lines = "\n".join(_row(column, article, place) for place, article in enumerate(rows, 1))
    inner = (
        f"{position(column)}\n<h2>{column.name}</h2>\n"
        '<div class="col_news_list" frag="窗口6" portletmode="simpleList"><div id="wp_news_w6">\n'
        f'<ul class="news_list list2">\n{lines}\n</ul>\n</div>\n'
        f'<div id="wp_paging_w6">{_pager(pages, number, total, column)}</div></div>'
    )
    counted = f"1&columnId={NUMBERS[column.name]}"
    return page_html(title=column.name, content=inner, counted=counted)


def _row(column: Column, article: Article, place: int) -> str:
    path = href(row_path(column, article.post))
    day = article.post.posted
    date = f"{day:%m.%d}" if column.pager == "no year" else f"{day:%Y-%m-%d}"
    top = "<font style='color:#FF0820;'>[顶]</font>" if article.post.pinned else "<i>&gt;</i>"
    return (
        f'<li class="news n{place} clearfix">{top}<span class="news_title">'
        f"<a href=\"{path}\" target='_blank' title='{escape(article.title)}'>"
        f'{cut(article.title, 24)}</a></span><span class="news_meta">{date}</span></li>'
    )


def _pager(pages: list[str], number: int, total: int, column: Column) -> str:
    """Steps that lead nowhere are links to javascript:void(0)."""
    last = len(pages)

    def step(name: str, label: str, to: int) -> str:
        path = "javascript:void(0);" if to == number or not 1 <= to <= last else href(pages[to - 1])
        return f'<a class="{name}" href="{path}" target="_self"><span>{label}</span></a>'

    steps = " ".join(
        (
            step("first", "第一页", 1),
            step("prev", "&lt;&lt;上一页", number - 1),
            step("next", "下一页&gt;&gt;", number + 1),
            step("last", "尾页", last),
        )
    )
    return (
        '<ul class="wp_paging clearfix"><li class="pages_count"><span class="per_page">每页&nbsp;'
        f'<em class="per_count">{column.rows_per_page}</em>&nbsp;记录</span>'
        f'<span class="all_count">总共&nbsp;<em class="all_count">{total}</em>&nbsp;记录</span>'
        f'</li><li class="page_nav">{steps}</li><li class="page_jump">'
        '<span class="pages">页码&nbsp;'
        f'<em class="curr_page">{number}</em>/<em class="all_pages">{last}</em></span></li></ul>'
    )

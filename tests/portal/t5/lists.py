"""T5's list pages: rows, and the pagers of three versions of the system."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.markup import cut
from tests.portal.campus.scheme import Column
from tests.portal.t5.columns import SCHEME, TREE, dynamic_page, row_path
from tests.portal.t5.frame import href, page_html, position


def listing_html(content: Content, column: Column, number: int) -> str:
    """Page *number* of the column."""
    pages = content.list_paths(column)
    path = pages[number - 1]
    rows = content.pages(column)[number - 1]
    total = len(content.listings[column.name].rows)
    pager = {"spans": _spans, "table": _table, "dynamic": _dynamic}[column.pager]
    lines = "\n".join(
        f'<li id="line_u8_{place}">{_link(column, path, row)}'
        f"<span>{row.post.posted:%Y-%m-%d}</span></li>"
        for place, row in enumerate(rows)
    )
    body = (
        f"{position(column, path)}\n"
        f'<div class="list"><h2>{column.name}</h2>\n<ul class="list-ul">\n{lines}\n</ul>\n'
        f"{pager(pages, number, total) if rows else ''}</div>"
    )
    title = f"{column.name}-{SCHEME.record.name}"
    return page_html(path=path, kind="2", title=title, content=body)


def _link(column: Column, page: str, article: Article) -> str:
    path = href(row_path(column, article.post), page)
    top = '<font color="red">[置顶]</font>' if article.post.pinned else ""
    title = escape(article.title)
    return f'{top}<a href="{path}" target="_blank" title="{title}">{cut(article.title, 18)}</a>'


def _spans(pages: list[str], number: int, _total: int) -> str:
    """The pager of version 9: each step in spans whose class says whether it is a link."""
    path, last = pages[number - 1], len(pages)

    def step(name: str, label: str, to: int, live: bool) -> str:
        if not live:
            return f'<span class="p_{name}_d p_fun_d">{label}</span>'
        return (
            f'<span class="p_{name} p_fun"><a href="{href(pages[to - 1], path)}">{label}</a></span>'
        )

    def numbered(place: int) -> str:
        if place == number:
            return f'<span class="p_no_d">{place}</span>'
        return f'<span class="p_no"><a href="{href(pages[place - 1], path)}">{place}</a></span>'

    near = range(max(1, number - 2), min(last, number + 2) + 1)
    numbers = [numbered(place) for place in near]
    if near[-1] < last:
        numbers += ['<span class="p_dot">...</span>'] * (near[-1] < last - 1) + [numbered(last)]
    jump = f"_simple_list_gotopage_fun({last},&quot;u8_goto&quot;,2)"
    return (
        '<div class="pb_sys_common pb_sys_style1"><span class="p_pages">'
        + step("first", "首页", 1, number > 1)
        + step("prev", "上页", number - 1, number > 1)
        + "".join(numbers)
        + step("next", "下页", number + 1, number < last)
        + step("last", "尾页", last, number < last)
        + f'</span> <span class="p_t">共{last}页</span> <span class="p_t">到第</span>'
        f'<input class="p_goto_input" id="u8_goto">页 '
        f'<a href="javascript:;" onclick="{jump}">跳转</a></div>'
    )


def _table(pages: list[str], number: int, total: int) -> str:
    """The pager of version 8, which counts the rows."""
    path, last = pages[number - 1], len(pages)

    def step(label: str, to: int, live: bool) -> str:
        if not live:
            return f'<span class="PrevDisabled">{label}</span>'
        return f'<a href="{href(pages[to - 1], path)}" class="Next">{label}</a>'

    steps = (
        step("首页", 1, number > 1),
        step("上页", number - 1, number > 1),
        step("下页", number + 1, number < last),
        step("尾页", last, number < last),
    )
    return (
        '<table class="fy"><tr><td nowrap id="fanye31">'
        f"共{total}条&nbsp;&nbsp;{number}/{last}&nbsp;</td><td>{''.join(steps)}</td></tr></table>"
    )


def _dynamic(pages: list[str], number: int, total: int) -> str:
    """The pager of a column that was never made static: queries alone, page 1 with its number."""
    column = SCHEME.column("机关党建")
    last = len(pages)

    def step(label: str, to: int, live: bool) -> str:
        if not live:
            return f"<span>{label}</span>"
        query = dynamic_page(column, to, last, numbered=True).partition("?")[2]
        return f'<a href="?{escape(query)}">{label}</a>'

    numbers = [step(str(place), place, place != number) for place in range(1, last + 1)]
    return (
        f'<div class="pages" id="tree{TREE[column.name]}">共{total}条 '
        f"{step('上页', number - 1, number > 1)} {' '.join(numbers)} "
        f"{step('下页', number + 1, number < last)}</div>"
    )

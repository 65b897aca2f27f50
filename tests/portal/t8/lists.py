"""T8's list pages and its site map."""

from __future__ import annotations

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.markup import cut
from tests.portal.campus.scheme import Column
from tests.portal.t8.columns import SCHEME, SITE_MAP, numbered, page_file
from tests.portal.t8.frame import link, page_html, position


def listing_html(content: Content, column: Column, number: int) -> str:
    pages = content.pages(column)
    rows = [_row(article, place) for place, article in enumerate(pages[number - 1])]
    # A line is drawn after every fifth row.
    lines = [part for place, row in enumerate(rows, 1) for part in (row, *_line(place))]
    body = f'<ul class="infoList">{chr(10).join(lines) or _NOTHING}</ul>'
    pager = _pager(number, len(pages)) if rows else ""
    return page_html(
        title=f"{column.name}--{SCHEME.record.name}",
        content=f'{position(column)}\n{body}\n<div class="page">{pager}</div>',
    )


_NOTHING = '<li class="noData">暂无资料</li>'


def _row(article: Article, place: int) -> str:
    first = ' class="first"' if place == 0 else ""
    top = '<img src="/images/ontop1.png" alt="固顶" />' if article.post.pinned else ""
    text = cut(article.title, 20, "…")
    return (
        f'<li{first}><span class="date">{article.post.posted:%Y-%m-%d}</span>'
        f"{top}{link(article, text)}</li>"
    )


def _line(place: int) -> list[str]:
    return ['<li class="split"></li>'] if place % 5 == 0 else []


def _pager(number: int, pages: int) -> str:
    """All steps are links: at both ends they lead to the page itself."""

    def step(label: str, to: int) -> str:
        return f'<a href="{page_file(min(max(to, 1), pages))}">{label}</a>'

    numbers = " ".join(
        f"<b>{step(str(place), place)}</b>" if place == number else step(str(place), place)
        for place in range(max(1, number - 4), min(pages, number + 4) + 1)
    )
    return (
        '<span id="pe100_page_list" class="pagecss"><!--{pe.begin.pagination}-->\n'
        f"{step('首页', 1)}\n{step('上一页', number - 1)}\n{numbers}\n"
        f"{step('下一页', number + 1)}\n{step('尾页', pages)}\n<!--{{pe.end.pagination}}--></span>"
    )


def site_map_html() -> str:
    """All columns once more; the program that wrote it numbers the first pages too."""
    rows = "\n".join(
        f'<li><a href="{numbered(SCHEME.first(column))}">{column.name}</a></li>'
        for column in SCHEME.columns
    )
    own = f'<li><a href="{numbered(SITE_MAP)}">网站地图</a></li>'
    content = f'<h2>网站地图</h2>\n<ul class="map">\n{rows}\n{own}\n</ul>'
    return page_html(title=f"网站地图--{SCHEME.record.name}", content=content)

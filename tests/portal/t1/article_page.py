"""T1's article pages."""

from __future__ import annotations

from html import escape

from tests.portal.links import relative
from tests.portal.t1.article import Article
from tests.portal.t1.body import body_html
from tests.portal.t1.columns import COLUMNS, DUTIES, NOTICES, Column
from tests.portal.t1.content import Neighbours
from tests.portal.t1.frame import page_html, position
from tests.portal.t1.info import info_line
from tests.portal.t1.record import RECORD

_COLUMN_PATHS = {column.name: column.path for column in COLUMNS}


def article_html(article: Article, neighbours: Neighbours, *, charset: str) -> str:
    """The page; the script that shows 通知公告 has a template of its own."""
    column = article.post.column
    content = "\n".join(
        (
            position([("首页", "/"), *((name, _COLUMN_PATHS[name]) for name in column.crumbs)]),
            _heading(article),
            f'<div class="info">{info_line(article).html}</div>',
            f'<div class="nr">\n{body_html(article)}\n</div>',
            "" if column is DUTIES else _neighbours(column, article.post.path, neighbours),
        )
    )
    title = RECORD.name if column is NOTICES else f"{article.title}_{RECORD.name}"
    return page_html(title=title, content=content, charset=charset)


def _heading(article: Article) -> str:
    kicker = f'<h3 class="yt">{article.kicker}</h3>\n' if article.kicker else ""
    subtitle = f'\n<h3 class="ft">{article.subtitle}</h3>' if article.subtitle else ""
    if article.post.column is NOTICES:
        return (
            f'{kicker}<div class="bt"><font size="5"><b>{article.title}</b></font></div>{subtitle}'
        )
    return f'{kicker}<h2 class="bt">{article.title}</h2>{subtitle}'


def _neighbours(column: Column, page: str, neighbours: Neighbours) -> str:
    older, newer = (
        _link(page, article) if article else column.end
        for article in (neighbours.older, neighbours.newer)
    )
    return f'<div class="sxp">上篇:{older}<br>\n下篇:{newer}</div>'


def _link(page: str, article: Article) -> str:
    return f'<a href="{relative(article.post.path, page)}">{escape(article.title)}</a>'

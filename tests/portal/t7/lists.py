"""T7's list pages, and what its search and its login say."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.markup import cut
from tests.portal.campus.scheme import Column
from tests.portal.t7.columns import SCHEME
from tests.portal.t7.frame import page_html, position
from tests.portal.t7.pager import pager_html
from tests.portal.t7.state import State

NOTHING = '<p class="none">没有相关记录！</p>'


def edition(content: Content) -> int:
    """Changes with each new article: forms sent out before are old then."""
    return max(article.post.id for article in content.articles)


def listing_html(content: Content, column: Column, number: int) -> str:
    rows = content.pages(column)[number - 1]
    if not rows:
        return list_page_html(content, column, number, NOTHING)
    table = "\n".join(_row(article) for article in rows)
    total = len(content.listings[column.name].rows)
    pager = pager_html(column.pager, number, len(content.pages(column)), total)
    body = f'<table id="GridView1" class="list" cellspacing="0" width="100%">\n{table}\n</table>'
    return list_page_html(content, column, number, f"{body}\n{pager}", rows)


def list_page_html(
    content: Content, column: Column, number: int, body: str, rows: tuple[Article, ...] = ()
) -> str:
    """A page of the column that shows *body*."""
    state = State(column.key, number, edition(content)).fields(row.title for row in rows)
    return page_html(
        action=SCHEME.first(column),
        title=f"{column.name}-{SCHEME.record.name}",
        content=f"{position(column)}\n<h3>{column.name}</h3>\n{body}",
        fields=state | {"hidColumn": column.key},
    )


def link(article: Article, length: int) -> str:
    path = article.path.lstrip("/")
    return f'<a href="{path}" title="{escape(article.title)}">{cut(article.title, length, "…")}</a>'


def _row(article: Article) -> str:
    top = "<font color='red'>【顶】</font>" if article.post.pinned else "·"
    day = article.post.posted
    date = f"[{day.year}-{day.month}-{day.day}]"
    return f'<tr><td align="left">{top}{link(article, 22)}</td><td>{date}</td></tr>'

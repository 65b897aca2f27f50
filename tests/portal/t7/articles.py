"""T7's article pages and its home page."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.files import File
from tests.portal.campus.markup import body, boxes
from tests.portal.t7.columns import SCHEME
from tests.portal.t7.frame import page_html, position
from tests.portal.t7.lists import edition, link
from tests.portal.t7.state import State


def article_html(content: Content, article: Article, path: str) -> str:
    post = article.post
    inner = "\n".join(
        (
            position(post.column, "正文"),
            f'<h1><span id="lblTitle">{escape(article.title)}</span></h1>',
            f'<div class="info">{_info(article)}</div>',
            '<div id="divContent" class="content">',
            body(article, picture=_picture),
            *(_attachment(file, place) for place, file in enumerate(article.files, 1)),
            "</div>",
            "<a id=\"lbtnPrint\" href=\"javascript:__doPostBack('lbtnPrint','')\">打印</a>",
            "" if post.column.kind == "page" else _neighbours(content, article),
        )
    )
    state = State("show", post.id, edition(content)).fields()
    title = f"{article.title}-{SCHEME.record.name}"
    return page_html(action=path, title=title, content=inner, fields=state)


def _info(article: Article) -> str:
    return (
        f'发布时间：<span id="lblTime">{article.post.posted:{SCHEME.date}}</span> '
        f'信息来源：<span id="lblSource">{article.source or ""}</span> '
        f'作者：<span id="lblAuthor">{article.author or ""}</span> '
        f'浏览次数：<span class="hits">{article.views}</span>'
    )


def _picture(file: File) -> str:
    return f'<img src="{file.path}" width="500" alt="" />'


def _attachment(file: File, place: int) -> str:
    return f'<p>附件{place}：<a href="{file.path}">{file.name}</a></p>'


def _neighbours(content: Content, article: Article) -> str:
    neighbours = content.neighbours[article.post.number]
    lines = [
        f'<li>{label}：<span id="{name}">{_link(other) if other else "没有了！"}</span></li>'
        for label, name, other in (
            ("上一条", "lblPrev", neighbours.prev),
            ("下一条", "lblNext", neighbours.next),
        )
    ]
    return f'<ul class="near">{"".join(lines)}</ul>'


def _link(article: Article) -> str:
    return f'<a href="{article.path.lstrip("/")}">{escape(article.title)}</a>'


def home_html(content: Content) -> str:
    def row(article: Article) -> str:
        return f"{link(article, 18)}<span>{article.post.posted:%m-%d}</span>"

    middle = boxes(content, row, lambda path: escape(path.lstrip("/") or "/"))
    state = State("home", 1, edition(content)).fields()
    return page_html(action="/", title=SCHEME.record.name, content=middle, fields=state)

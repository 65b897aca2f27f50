"""T6's article pages, the page for those who ask from outside, and the home page."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.files import File
from tests.portal.campus.markup import body, boxes, cut
from tests.portal.t6.columns import SCHEME, SITE_ID, column_of
from tests.portal.t6.frame import COUNTER, href, page_html, position


def article_html(content: Content, article: Article, path: str) -> str:
    post = article.post
    inner = "\n".join(
        (
            position(column_of(path, post.column)),
            '<div class="article" frag="窗口3" portletmode="simpleArticleAttri">',
            f'<h1 class="arti_title">{escape(article.title)}</h1>',
            f'<p class="arti_metas">{_info(article)}</p>',
            '<div class="entry"><article class="read">',
            f"<div class='wp_articlecontent'>{_players(article)}",
            body(article, picture=_picture),
            *(_attachment(file) for file in article.files if file.kind != "player"),
            "</div></article></div>",
            "" if post.column.kind == "page" else _neighbours(content, article),
            "</div>",
        )
    )
    return page_html(title=article.title, content=inner, counted=f"3&articleId={post.id}")


def _info(article: Article) -> str:
    views = f"{COUNTER}display?siteId={SITE_ID}&type=3&articleId={article.post.id}"
    return (
        f'<span class="arti_publisher">作者：{article.author or ""}</span>'
        f'<span class="arti_source">来源：{article.source or ""}</span>'
        f'<span class="arti_update">发布时间：{article.post.posted:{SCHEME.date}}</span>'
        '<span class="arti_views">浏览次数：'
        f'<span class="WP_VisitCount" url="{views}"></span></span>'
    )


def _picture(file: File) -> str:
    attributes = f"{{'name':'{file.name}','title':'{file.name}'}}"
    return f'<img data-layer="photo" src="{file.path}" sudyfile-attr="{attributes}"/>'


def _players(article: Article) -> str:
    """The PDF that is the whole article."""
    return "".join(
        f'<p><span id="{file.name}" class="wp_pdf_player" pdfsrc="{file.path}" '
        f"sudyfile-attr=\"{{'title':'{file.name}'}}\"></span></p>"
        for file in article.files
        if file.kind == "player"
    )


def _attachment(file: File) -> str:
    attributes = f"{{'title':'{file.name}'}}"
    return f'<p><a href="{file.path}" sudyfile-attr="{attributes}">{file.name}</a></p>'


def _neighbours(content: Content, article: Article) -> str:
    neighbours = content.neighbours[article.post.number]
    lines = [
        f'<li class="article-{name}">{label}：{_link(other) if other else "无"}</li>'
        for name, label, other in (
            ("last", "上一篇", neighbours.prev),
            ("next", "下一篇", neighbours.next),
        )
    ]
    return f'<ul class="article-navi">{"".join(lines)}</ul>'


def _link(article: Article) -> str:
    return f'<a href="{href(article.path)}">{escape(article.title)}</a>'


def restricted_html() -> str:
    """What stands where an article is, for those who ask from outside the school."""
    inner = (
        '<h1>提示信息</h1><article class="wp_articlecontent">'
        "<p>提示：您当前ip并非校内地址，该信息仅允许校内地址访问</p>"
        f'<p><a href="{href("/")}">首页</a> '
        '<a href="javascript:window.close();">关闭此页</a></p></article>'
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示信息</title></head>'
        f"<body>{inner}</body></html>"
    )


def home_html(content: Content) -> str:
    def row(article: Article) -> str:
        path = href(article.path)
        return (
            f'<a href="{path}" title="{escape(article.title)}">{cut(article.title, 18)}</a>'
            f"<span>{article.post.posted:%m-%d}</span>"
        )

    middle = boxes(content, row, href)
    return page_html(title=SCHEME.record.name, content=middle, counted="2&columnId=-1")

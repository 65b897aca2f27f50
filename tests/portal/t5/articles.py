"""T5's article pages and its home page."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.files import File
from tests.portal.campus.markup import body, boxes, cut
from tests.portal.t5.columns import OWNER, SCHEME
from tests.portal.t5.frame import href, page_html, position


def article_html(content: Content, article: Article, path: str) -> str:
    post = article.post
    inner = "\n".join(
        (
            position(post.column, path, "正文"),
            f'<div class="nr"><h2 class="bt">{escape(article.title)}</h2>',
            f'<div class="conthsj">{_info(article)}</div>',
            f'<div id="vsb_content_{post.number % 3 + 2}"><div class="v_news_content">',
            body(article, picture=lambda file: _picture(file, path), before=_shown(article)),
            "</div></div>",
            _attachments(article),
            "" if post.column.kind == "page" else _neighbours(content, article, path),
            "</div>",
        )
    )
    title = f"{article.title}-{SCHEME.record.name}"
    return page_html(path=path, kind="3", title=title, content=inner)


def _info(article: Article) -> str:
    gap = " &nbsp; &nbsp; "
    views = f'<script>_showDynClicks("wbnews", {OWNER}, {article.post.id})</script>'
    return gap.join(
        (
            f"日期： {article.post.posted:{SCHEME.date}}",
            f"信息来源： {article.source or ''}",
            f"作者： {article.author or ''}",
            f"点击数: {views}",
        )
    )


def _picture(file: File, page: str) -> str:
    """The picture itself is in orisrc; src would be a smaller copy of it."""
    path = href(file.path, page)
    return f'<img src="{path}" orisrc="{path}" width="560" class="img_vsb_content" alt="">'


def _shown(article: Article) -> list[str]:
    """The PDF that is the whole article."""
    shown = [file.path for file in article.files if file.kind == "embed"]
    return [f'<p><script>showVsbpdfIframe("{path}","100%","600");</script></p>' for path in shown]


def _attachments(article: Article) -> str:
    rows = "".join(
        f'<li>附件【<a href="{escape(file.path)}" target="_blank">{file.name}</a>】已下载'
        f'<span id="nattach{article.post.id}">{place}</span>次</li>'
        for place, file in enumerate(article.files, 3)
        if file.kind != "embed"
    )
    return f'<UL style="list-style-type:none;">{rows}</UL>' if rows else ""


def _neighbours(content: Content, article: Article, page: str) -> str:
    """上一条 is the one above in the list, so it is the newer one."""
    neighbours = content.neighbours[article.post.number]
    lines = [
        f"<p>{label}：{_link(other, page) if other else '没有了'}</p>"
        for label, other in (("上一条", neighbours.prev), ("下一条", neighbours.next))
    ]
    return "\n".join(lines)


def _link(article: Article, page: str) -> str:
    return f'<a href="{href(article.path, page)}">{escape(article.title)}</a>'


def home_html(content: Content) -> str:
    def row(article: Article) -> str:
        path = href(article.path, "/")
        return (
            f"<span>{article.post.posted:%m-%d}</span>"
            f'<a href="{path}" title="{escape(article.title)}">{cut(article.title, 20)}</a>'
        )

    middle = boxes(content, row, lambda target: href(target, "/"))
    return page_html(path="/", kind="1", title=SCHEME.record.name, content=middle)

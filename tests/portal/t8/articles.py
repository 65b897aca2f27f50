"""T8's article pages, its pages that send one elsewhere, and its home page."""

from __future__ import annotations

from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.files import File
from tests.portal.campus.markup import FRIENDS, body, boxes, cut
from tests.portal.t8.columns import SCHEME
from tests.portal.t8.frame import link, page_html, position

COUNTER = "/Common/GetHits.aspx"


def article_html(content: Content, article: Article, _path: str) -> str:
    post = article.post
    inner = "\n".join(
        (
            position(post.column),
            "<!--startprint-->",
            f'<h2 class="title">{escape(article.title)}</h2>',
            '<h3 class="subTitle"><span></span></h3>',
            f'<div class="property">{_info(article)}</div>',
            '<div class="conTxt">',
            body(article, picture=_picture),
            *(_attachment(file) for file in article.files),
            "</div><!--endprint-->",
            '<div class="userControl"><a href="javascript:window.print()">【打印正文】</a></div>',
            "" if post.column.kind == "page" else _neighbours(content, article),
        )
    )
    title = f"{article.title}--{post.column.name}-{SCHEME.record.name}"
    return page_html(title=title, content=inner)


def _info(article: Article) -> str:
    return (
        f"<span>文章来源：{article.source or ''}</span> <span>作者：{article.author or ''}</span> "
        f"<span>发布时间：{article.post.posted:{SCHEME.date}}</span> <span>点击数：\n"
        f'<script type="text/JavaScript" src="{COUNTER}?id={article.post.id}"></script>\n次</span>'
    )


def _picture(file: File) -> str:
    """Every other picture was put in by a program that writes paths as Windows does."""
    path = file.path.replace("/", "\\") if "01." in file.path else file.path
    return f'<img src="{path}" border="0" alt="" />'


def _attachment(file: File) -> str:
    return f'<p><a href="{file.path}">{file.name}</a></p>'


def _neighbours(content: Content, article: Article) -> str:
    neighbours = content.neighbours[article.post.number]
    prev = _neighbour("上一篇", neighbours.prev)
    if article.post.mark == "leak":
        prev = f'{{PE.Label id="上一篇" itemid="{article.post.id}" /}}'
    return (
        f'<div class="others">\n<div class="prev">{prev}</div>\n'
        f'<div class="next">{_neighbour("下一篇", neighbours.next)}</div>\n</div>'
    )


def _neighbour(label: str, article: Article | None) -> str:
    if article is None:
        return f"<span>{label}：没有了！</span>"
    text = link(article, escape(article.title), date="%y年%m月%d日")
    return f"<span>{label}：</span>{text}[ {article.post.posted:%m-%d} ]"


def elsewhere_html(content: Content, article: Article) -> str:
    """A page that only sends one on: to another article of its column, or to another site."""
    target = f"http://{next(iter(FRIENDS))}/zt/{article.post.id}/index.htm"
    if article.post.mark == "inside":
        rows = content.listings[article.post.column.name].others
        target = next(row.path for row in rows[rows.index(article) :] if row.is_live)
    return f"""\
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{SCHEME.record.name}</title>
</head>
<body>
<iframe src="{COUNTER}?id={article.post.id}" width="0" height="0"></iframe>
<script language="javascript" type="text/javascript">
window.location ="{target}";
</script>
</body></html>
"""


def home_html(content: Content) -> str:
    def row(article: Article) -> str:
        date = f'<span class="date">{article.post.posted:%m-%d}</span>'
        return f"{date}{link(article, cut(article.title, 16, '…'))}"

    return page_html(title=SCHEME.record.name, content=boxes(content, row, escape))

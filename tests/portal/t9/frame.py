"""What the plain pages of T9 have in common, and the pages made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from string import Template

from tests.portal.t9.article import Article
from tests.portal.t9.columns import COLUMNS, GKMLPT, Column
from tests.portal.t9.record import ICP_HOST, RECORD

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>$title</title>
<link rel="stylesheet" href="/css/site.css">
</head>
<body>
<div class="header"><a href="/"><img src="/images/logo.png" alt="$site"></a></div>
<ul class="nav">
<li><a href="/">首页</a></li>
$menu
</ul>
$content
<div class="footer">
<p>主办：$owner　地址：$address　邮编：$postcode</p>
<p><a href="http://$icp_host/">$icp</a>　$police</p>
</div>
</body>
</html>
""")


def page_html(*, title: str, content: str) -> str:
    """A whole page."""
    menu = "\n".join(f'<li><a href="{column.path}">{column.name}</a></li>' for column in COLUMNS)
    return _PAGE.substitute(
        title=escape(title),
        content=content,
        menu=menu,
        site=RECORD.name,
        owner=RECORD.owner,
        address=RECORD.address,
        postcode=RECORD.postcode,
        icp=RECORD.icp,
        icp_host=ICP_HOST,
        police=RECORD.public_security,
    )


def home_html(listings: Mapping[str, Sequence[Article]]) -> str:
    """The home page: the newest of each plain column."""
    boxes = "\n".join(
        f'<div class="box"><h3>{column.name}<a href="{column.path}">更多</a></h3>\n'
        f"<ul>{_rows(listings[column.name][:6])}</ul></div>"
        for column in COLUMNS
        if column.kind == "static"
    )
    return page_html(title=RECORD.name, content=boxes)


def list_html(column: Column, rows: Sequence[Article], *, number: int, pages: int) -> str:
    """One page of a plain column."""
    content = (
        f'<div class="position">您的位置：<a href="/">首页</a> &gt; {column.name}</div>\n'
        f'<ul class="list">\n{_rows(rows)}\n</ul>\n{_pager(column, number, pages)}'
    )
    return page_html(title=f"{column.name}_{RECORD.name}", content=content)


def article_html(article: Article) -> str:
    """An article of a plain column, or of the one whose list is JSON."""
    column = article.column
    body = "\n".join(f"<p>　　{escape(text)}</p>" for text in article.paragraphs)
    content = (
        f'<div class="position">您的位置：<a href="/">首页</a> &gt; '
        f'<a href="{column.path}">{column.name}</a></div>\n'
        f'<h1 class="title">{escape(article.title)}</h1>\n'
        f'<div class="info">发布时间：{article.posted:%Y-%m-%d %H:%M}　'
        f"来源：{article.source or ''}</div>\n"
        f'<div class="article-content">\n{body}\n</div>'
    )
    return page_html(title=f"{article.title}_{RECORD.name}", content=content)


def data_list_html(column: Column) -> str:
    """The page whose list is JSON: which column is told by the part behind ``#``."""
    content = (
        '<div class="gkmlpt"><div id="gkmlTree"></div><div id="gkmlList"></div></div>\n'
        "<script>\n"
        f'window._CONFIG = {{SID: 2, COLUMN: {column.id}, TREE: [{{"id": {column.id}, '
        f'"name": "{column.name}", "children": []}}], SITE_NAME: "{RECORD.owner}"}};\n'
        "var byId = function (id) { return document.getElementById(id); };\n"
        'var target = byId("gkmlList"), api = new XMLHttpRequest();\n'
        "</script>\n"
        f'<script src="{GKMLPT.rpartition("/")[0]}/static/gkmlpt.js"></script>'
    )
    return page_html(title=f"政府信息公开目录_{RECORD.name}", content=content)


def _rows(articles: Sequence[Article]) -> str:
    return "\n".join(
        f'<li><a href="{article.path}" title="{escape(article.title)}">{escape(article.title)}</a>'
        f"<span>{article.posted:%Y-%m-%d}</span></li>"
        for article in articles
    )


def _pager(column: Column, number: int, pages: int) -> str:
    steps = (("上一页", number - 1), ("下一页", number + 1))
    links = " ".join(
        f'<a href="{column.page(to)}">{label}</a>' if 1 <= to <= pages else f"<span>{label}</span>"
        for label, to in steps
    )
    return f'<div class="page">第{number}页 共{pages}页 {links}</div>'

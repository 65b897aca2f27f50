"""Markup that portals of all systems have much alike: menu, boxes, bodies, footers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.files import File
from tests.portal.campus.scheme import Column, Scheme

ICP_HOST = "beian.example.invalid"
FRIENDS = {"www.example.invalid": "清源县人民政府", "news.example.invalid": "清源新闻网"}
OTHER_HOSTS = (ICP_HOST, *FRIENDS)
Link = Callable[[Article], str]


def menu(scheme: Scheme, href: Callable[[str], str]) -> str:
    """All columns, the children below their parents; *href* writes a path as a link."""
    entries = [f'<li><a href="{href("/")}">网站首页</a></li>']
    for column in scheme.columns:
        if column.parent:
            continue
        below = [child for child in scheme.columns if child.parent == column.name]
        rows = "".join(f"<li>{_entry(scheme, child, href)}</li>" for child in below)
        entries.append(
            f"<li>{_entry(scheme, column, href)}{f'<ul>{rows}</ul>' if rows else ''}</li>"
        )
    return "\n".join(entries)


def _entry(scheme: Scheme, column: Column, href: Callable[[str], str]) -> str:
    return f'<a href="{href(scheme.first(column))}">{column.name}</a>'


def boxes(content: Content, row: Link, href: Callable[[str], str]) -> str:
    """The home page's middle: a headline, then the newest of each column, some of them twice."""
    lists = [column for column in content.scheme.columns if content.newest(column, 1)]
    top = content.newest(lists[0], 1)[0]
    parts = [
        f'<div class="headline"><h1><a href="{href(top.path)}">{escape(top.title)}</a></h1></div>'
    ]
    for column in lists:
        rows = "\n".join(f"<li>{row(article)}</li>" for article in content.newest(column, 5))
        more = href(content.scheme.first(column))
        parts.append(
            f'<div class="box"><h3>{column.name}<a class="more" href="{more}">更多&gt;&gt;</a></h3>'
            f"<ul>\n{rows}\n</ul></div>"
        )
    links = " ".join(f'<a href="http://{host}/">{name}</a>' for host, name in FRIENDS.items())
    return "\n".join((*parts, f'<div class="links">友情链接：{links}</div>'))


def body(
    article: Article,
    *,
    picture: Callable[[File], str],
    before: Iterable[str] = (),
) -> str:
    """Paragraphs with pictures among them and the signature; *before* comes first."""
    parts = [*before, *(f"<p>　　{escape(text, quote=False)}</p>" for text in article.paragraphs)]
    for place, file in enumerate(article.pictures):
        parts.insert(1 + 2 * place, f'<p style="text-align:center">{picture(file)}</p>')
    parts += [f'<p style="text-align:right">{line}</p>' for line in article.signature]
    return "\n".join(parts)


def footer(scheme: Scheme) -> str:
    record = scheme.record
    return (
        f"<p>主办：{record.owner}　版权所有：{record.name}</p>\n"
        f"<p>地址：{record.address}　邮编：{record.postcode}</p>\n"
        f'<p>备案号：<a href="http://{ICP_HOST}/" target="_blank">{record.icp}</a>'
        f"　{record.public_security}</p>"
    )


def cut(title: str, length: int, dots: str = "...") -> str:
    """The title as a narrow list prints it, escaped."""
    return escape(title if len(title) <= length else title[:length] + dots)

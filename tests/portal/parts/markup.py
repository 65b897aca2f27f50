"""Markup that all portals have in some form: bodies, menus, boxes of the home page, footers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from tests.portal.paragraphs import paragraph_html, signature_html, table_html
from tests.portal.parts.columns import Column, Menu
from tests.portal.parts.story import Story
from tests.portal.truth import SiteRecord

Link = Callable[[str], str]  # from a path on the site to the href that a page uses


def body_html(story: Story, link: Link) -> str:
    """Paragraphs with pictures among them, then table and signature."""
    style = story.post.body_style
    parts = [paragraph_html(style, text) for text in story.paragraphs]
    for place, picture in enumerate(story.pictures):
        tag = f'<p align="center"><img src="{escape(link(picture.path))}" border="0"></p>'
        parts.insert(1 + 2 * place, tag)
    if story.table:
        parts.append(table_html(story.table))
    parts += [signature_html(style, line) for line in story.signature]
    return "\n".join(parts)


def files_html(story: Story, link: Link) -> str:
    """The attachments, a line each."""
    return "\n".join(
        f'<p>附件{number}：<a href="{escape(link(file.path))}">{file.name}</a></p>'
        for number, file in enumerate(story.files, 1)
    )


def title_link(story: Story, link: Link, *, cut_after: int = 100, attributes: str = "") -> str:
    """The link to an article, its title cut and whole in title=."""
    title = story.title
    shown = title if len(title) <= cut_after else title[:cut_after] + "..."
    return f'<a href="{link(story.path)}"{attributes} title="{escape(title)}">{escape(shown)}</a>'


def menu_html(menu: Menu, link: Link) -> str:
    """Nested lists with a link to every column; an external one opens a window."""

    def entry(column: Column) -> str:
        below = "".join(entry(child) for child in menu.children(column))
        target = ' target="_blank"' if column.kind == "external" else ""
        href = column.path if column.kind == "external" else link(column.path)
        return (
            f'<li><a href="{href}"{target}>{column.name}</a>'
            f"{f'<ul>{below}</ul>' if below else ''}</li>"
        )

    return "\n".join(entry(column) for column in menu.tops)


def box_html(column: Column, stories: Iterable[Story], link: Link) -> str:
    """A box of the home page: the column's newest rows under its name."""
    rows = "\n".join(
        f"<li>{title_link(story, link, cut_after=22)}<span>{story.posted:%m-%d}</span></li>"
        for story in stories
    )
    head = f'<h3>{column.name}<a class="more" href="{link(column.path)}">更多&gt;&gt;</a></h3>'
    return f'<div class="box">{head}\n<ul>\n{rows}\n</ul></div>'


def friends_html(friends: dict[str, str]) -> str:
    """Links to other sites, by host."""
    links = " ".join(
        f'<a href="http://{host}/" target="_blank">{name}</a>' for host, name in friends.items()
    )
    return f'<div class="friends"><b>友情链接：</b>{links}</div>'


def footer_html(record: SiteRecord, *, code: str, icp_host: str) -> str:
    """Who runs the site; *code* is its 网站标识码."""
    return (
        f"<p>主办：{record.owner}　　地址：{record.address}　　邮编：{record.postcode}</p>\n"
        f'<p>政府网站标识码：{code}　<a href="http://{icp_host}/" target="_blank">{record.icp}</a>'
        f"　{record.public_security}　版权所有：{record.name}</p>"
    )

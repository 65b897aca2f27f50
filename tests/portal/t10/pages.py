"""T10's lists and articles, in ASP and in the Java part."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.portal.stories.content import Content
from tests.portal.stories.scheme import Column
from tests.portal.stories.story import Story
from tests.portal.t10.page import page_html, position
from tests.portal.t10.scheme import RECORD, RULES, SCHEME

# From a path to the address that this page writes for it.
Address = Callable[[str], str]
NOTHING = page_html("信息列表", "<p>暂无信息</p>")
NO_ARTICLE = page_html("提示", "<p>该信息不存在或已被删除！</p>")


def list_html(content: Content, column: Column, number: int, address: Address) -> str:
    """Page *number* of a column."""
    pages = content.pages(column)
    rows = "".join(
        f'<tr><td>·<a href="{escape(address(story.path))}" target="_blank">'
        f"{escape(story.title)}</a></td><td>{story.post.posted:%Y-%m-%d}</td></tr>"
        for story in pages[number - 1]
    )
    total = len(content.rows[column.name])
    body = f"<table>{rows}</table>" + _pager(column, number, len(pages), total, address)
    here = position(("首页", "/"), (column.name, address(SCHEME.list_page(column, 1))))
    return page_html(f"{column.name}_{RECORD.name}", here + (body if rows else "<p>暂无信息</p>"))


def _pager(column: Column, number: int, pages: int, total: int, address: Address) -> str:
    def step(label: str, to: int) -> str:
        if to == number:
            return f"<font color=gray>{label}</font>"
        return f'<a href="{escape(address(SCHEME.list_page(column, to)))}">{label}</a>'

    steps = [
        step("首页", 1),
        step("上一页", max(1, number - 1)),
        step("下一页", min(pages, number + 1)),
        step("尾页", pages),
    ]
    return f"<p>共{total}条 页次：{number}/{pages}页 {' '.join(steps)}</p>"


def article_html(content: Content, story: Story, address: Address) -> str:
    """An article with its neighbours."""
    post = story.post
    first = address(SCHEME.first_page(post.column))
    parts = [
        position(("首页", "/"), (post.column.name, first)),
        f'<p align="center"><font size="5"><b>{escape(story.title)}</b></font></p>',
        _info_line(story),
        '<div class="content">',
        f'<img src="{story.picture}" width="400"><br>' if story.picture else "",
        *(f"　　{escape(text, quote=False)}<br>" for text in story.paragraphs),
        f'附件：<a href="{story.file}">{story.file_name}</a>' if story.file else "",
        "</div>",
        _neighbours(content, story, address) if post.number else "",
        _tools(story),
    ]
    return page_html(f"{story.title}_{RECORD.name}", "\n".join(parts))


def _info_line(story: Story) -> str:
    count = f'<script src="/count.asp?id={story.post.id}"></script>'
    return (
        f'<p align="center">来源：{story.source or ""}　作者：{story.author or ""}　'
        f"发布时间：{story.post.posted:%Y-%m-%d}　点击数：{count}</p>"
    )


def _neighbours(content: Content, story: Story, address: Address) -> str:
    before, after = content.neighbours(story)
    links = [
        f'<a href="{escape(address(other.path))}">{escape(other.title)}</a>' if other else "没有了"
        for other in (before, after)
    ]
    return f"<p>上一篇：{links[0]}<br>下一篇：{links[1]}</p>"


def _tools(story: Story) -> str:
    """The printer's copy, and the telephone's."""
    if story.post.column == RULES:
        return f'<p>【<a href="/zcfg/print.jsp?id={story.post.id}">打印</a>】</p>'
    return (
        f'<p>【<a href="/print.asp?ID={story.post.id}" target="_blank">打印本页</a>】'
        f'【<a href="/wap/show.asp?id={story.post.id}">手机版</a>】'
        '【<a href="javascript:window.close()">关闭窗口</a>】</p>'
    )

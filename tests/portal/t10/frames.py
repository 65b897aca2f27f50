"""T10's home page: a frameset, and the three pages in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from tests.portal.stories.content import Content
from tests.portal.stories.story import Story
from tests.portal.t10.page import page_html
from tests.portal.t10.scheme import (
    FRIEND,
    NEWS,
    NOTICES,
    PARTY,
    RECORD,
    RULES,
    SCHEME,
    SESSIONS,
    in_session,
)

FRAMESET = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{RECORD.name}</title></head>
<frameset rows="110,*" frameborder="0" border="0">
<frame src="top.asp" name="top" scrolling="no" noresize>
<frameset cols="180,*"><frame src="left.asp" name="left"><frame src="main.asp" name="main">
</frameset></frameset>
<noframes><body>您的浏览器不支持框架。</body></noframes></html>
"""


def top_html() -> str:
    return page_html(
        RECORD.name,
        f'<img src="images/logo.gif" width="60" height="60"> <b>{RECORD.name}</b>'
        '<form action="search.asp" method="get"><input name="keyword"></form>'
        '<a href="index.asp" target="_top">首页</a> <a href="wap/index.asp">手机版</a>'
        ' <a href="admin/login.asp">管理</a>',
    )


def left_html() -> str:
    """The menu: all columns, as the program writes their addresses."""
    entries = "".join(
        f'<tr><td><a href="{escape(SCHEME.first_page(column))}" target="main">{column.name}</a>'
        "</td></tr>"
        for column in SCHEME.columns
    )
    return page_html("栏目", f'<table width="160">{entries}</table>')


def main_html(content: Content) -> str:
    """The newest of each column. What is linked here says so in its address."""
    news = _box(content.rows[NEWS.name][:6], lambda s: f"{s.path}&from=main")
    rules = _box(content.rows[RULES.name][:4], lambda s: in_session(s.path, SESSIONS[1]))
    party = _box(content.rows[PARTY.name][:4], lambda s: small_escapes(s.path))
    more = small_escapes(SCHEME.list_page(NEWS, 1))
    return page_html(
        RECORD.name,
        f'<h3>{NEWS.name} <a href="{more}">更多</a></h3>{news}'
        f'<h3>{NOTICES.name} <a href="lists.asp?lbm={NOTICES.name}">更多</a></h3>'
        '<iframe src="notice.asp" width="500" height="180" frameborder="0"></iframe>'
        f"<h3>{PARTY.name}</h3>{party}<h3>{RULES.name}</h3>{rules}"
        f'<p><a href="http://{FRIEND}/">省水利厅</a> 您是第<script src="count.asp?site=1">'
        "</script>位访客</p>",
    )


def notices_html(content: Content) -> str:
    """The list in the frame of main.asp."""
    return page_html(NOTICES.name, _box(content.rows[NOTICES.name][:5], lambda s: s.path))


def small_escapes(path: str) -> str:
    """``%CD`` as ``%cd``: the same to the server."""
    return re.sub("%[0-9A-F]{2}", lambda escape: escape[0].lower(), path)


def _box(stories: Sequence[Story], address: Callable[[Story], str]) -> str:
    rows = "".join(
        f'<li><a href="{escape(address(story))}" target="_blank">{escape(story.title)}</a>'
        f" [{story.post.posted:%m-%d}]</li>"
        for story in stories
    )
    return f"<ul>{rows}</ul>"

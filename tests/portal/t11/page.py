"""What all of T11's pages have: head, menu, foot; and its home page."""

from __future__ import annotations

from html import escape

from tests.portal.stories.content import Content
from tests.portal.stories.scheme import Column
from tests.portal.stories.story import Story
from tests.portal.t11.scheme import FORMER, FRIEND, RECORD, SCHEME, VIEWS
from tests.portal.t11.traps import CALENDAR_HOME, NESTED_HOME, REPORTS_HOME


def menu_path(column: Column) -> str:
    """Where the menu leads: for the column with a frame, to the page around it."""
    return f"/node_{column.key}.htm" if column == VIEWS else SCHEME.first_page(column)


def page_html(title: str, content: str) -> str:
    """A whole page in UTF-8."""
    menu = "".join(
        f'<li><a href="{menu_path(column)}">{column.name}</a></li>' for column in SCHEME.columns
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)}</title>
<link rel="stylesheet" href="/res/style.css"></head><body>
<div class="head"><img src="/res/logo.png" alt="{RECORD.name}">
<ul class="nav"><li><a href="/">首页</a></li>{menu}
<li><a href="{FORMER[0]}">时政</a></li></ul></div>
<div class="main">
{content}
</div>
<div class="foot"><a href="{CALENDAR_HOME}">活动日历</a> <a href="{REPORTS_HOME}">资料检索</a>
<a href="{NESTED_HOME}">专题</a> <a href="http://{FRIEND}/">数字报</a>
<p>{RECORD.owner}主办　{RECORD.address}　{RECORD.icp}　{RECORD.public_security}</p></div>
</body></html>
"""


def home_html(content: Content) -> str:
    """The newest of each column."""
    boxes = "".join(
        f'<div class="box"><h3><a href="{menu_path(column)}">{column.name}</a></h3>'
        f"{rows_html(content.rows[column.name][:5])}</div>"
        for column in SCHEME.columns
        if column.kind == "list"
    )
    return page_html(RECORD.name, boxes)


def rows_html(stories: tuple[Story, ...]) -> str:
    """Rows with dates."""
    rows = "".join(
        f'<li><a href="{story.path}">{escape(story.title)}</a>'
        f"<span>{story.post.posted:%Y-%m-%d}</span></li>"
        for story in stories
    )
    return f'<ul class="list">{rows}</ul>'

"""T2's home page and its site map."""

from __future__ import annotations

from functools import partial
from html import escape

from tests.portal.parts.content import Content
from tests.portal.parts.markup import box_html, friends_html, menu_html
from tests.portal.t2.columns import MENU, NEWS, NOTICES, OFFICES, PARTY, RECORD, TOWNS, link
from tests.portal.t2.frame import page_html

MAP = "/wzdt/"
FRIENDS = {
    "www.pingshui.example.invalid": "平水市人民政府",
    "news.example.invalid": "清源新闻网",
}


def home_html(content: Content) -> str:
    """A headline, a scrolling line and a box a column: one article is linked several times."""
    to = partial(link, page="/")
    newest = content.listings[NEWS.name].rows
    first = newest[0]
    scrolling = "".join(
        f'<a href="{to(story.path)}">★{escape(story.title)}</a>　　' for story in newest[:3]
    )
    boxes = (
        box_html(column, content.listings[column.name].rows[:6], to)
        for column in (NEWS, NOTICES, OFFICES, TOWNS, PARTY)
    )
    parts = (
        f'<div class="top"><h1><a href="{to(first.path)}">{escape(first.title)}</a></h1></div>',
        f'<div id="mq"><marquee>{scrolling}</marquee></div>',
        *boxes,
        friends_html(FRIENDS),
        f'<p><a href="{to(MAP)}">网站地图</a></p>',
    )
    return page_html(page="/", title=RECORD.name, metas={}, content="\n".join(parts))


def map_html() -> str:
    columns = menu_html(MENU, partial(link, page=MAP))
    content = f'<h2 class="title">网站地图</h2>\n<ul class="map">\n{columns}\n</ul>'
    return page_html(page=MAP, title=f"网站地图_{RECORD.name}", metas={}, content=content)

"""T3's home page and its site map."""

from __future__ import annotations

from html import escape

from tests.portal.parts.content import Content
from tests.portal.parts.markup import box_html, friends_html, menu_html
from tests.portal.t3.columns import BUREAU, CHECKS, COUNTIES, MENU, NEWS, NOTICES, RECORD
from tests.portal.t3.frame import link, page_html

MAP = "/jyj/wzdt/wzdt.shtml"
FRIENDS = {
    "www.pingshui.example.invalid": "平水市人民政府",
    "edu.example.invalid": "甘肃省教育厅",
}


def home_html(content: Content) -> str:
    newest = content.listings[NEWS.name].rows
    slides = "".join(
        f'<li><a href="{story.path}"><img src="/jyj/xhtml/logo.png" alt="">'
        f"<p>{escape(story.title)}</p></a></li>"
        for story in newest[:4]
    )
    boxes = (
        box_html(column, content.listings[column.name].rows[:6], link)
        for column in (NEWS, BUREAU, COUNTIES, NOTICES, CHECKS)
    )
    more = f'<p><a href="{MAP}">网站地图</a></p>'
    parts = (f'<ul class="slides">{slides}</ul>', *boxes, friends_html(FRIENDS), more)
    return page_html(title=RECORD.name, metas={}, content="\n".join(parts))


def map_html() -> str:
    columns = menu_html(MENU, link)
    content = f'<h1 class="title">网站地图</h1>\n<ul class="map">\n{columns}\n</ul>'
    return page_html(title=f"网站地图-{RECORD.name}", metas={}, content=content)

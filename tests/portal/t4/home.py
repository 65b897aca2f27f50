"""T4's home page and its site map."""

from __future__ import annotations

from html import escape

from tests.portal.parts.content import Content
from tests.portal.parts.markup import box_html, friends_html, menu_html
from tests.portal.t4.columns import CITY, COUNTIES, MENU, NEWS, NOTICES, OFFICES, RECORD
from tests.portal.t4.frame import link, page_html

MAP = "/col/col1099/index.html"
FRIENDS = {
    "www.pingshui.example.invalid": "平水市人民政府",
    "www.qingyuan.example.invalid": "清源县人民政府",
}


def home_html(content: Content) -> str:
    newest = content.listings[NEWS.name].rows
    pictures = "".join(
        f'<a href="{story.path}"><img src="/images/logo.png" alt="{escape(story.title)}"></a>'
        for story in newest[:3]
    )
    boxes = (
        box_html(column, content.listings[column.name].rows[:6], link)
        for column in (NEWS, CITY, OFFICES, COUNTIES, NOTICES)
    )
    parts = (f'<div class="focus">{pictures}</div>', *boxes, friends_html(FRIENDS))
    more = f'<p><a href="{MAP}">网站地图</a></p>'
    return page_html(title=RECORD.name, metas={}, content="\n".join((*parts, more)))


def map_html() -> str:
    columns = menu_html(MENU, link)
    content = f'<h2 class="title">网站地图</h2>\n<ul class="map">\n{columns}\n</ul>'
    return page_html(title=f"{RECORD.name} 网站地图", metas={}, content=content)

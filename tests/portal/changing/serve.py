"""The newsroom's pages, made as they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from tests.portal.changing.newsroom import NAMES, ROWS, Newsroom, Story, slug
from tests.portal.paragraphs import paragraph_html
from tests.portal.site import NOT_FOUND, Asked, Resource, Site

_LIST = re.compile(r"/lm(\d\d)/(?:index(?:_(\d+))?\.html)?")
_FILE = re.compile(r"/upload/t(\d{6})(?:_(\d)\.png|\.doc)")
_STORY = re.compile(r"/lm(\d\d)/(\d{6})/t(\d{6})\.html")
_HOME_ROWS = 6
_BOX_ROWS = 10
# What the frame of such a page carries: styles for every browser since 2001, and a menu's script.
_STYLE = "".join(
    f".c{n} li a:hover{{color:#c{n % 10}0;background:url(/images/bg.png) no-repeat {n}px 0}}\n"
    for n in range(110)
)
_SCRIPT = "".join(
    f"function menu{n}(){{document.getElementById('m{n}').style.display='block';return false}}\n"
    for n in range(60)
)
_FILES = {
    "/images/bg.png": Resource(b"\x89PNG\r\n\x1a\n" + bytes(400), "image/png"),
    "/css/site.css": Resource(b"body{margin:0}", "text/css"),
    "/js/site.js": Resource(b"var site=1;", "text/javascript"),
}


def changing_site(room: Newsroom, *, last_modified: datetime | None = None) -> Site:
    """*room* as a site to serve; it may change at any time, and is itself what is true of it.

    With *last_modified* each page says that it is as old as that, whatever happens to it.
    """
    return Site(_FILES, truth=None, scripts=_Pages(room, last_modified))


@dataclass(frozen=True)
class _Pages(Mapping[str, object]):
    """A script for every path."""

    room: Newsroom
    last_modified: datetime | None

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str)

    def __getitem__(self, path: str):
        return self._dated

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def _dated(self, asked: Asked) -> Resource | None:
        answer = self._answer(asked)
        if answer is None or self.last_modified is None or not answer.is_page:
            return answer
        return replace(answer, last_modified=self.last_modified)

    def _answer(self, asked: Asked) -> Resource | None:
        path = asked.path
        if path in {"/", "/index.html"}:
            return _page("县人民政府", _home(self.room), self.room)
        if found := _LIST.fullmatch(path):
            column, number = int(found[1]) - 1, int(found[2] or 0)
            return self._list(column, number) if column < len(NAMES) else NOT_FOUND
        if found := _STORY.fullmatch(path):
            story = self.room.stories.get(int(found[3]))
            if story is not None and story.path == path:
                return _page(story.title, _story(story, self.room), self.room)
        if found := _FILE.fullmatch(path):
            return _file(int(found[1]), path) if int(found[1]) in self.room.stories else NOT_FOUND
        return None

    def _list(self, column: int, number: int) -> Resource:
        stories = self.room.listed(column)
        pages = max(1, -(-len(stories) // ROWS))
        if number >= pages:
            return NOT_FOUND
        shown = stories[number * ROWS : (number + 1) * ROWS]
        content = f"<ul class=list>{''.join(map(_row, shown))}</ul>{_pager(number, pages)}"
        return _page(NAMES[column], f"<h2>{NAMES[column]}</h2>{content}", self.room)


def _page(title: str, content: str, room: Newsroom) -> Resource:
    """A page with what changes at each fetch: today, and how many read it."""
    room.readers += 1
    menu = "".join(f"<li><a href=/{slug(n)}/>{name}</a></li>" for n, name in enumerate(NAMES))
    html = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel=stylesheet href="/css/site.css"><style>{_STYLE}</style>'
        f'<script src="/js/site.js"></script><script>{_SCRIPT}</script></head><body>'
        f"<div class=top>今天是{room.now:%Y年%m月%d日 %H:%M:%S} 您是第{room.readers}位访问者</div>"
        f"<ul class=nav><li><a href=/>首页</a></li>{menu}</ul><div class=main>{content}</div>"
        f"{_boxes(room)}"
        "<div class=foot>版权所有：县人民政府办公室</div></body></html>"
    )
    return Resource(html.encode(), "text/html; charset=utf-8")


def _home(room: Newsroom) -> str:
    boxes = []
    for column, name in enumerate(NAMES):
        rows = "".join(map(_row, room.listed(column)[:_HOME_ROWS]))
        more = f'<a href="/{slug(column)}/">更多</a>'
        boxes.append(f"<div class=box><h3>{name}{more}</h3><ul>{rows}</ul></div>")
    return "".join(boxes)


def _file(number: int, path: str) -> Resource:
    """A picture or an attachment of a story: other bytes for each."""
    rng = Random(path)
    if path.endswith(".doc"):
        return Resource(b"\xd0\xcf\x11\xe0" + rng.randbytes(9000), "application/msword")
    return Resource(b"\x89PNG\r\n\x1a\n" + rng.randbytes(3000 + number % 4000), "image/png")


def _files_of(story: Story) -> str:
    """Pictures (1.2 a story), and an attachment for every fourth, as portals have them."""
    count = (0, 1, 1, 2, 2)[story.number % 5]
    shown = [f'<p><img src="/upload/t{story.number:06}_{n}.png"></p>' for n in range(count)]
    if story.number % 4 == 0:
        shown.append(
            f'<p>附件：<a href="/upload/t{story.number:06}.doc">附件{story.number}.doc</a></p>'
        )
    return "".join(shown)


def _boxes(room: Newsroom) -> str:
    """What is new, and what is read most: others at each fetch."""
    new = room.newest(_BOX_ROWS)
    numbers = sorted(room.stories)
    hot = [room.stories[room.rng.choice(numbers)] for _ in range(_BOX_ROWS if numbers else 0)]
    return "".join(
        f'<div class="box side"><h3>{name}</h3><ul>{"".join(map(_link, stories))}</ul></div>'
        for name, stories in (("最新信息", new), ("热点推荐", hot))
    )


def _link(story: Story) -> str:
    return f'<li><a href="{story.path}">{story.title[:18]}…</a></li>'


def _row(story: Story) -> str:
    date = f"<span>{story.published:%Y-%m-%d}</span>"
    return f'<li>{date}<a href="{story.path}" title="{story.title}">{story.title}</a></li>'


def _pager(number: int, pages: int) -> str:
    def href(page: int) -> str:
        return "index.html" if page == 0 else f"index_{page}.html"

    links = []
    if number:
        links += [f'<a href="{href(0)}">首页</a>', f'<a href="{href(number - 1)}">上一页</a>']
    if number + 1 < pages:
        links += [
            f'<a href="{href(number + 1)}">下一页</a>',
            f'<a href="{href(pages - 1)}">尾页</a>',
        ]
    return f"<div class=pages>第{number + 1}页/共{pages}页 {' '.join(links)}</div>"


def _story(story: Story, room: Newsroom) -> str:
    listed = room.listed(story.column)
    place = listed.index(story)
    near = {"上一篇": place - 1, "下一篇": place + 1}
    links = "".join(
        f'<p>{word}：<a href="{listed[n].path}">{listed[n].title}</a></p>'
        for word, n in near.items()
        if 0 <= n < len(listed)
    )
    body = "".join(paragraph_html("plain", text) for text in story.body) + _files_of(story)
    column = f'<a href="/{slug(story.column)}/">{NAMES[story.column]}</a>'
    return (
        f"<div class=crumb>当前位置：<a href=/>首页</a> &gt; {column} &gt; 正文</div>"
        f"<h1>{story.title}</h1><div class=info>来源：{story.source} 作者：办公室"
        f" 阅读：{room.readers} 时间：{story.published:%Y-%m-%d %H:%M}</div>"
        f"<div class=content>{body}</div>{links}"
    )

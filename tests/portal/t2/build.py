"""Builds T2: pages, files and truth."""

from __future__ import annotations

from datetime import datetime

from tests.portal.charsets import GBK
from tests.portal.parts.assets import frame_assets
from tests.portal.parts.content import Content, Neighbours, arrange
from tests.portal.parts.edition import Edition, ListPage, Shelf
from tests.portal.parts.plan import FIRST_POST, plan
from tests.portal.parts.publish import publish
from tests.portal.parts.story import Story, write_stories
from tests.portal.site import Resource, Site
from tests.portal.t2.article_page import article_html, shown
from tests.portal.t2.columns import (
    ADDRESSES,
    GATE,
    HALL_HOST,
    MENU,
    NOTICES,
    RECORD,
    SPECIAL,
    Column,
)
from tests.portal.t2.frame import FOLDER, ICP_HOST
from tests.portal.t2.home import FRIENDS, MAP, home_html, map_html
from tests.portal.t2.lists import STUBS, list_pages, numbered, pages_said
from tests.portal.truth import Forbidden, Trap

SEARCH = "/was5/web/search?channelid=211&searchword="
# What is left of a list page that was taken away: some 300 bytes, and 200 OK.
_STUB = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>'
    "</title></head>\n<body>\n<!-- 置标解析失败 -->\n"
    + '<table width="100%" border="0"><tr><td>&nbsp;</td></tr></table>\n' * 3
    + "</body></html>\n"
)


def build_t2(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    return publish(_edition(seed, articles), later=_edition(seed, articles, arrivals=1))


def _edition(seed: int, articles: int, *, arrivals: int = 0) -> Edition:
    salt = f"t2/{seed}"
    posts = plan(MENU, articles=articles, arrivals=arrivals, special=SPECIAL)
    stories = write_stories(posts, salt=salt, owner=RECORD.owner, addresses=ADDRESSES)
    content = arrange(MENU, stories, salt=salt, prev_is_newer=True)
    shelves = tuple(_shelf(column, content) for column in MENU)
    home = GBK.page(home_html(content), last_modified=_newest(content.live))
    pages = {MAP: GBK.page(map_html(), last_modified=FIRST_POST)}
    stubs = _stubs(next(shelf for shelf in shelves if shelf.column is NOTICES))
    plain = ["/", *pages, *(page.path for shelf in shelves for page in shelf.pages)]
    return Edition(
        record=RECORD,
        menu=MENU,
        content=content,
        shelves=shelves,
        article=_article,
        shown=shown,
        home=home,
        pages=pages,
        assets=frame_assets(FOLDER, colour=(160, 30, 30), codec="gbk"),
        hidden={SEARCH: GBK.page("<p>没有相关记录</p>")},
        forbidden=Forbidden(
            paths=(SEARCH,), prefixes=("/was5/",), hosts=(*FRIENDS, ICP_HOST, HALL_HOST)
        ),
        codec=GBK.codec,
        header_charset=GBK.header,
        meta_charset=GBK.meta,
        # The gate shows any page: relative links stay behind it.
        twins={f"{GATE}{path}": path for path in [*plain, *(s.path for s in content.live)]}
        | {f"{path}index.html": path for path in plain if path.endswith("/")},
        beyond=stubs,
        states=dict.fromkeys(stubs, "stub"),
        traps=(Trap(prefix="/gate/big5/", budget=0),),
    )


def _shelf(column: Column, content: Content) -> Shelf:
    if column.kind in {"page", "external"}:
        return Shelf(column)
    listing = content.listings[column.name]
    pages = tuple(
        ListPage(path, rows, GBK.page(html, last_modified=_newest(listing.rows)))
        for path, (rows, html) in list_pages(column, listing).items()
    )
    said = pages_said(column, len(pages)) if listing.rows else None
    pager = "links" if column.system == "links" else "script"
    return Shelf(column, pages, pinned=listing.pinned, pages_said=said, pager=pager)


def _stubs(shelf: Shelf) -> dict[str, Resource]:
    behind = range(len(shelf.pages), len(shelf.pages) + STUBS)
    stub = GBK.page(_STUB, last_modified=FIRST_POST)
    return {numbered(shelf.column, index): stub for index in behind}


def _article(story: Story, neighbours: Neighbours) -> Resource:
    near = [s for s in (story, neighbours.prev, neighbours.next) if s]
    return GBK.page(article_html(story, neighbours), last_modified=_newest(near))


def _newest(stories: list[Story] | tuple[Story, ...]) -> datetime:
    return max((story.posted for story in stories), default=FIRST_POST)

"""Builds T3: pages, data, files and truth."""

from __future__ import annotations

from collections.abc import Iterable

from tests.portal.charsets import UTF8
from tests.portal.parts.assets import frame_assets
from tests.portal.parts.columns import Column
from tests.portal.parts.content import Content, Neighbours, arrange
from tests.portal.parts.edition import Edition, ListPage, Shelf
from tests.portal.parts.plan import FIRST_POST, plan
from tests.portal.parts.publish import publish
from tests.portal.parts.story import Story, write_stories
from tests.portal.site import Resource, Site
from tests.portal.t3.article_page import article_html, shown
from tests.portal.t3.columns import ADDRESSES, LETTERS_HOST, MENU, NOTICES, RECORD, SPECIAL
from tests.portal.t3.frame import ERRORS_HOST, ICP_HOST
from tests.portal.t3.home import FRIENDS, MAP, home_html, map_html
from tests.portal.t3.lists import list_html, numbered, pages_said, shell_html
from tests.portal.t3.search import PROGRAM, search_json, search_path, search_script
from tests.portal.truth import Forbidden


def build_t3(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    return publish(_edition(seed, articles), later=_edition(seed, articles, arrivals=1))


def _edition(seed: int, articles: int, *, arrivals: int = 0) -> Edition:
    salt = f"t3/{seed}"
    posts = plan(MENU, articles=articles, arrivals=arrivals, special=SPECIAL)
    stories = write_stories(posts, salt=salt, owner=RECORD.owner, addresses=ADDRESSES)
    content = arrange(MENU, stories, salt=salt, prev_is_newer=False)
    notices = content.listings[NOTICES.name].rows
    return Edition(
        record=RECORD,
        menu=MENU,
        content=content,
        shelves=tuple(_shelf(column, content) for column in MENU),
        article=_article,
        shown=shown,
        home=_page(home_html(content), content.live),
        pages={MAP: _page(map_html())},
        assets=frame_assets("/jyj/xhtml/", colour=(30, 120, 80), codec="utf-8"),
        hidden={},
        forbidden=Forbidden(
            paths=(), prefixes=("/search/",), hosts=(*FRIENDS, LETTERS_HOST, ICP_HOST, ERRORS_HOST)
        ),
        codec=UTF8.codec,
        header_charset=UTF8.header,
        meta_charset=UTF8.meta,
        scripts={PROGRAM: search_script(notices, _page(shell_html(NOTICES)))},
    )


def _shelf(column: Column, content: Content) -> Shelf:
    if column.kind in {"page", "external"}:
        return Shelf(column)
    listing = content.listings[column.name]
    pages, total = listing.pages(column.per_page), len(listing.rows)
    if column.system == "json":
        first = ListPage(column.path, (), _page(shell_html(column)))
        data = (
            ListPage(search_path(column, number), rows, search_json(rows, total=total))
            for number, rows in enumerate(pages, 1)
        )
        return Shelf(column, (first, *data), items=total, pager="json")
    shown_pages = tuple(
        ListPage(
            numbered(column, number),
            rows,
            _page(
                list_html(column, rows, number=number, pages=len(pages), records=total),
                listing.rows,
            ),
        )
        for number, rows in enumerate(pages, 1)
    )
    is_counted = not column.system and column.kind == "list"
    return Shelf(
        column,
        shown_pages,
        pinned=listing.pinned,
        items=total if is_counted else None,
        pages_said=pages_said(column, len(pages)) if listing.rows else None,
        pager="links" if column.system == "links" else "script",
    )


def _article(story: Story, neighbours: Neighbours) -> Resource:
    near = [s for s in (story, neighbours.prev, neighbours.next) if s]
    return _page(article_html(story, neighbours), near)


def _page(html: str, shows: Iterable[Story] = ()) -> Resource:
    """The page, changed when the newest story was posted that it *shows*."""
    newest = max((story.posted for story in shows), default=FIRST_POST)
    return UTF8.page(html, last_modified=newest)

"""Builds T4: pages, data, files and truth."""

from __future__ import annotations

from tests.portal.charsets import UTF8
from tests.portal.parts.assets import frame_assets
from tests.portal.parts.content import Neighbours, arrange
from tests.portal.parts.edition import Edition, Shelf
from tests.portal.parts.plan import FIRST_POST, plan
from tests.portal.parts.publish import publish
from tests.portal.parts.story import Story, write_stories
from tests.portal.site import Asked, Resource, Script, Site
from tests.portal.t4.answers import scripts
from tests.portal.t4.article_page import article_html, shown
from tests.portal.t4.columns import (
    ADDRESSES,
    COUNTIES,
    HALL_HOST,
    MENU,
    NOTICES,
    OLD_HOST,
    RECORD,
    SPECIAL,
)
from tests.portal.t4.frame import COUNTER, ICP_HOST, MAKER_HOST
from tests.portal.t4.home import FRIENDS, MAP, home_html, map_html
from tests.portal.t4.lists import shelf, window_size
from tests.portal.t4.requests import unit_path, window_path
from tests.portal.truth import Forbidden

_ROBOTS = b"User-agent: *\nDisallow: /module/visitcount/\nDisallow: /jcms/\n"
_LOGIN = "/jcms/jcms_files/login.jsp"
_PAGE_CONTROL = b"function loadUnit() { /* asks for the block and puts it in its place */ }\n"


def build_t4(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    return publish(_edition(seed, articles), later=_edition(seed, articles, arrivals=1))


def _edition(seed: int, articles: int, *, arrivals: int = 0) -> Edition:
    salt = f"t4/{seed}"
    posts = plan(MENU, articles=articles, arrivals=arrivals, special=SPECIAL)
    stories = write_stories(posts, salt=salt, owner=RECORD.owner, addresses=ADDRESSES)
    content = arrange(MENU, stories, salt=salt, prev_is_newer=False)
    shelves = tuple(shelf(column, content.listings[column.name]) for column in MENU)
    programs = scripts(shelves)
    beyond = {path: _answer(programs, path) for path in _behind_the_ends(shelves)}
    newest = max(story.posted for story in content.live)
    control = Resource(_PAGE_CONTROL, "application/javascript", last_modified=FIRST_POST)
    return Edition(
        record=RECORD,
        menu=MENU,
        content=content,
        shelves=shelves,
        article=_article,
        shown=shown,
        home=UTF8.page(home_html(content), last_modified=newest),
        pages={MAP: UTF8.page(map_html(), last_modified=FIRST_POST)},
        assets=frame_assets("/images/", colour=(20, 70, 150), codec="utf-8")
        | {"/script/pagecontrol.js": control},
        hidden={
            "/robots.txt": Resource(_ROBOTS, "text/plain", last_modified=FIRST_POST),
            _LOGIN: UTF8.page("<form method=post><input type=password></form>"),
        },
        forbidden=Forbidden(
            paths=(_LOGIN,),
            prefixes=("/module/visitcount/", "/jcms/"),
            hosts=(*FRIENDS, HALL_HOST, ICP_HOST, MAKER_HOST, OLD_HOST),
        ),
        codec=UTF8.codec,
        header_charset=UTF8.header,
        meta_charset=UTF8.meta,
        beyond=beyond,
        states=dict.fromkeys(beyond, "empty_data"),
        scripts=programs,
        any_query={COUNTER: Resource(b"<html></html>")},
    )


def _behind_the_ends(shelves: tuple[Shelf, ...]) -> tuple[str, ...]:
    """The one request of a list that nothing but its empty answer shows to be needless."""
    units = next(shelf for shelf in shelves if shelf.column is NOTICES)
    size = window_size(COUNTIES)
    return window_path(COUNTIES, 1 + size, size), unit_path(NOTICES, len(units.pages))


def _answer(programs: dict[str, Script], path: str) -> Resource:
    answer = programs[path.partition("?")[0]](Asked(path))
    assert answer
    return answer


def _article(story: Story, neighbours: Neighbours) -> Resource:
    near = [s.posted for s in (story, neighbours.prev, neighbours.next) if s]
    return UTF8.page(article_html(story, neighbours), last_modified=max(near))

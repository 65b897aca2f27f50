"""Builds T7: pages, files, the script behind the forms, and truth."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.portal.campus import assets
from tests.portal.campus.content import Content, write_content
from tests.portal.campus.markup import OTHER_HOSTS
from tests.portal.campus.pages import Templates, edited_variant, file_resources, make_pages
from tests.portal.campus.truth import forbid, write_truth
from tests.portal.site import Resource, Site
from tests.portal.t7.articles import article_html, home_html
from tests.portal.t7.columns import SCHEME, TABLES
from tests.portal.t7.lists import NOTHING, list_page_html, listing_html
from tests.portal.t7.pager import BUTTON_IMAGES
from tests.portal.t7.postback import list_script

_TEMPLATES = Templates(home_html, listing_html, article_html)
_LOGIN = Resource(b"<html><form method=post><input type=password></form></html>")


def build_t7(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = write_content(SCHEME, seed=seed, articles=articles)
    frame = _frame()
    resources = make_pages(content, _TEMPLATES) | file_resources(content) | frame
    resources["/admin/login.aspx"] = _LOGIN
    truth = write_truth(
        content,
        forbidden=forbid(resources, prefixes=("/admin/",), hosts=OTHER_HOSTS),
        assets=frame,
    )
    unknown = SCHEME.charset.page(list_page_html(content, TABLES, 1, NOTHING))
    return Site(
        resources,
        replace(truth, posts=_posts(content)),
        scripts={"/NewsList.aspx": partial(list_script, content)},
        any_query={"/NewsList.aspx": unknown},
        variants=edited_variant(content, _TEMPLATES),
    )


def _posts(content: Content) -> tuple[str, ...]:
    return tuple(
        SCHEME.first(column) for column in SCHEME.columns if len(content.pages(column)) > 1
    )


def _frame() -> dict[str, Resource]:
    buttons = {path: assets.picture((27, 90, 160), width=40) for path in BUTTON_IMAGES}
    return buttons | {
        "/css/style.css": assets.style(),
        "/images/logo.png": assets.picture((27, 90, 160), width=120, height=40),
        "/images/foot.png": assets.picture((27, 90, 160)),
    }

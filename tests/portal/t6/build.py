"""Builds T6: pages, redirects, files and truth."""

from __future__ import annotations

from tests.portal.campus import assets
from tests.portal.campus.content import Content, write_content
from tests.portal.campus.markup import OTHER_HOSTS
from tests.portal.campus.pages import (
    Templates,
    article_page,
    edited_variant,
    file_resources,
    make_pages,
)
from tests.portal.campus.truth import forbid, write_truth
from tests.portal.site import Resource, Site
from tests.portal.t6.articles import article_html, home_html, restricted_html
from tests.portal.t6.columns import HOME_FILE, NOTICES, SCHEME, in_column, moved_to
from tests.portal.t6.frame import COUNTER
from tests.portal.t6.lists import listing_html

_TEMPLATES = Templates(home_html, listing_html, article_html)
_LOGO = "/_upload/tpl/00/18/24/template24/images/logo.png"


def build_t6(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = write_content(SCHEME, seed=seed, articles=articles)
    pages = make_pages(content, _TEMPLATES)
    frame = _frame()
    moved = {path: moved_to(path) for path in content.list_paths(NOTICES)}
    twice = _in_two_columns(content)
    truth = write_truth(
        content,
        forbidden=forbid((), prefixes=(COUNTER,), hosts=OTHER_HOSTS),
        assets=frame,
        twins={HOME_FILE: "/"} | {new: old for old, new in moved.items()} | twice,
    )
    pages[HOME_FILE] = pages["/"]
    pages |= {new: pages[old] for old, new in moved.items()}
    pages |= {old: _redirect(new) for old, new in moved.items()}
    pages |= _second_pages(content)
    pages |= {
        article.path: SCHEME.charset.page(restricted_html())
        for article in content.fated("restricted")
    }
    counter = Resource(b"GIF89a", "image/gif")
    return Site(
        pages | file_resources(content) | frame,
        truth,
        any_query={COUNTER: counter, f"{COUNTER}display": counter},
        variants=edited_variant(content, _TEMPLATES),
    )


def _redirect(path: str) -> Resource:
    return Resource(b"", status=301, headers=(("Location", path),))


def _in_two_columns(content: Content) -> dict[str, str]:
    """The second address of each article that stands in a second column -> its first."""
    return {
        in_column(column, article.post): article.path
        for article in content.live
        for column in article.post.also_in
    }


def _second_pages(content: Content) -> dict[str, Resource]:
    articles = {article.path: article for article in content.live}
    return {
        second: article_page(content, _TEMPLATES, articles[first], path=second)
        for second, first in _in_two_columns(content).items()
    }


def _frame() -> dict[str, Resource]:
    return {
        "/_css/_system/system.css": assets.style(),
        "/_js/sudy-jquery-autoload.js": assets.script("var sudy = {};\n"),
        _LOGO: assets.picture((27, 90, 160), width=120, height=40),
        "/images/foot.png": assets.picture((27, 90, 160)),
    }

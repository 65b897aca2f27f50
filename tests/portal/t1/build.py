"""Builds T1: pages, files and truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tests.portal.charsets import GBK, GBK_UNDER_UTF8_HEADER, UTF8, UTF8_UNDER_GB2312_META, Charset
from tests.portal.parts.publish import arrived, differences
from tests.portal.site import Resource, Site
from tests.portal.t1.article import Article
from tests.portal.t1.article_page import article_html
from tests.portal.t1.assets import LAUNCHED, assets
from tests.portal.t1.columns import CADRES, COLUMNS, DUTIES, NOTICES, PARENT, STUDY
from tests.portal.t1.content import Content, write_content
from tests.portal.t1.frame import PAGES
from tests.portal.t1.home import home_html, single_page_html
from tests.portal.t1.lists import NOTHING, list_html, list_pages
from tests.portal.t1.truth import write_truth
from tests.portal.truth import Truth

# Of the first page of a list, and of the pages that nobody looks at any more. Both say the
# same in their meta.
_LIST_CHARSETS: dict[str, tuple[Charset, Charset]] = {
    PARENT.name: (UTF8, UTF8),
    CADRES.name: (GBK, GBK_UNDER_UTF8_HEADER),
    STUDY.name: (GBK, UTF8_UNDER_GB2312_META),
}


def build_t1(*, seed: int = 1, articles: int = 150) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = write_content(seed=seed, articles=articles)
    resources, truth = _resources_and_truth(content)
    later = _resources_and_truth(write_content(seed=seed, articles=articles, arrivals=1))
    empty = GBK.page(list_html(NOTICES, NOTHING, charset=GBK.meta))
    return Site(
        resources,
        replace(truth, arrived=arrived(truth, later[1])),
        any_query={"/list.asp": empty, "/count.asp": _counter(1)},
        variants={
            "edited": {content.edited.post.path: _edited_page(content)},
            "moving-row": differences(resources, later[0], truth),
        },
    )


def _resources_and_truth(content: Content) -> tuple[dict[str, Resource], Truth]:
    pages = _article_pages(content) | _list_pages(content) | _other_pages(content)
    resources = pages | assets() | _files(content.live) | _counters(content.live) | _machine_files()
    truth = write_truth(content, resources)
    return resources | {twin: resources[path] for twin, path in truth.twins.items()}, truth


def _article_pages(content: Content) -> dict[str, Resource]:
    return {article.post.path: _article_page(content, article) for article in content.live}


def _article_page(content: Content, article: Article) -> Resource:
    post, neighbours = article.post, content.neighbours[article.post.id]
    html = article_html(article, neighbours, charset=post.charset.meta)
    if "?" in post.path:
        return post.charset.page(html)  # made by a script: no date
    shown = [a.post.posted for a in (article, neighbours.older, neighbours.newer) if a]
    return post.charset.page(html, last_modified=max(shown))


def _list_pages(content: Content) -> dict[str, Resource]:
    pages = {}
    for column in COLUMNS:
        if column is DUTIES:
            continue
        listing = content.listings[column.name]
        newest = max((article.post.posted for article in listing.rows), default=LAUNCHED)
        changed = None if column is NOTICES else newest
        first, later = _LIST_CHARSETS.get(column.name, (GBK, GBK))
        for path, html in list_pages(column, listing, charset=first.meta).items():
            charset = first if path == column.path else later
            pages[path] = charset.page(html, last_modified=changed)
    return pages


def _other_pages(content: Content) -> dict[str, Resource]:
    newest = max(article.post.posted for article in content.live)
    home = home_html(content.listings, charset=GBK.meta)
    single = {
        path: UTF8.page(single_page_html(path, charset=UTF8.meta), last_modified=LAUNCHED)
        for path in PAGES
    }
    return {"/": GBK.page(home, last_modified=newest), **single}


def _files(articles: Sequence[Article]) -> dict[str, Resource]:
    files = [file for article in articles for file in article.linked]
    return {file.path: file.resource for file in files if file.path and file.resource}


def _counters(articles: Sequence[Article]) -> dict[str, Resource]:
    counted = [article for article in articles if article.post.views_style == "counter"]
    return {f"/count.asp?id={a.post.id}": _counter(a.views) for a in counted} | {
        "/count.asp?site=1": _counter(90817)
    }


def _counter(views: int) -> Resource:
    return Resource(b"document.write('%d')" % views, "application/x-javascript")


def _machine_files() -> dict[str, Resource]:
    robots = Resource(b"User-agent: *\nDisallow: /admin/\n", "text/plain", last_modified=LAUNCHED)
    login = Resource(b"<html><form method=post><input type=password></form></html>")
    return {"/robots.txt": robots, "/admin/login.asp": login}


def _edited_page(content: Content) -> Resource:
    page = _article_page(content, content.edited)
    assert page.last_modified
    return replace(page, last_modified=page.last_modified + timedelta(days=90))

"""From templates to the resources of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.scheme import Column
from tests.portal.site import Resource


@dataclass(frozen=True)
class Templates:
    """How a portal's pages look.

    *listing* has the column, the page's number from 1 and its rows; *article* has the article and
    the address that it is shown at.
    """

    home: Callable[[Content], str]
    listing: Callable[[Content, Column, int], str]
    article: Callable[[Content, Article, str], str]


def make_pages(content: Content, templates: Templates) -> dict[str, Resource]:
    """Home page, lists and articles by path; list pages that need a POST are left to scripts."""
    newest = max(article.post.posted for article in content.live)
    page = content.scheme.charset.page
    pages = {"/": page(templates.home(content), last_modified=newest)}
    for column in content.scheme.columns:
        if column.kind == "page":
            continue
        for number, path in enumerate(content.list_paths(column), 1):
            if not path.startswith("POST "):
                html = templates.listing(content, column, number)
                pages[path] = page(html, last_modified=_date(path, newest))
    for article in content.live:
        pages[article.path] = article_page(content, templates, article)
    return pages


def article_page(
    content: Content, templates: Templates, article: Article, *, path: str = ""
) -> Resource:
    """The article as it is shown at *path*; its own address if there is none."""
    path = path or article.path
    neighbours = content.neighbours[article.post.number]
    shown = [a.post.posted for a in (article, neighbours.prev, neighbours.next) if a]
    html = templates.article(content, article, path)
    return content.scheme.charset.page(html, last_modified=_date(path, max(shown)))


def file_resources(content: Content) -> dict[str, Resource]:
    return {file.path: file.resource for file in content.files if file.resource}


def edited_variant(content: Content, templates: Templates) -> Mapping[str, Mapping[str, Resource]]:
    """The site's state under the fault `edited`: the page has a later date."""
    page = article_page(content, templates, content.edited)
    later = page.last_modified and page.last_modified + timedelta(days=90)
    return {"edited": {content.edited.path: replace(page, last_modified=later)}}


def _date(path: str, changed: datetime) -> datetime | None:
    """A page that a script makes has no date of change."""
    return None if "?" in path else changed

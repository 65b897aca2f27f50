"""Builds T9: pages, data and truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.portal import images
from tests.portal.charsets import UTF8
from tests.portal.site import Resource, Site
from tests.portal.t9.article import Article, write_articles
from tests.portal.t9.columns import APP, COLUMNS, DOCUMENTS, GKMLPT, NEWS
from tests.portal.t9.data import data_scripts, page_count, page_of
from tests.portal.t9.frame import article_html, data_list_html, home_html, list_html
from tests.portal.t9.record import RECORD
from tests.portal.t9.scripts import APP_JS, GKMLPT_JS
from tests.portal.t9.truth import write_truth
from tests.portal.text import Writer

LAUNCHED = datetime(2022, 1, 10, 9, 30, tzinfo=UTC)
_SHELL = f"""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{RECORD.name}</title>
<link rel="stylesheet" href="/app/static/app.css">
</head>
<body>
<noscript><strong>We're sorry but this app doesn't work properly without JavaScript enabled. \
Please enable it to continue.</strong></noscript>
<div id="app"></div>
<script src="/app/static/app.js"></script>
</body>
</html>
"""


def build_t9(*, seed: int = 1, articles: int = 60) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    written = write_articles(articles, seed=seed)
    newest_first = sorted(written, key=lambda article: article.posted, reverse=True)
    listings = {
        column.name: [article for article in newest_first if article.column is column]
        for column in COLUMNS
    }
    edited = _edited(listings[NEWS.name][0], seed)
    pages = _lists(listings) | _articles(written) | _others(listings)
    return Site(
        resources=pages | _assets(),
        truth=write_truth(written, listings, edited=edited, assets=tuple(_assets())),
        scripts=data_scripts(listings),
        variants={"edited": {edited.path: _page(article_html(edited), edited.posted, days=90)}},
    )


def _lists(listings: Mapping[str, Sequence[Article]]) -> dict[str, Resource]:
    pages = {}
    for column in COLUMNS:
        if column.kind != "static":
            continue
        rows = listings[column.name]
        count = page_count(column, rows)
        for number in range(1, count + 1):
            html = list_html(column, page_of(column, rows, number), number=number, pages=count)
            pages[column.page(number)] = _page(html, rows[0].posted)
    return pages


def _articles(articles: Sequence[Article]) -> dict[str, Resource]:
    plain = [article for article in articles if article.column.kind != "app"]
    return {article.path: _page(article_html(article), article.posted) for article in plain}


def _others(listings: Mapping[str, Sequence[Article]]) -> dict[str, Resource]:
    newest = max(rows[0].posted for rows in listings.values())
    robots = Resource(b"User-agent: *\nDisallow: /admin/\n", "text/plain", last_modified=LAUNCHED)
    return {
        "/": _page(home_html(listings), newest),
        GKMLPT: _page(data_list_html(DOCUMENTS), LAUNCHED),
        APP: _page(_SHELL, LAUNCHED),
        "/robots.txt": robots,
    }


def _assets() -> dict[str, Resource]:
    logo = images.png(images.landscape(60, 40, seed=9))
    return {
        "/css/site.css": _file(b".list li span { float: right; }", "text/css"),
        "/images/logo.png": _file(logo, "image/png"),
        "/app/static/app.css": _file(b".rows span { float: right; }", "text/css"),
        "/app/static/app.js": _file(APP_JS.encode(), "application/javascript"),
        "/gkmlpt/static/gkmlpt.js": _file(GKMLPT_JS.encode(), "application/javascript"),
    }


def _file(body: bytes, content_type: str) -> Resource:
    return Resource(body, content_type, last_modified=LAUNCHED)


def _page(html: str, changed: datetime, *, days: int = 0) -> Resource:
    return UTF8.page(html, last_modified=changed + timedelta(days=days))


def _edited(article: Article, seed: int) -> Article:
    """The article with its second paragraph written anew."""
    first, _, *rest = article.paragraphs
    writer = Writer(Random(f"t9/{seed}/edited"), year=article.posted.year)
    return replace(article, paragraphs=(first, writer.paragraph(3), *rest))

"""The truth of T1, from the same articles that its pages are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from tests.portal.site import Resource
from tests.portal.t1.article import Article
from tests.portal.t1.assets import assets
from tests.portal.t1.columns import COLUMNS, NOTICES, Column
from tests.portal.t1.content import Content, Listing, Neighbours
from tests.portal.t1.frame import ICP_HOST, PAGES
from tests.portal.t1.home import FRIENDS
from tests.portal.t1.info import info_line
from tests.portal.t1.pictures import INTRANET_HOST
from tests.portal.t1.record import RECORD
from tests.portal.truth import (
    ArticleTruth,
    AttachmentTruth,
    ColumnTruth,
    Counts,
    Edited,
    Forbidden,
    LinkTruth,
    Truth,
)


def write_truth(content: Content, resources: Mapping[str, Resource]) -> Truth:
    articles = {
        article.post.path: _article(article, content.neighbours[article.post.id])
        for article in content.live
    }
    columns = tuple(_column(column, content.listings[column.name]) for column in COLUMNS)
    lists = [path for column in columns for path in column.list_pages]
    files = (truth.images + tuple(f.path for f in truth.attachments) for truth in articles.values())
    found = dict.fromkeys((*assets(), *chain.from_iterable(files)))
    edited = content.edited
    return Truth(
        home="/",
        record=RECORD,
        columns=columns,
        articles=articles,
        pages=tuple(PAGES),
        assets=tuple(found),
        twins=_twins(columns),
        same_body=_same_body(content.live),
        orphans=tuple(a.post.path for a in content.live if not a.post.listed),
        dead_links=_dead_links(content),
        forbidden=_forbidden(resources),
        edited=Edited(edited.post.path, edited.paragraphs + edited.signature),
        counts=Counts(
            articles=len(articles),
            columns=len(columns),
            list_pages=len(lists),
            pages=1 + len({*lists, *articles, *PAGES}),
            assets=len(found),
        ),
    )


def one_line(text: str) -> str:
    """White space collapsed, as a reader of the page sees it."""
    return " ".join(text.split())


def _article(article: Article, neighbours: Neighbours) -> ArticleTruth:
    post, info = article.post, info_line(article)
    return ArticleTruth(
        path=post.path,
        id=post.id,
        title=one_line(article.title),
        kicker=article.kicker,
        subtitle=article.subtitle,
        source=article.source,
        author=article.author,
        views=article.views if post.views_style == "number" else None,
        published=info.published,
        published_raw=info.published_raw,
        signature_date=article.signature_date,
        columns=tuple(dict.fromkeys(post.column.crumbs)),
        listed_in=post.columns,
        body_kind=post.body_kind,
        body_style=post.body_style,
        paragraphs=article.paragraphs + article.signature,
        table=article.table,
        images=tuple(
            picture.path for picture in article.pictures if picture.path and picture.resource
        ),
        attachments=tuple(AttachmentTruth(f.path, f.name) for f in article.files if f.resource),
        prev=_link(neighbours.older),
        next=_link(neighbours.newer),
        encoding=post.charset.codec,
        header_charset=post.charset.header,
        meta_charset=post.charset.meta,
    )


def _link(article: Article | None) -> LinkTruth | None:
    return LinkTruth(one_line(article.title), article.post.path) if article else None


def _column(column: Column, listing: Listing) -> ColumnTruth:
    pages = listing.pages()
    is_page = column.kind == "page"
    return ColumnTruth(
        name=column.name,
        path=column.path,
        kind=column.kind,
        parent=column.parent,
        list_pages=() if is_page else tuple(column.page(n) for n in range(1, len(pages) + 1)),
        articles=(column.path,) if is_page else _live_paths(listing.rows),
        declared_total=len(listing.rows),
        pinned=_live_paths(listing.pinned),
        declared_pages=len(pages) if listing.rows and not is_page else None,
        rows=() if is_page else tuple(tuple(a.post.path for a in rows) for rows in pages),
    )


def _live_paths(articles: Sequence[Article]) -> tuple[str, ...]:
    return tuple(article.post.path for article in articles if not article.post.deleted)


def _twins(columns: Sequence[ColumnTruth]) -> dict[str, str]:
    """Second addresses that the site itself links to."""
    folders = ["/", *(column.path for column in columns if column.path.endswith("/"))]
    other_queries = (NOTICES.numbered(1), NOTICES.path.lower())
    return {f"{path}index.html": path for path in folders} | dict.fromkeys(
        other_queries, NOTICES.path
    )


def _same_body(articles: Sequence[Article]) -> tuple[tuple[str, str], ...]:
    paths = {article.post.number: article.post.path for article in articles}
    twins = [article.post for article in articles if article.post.twin_of]
    return tuple((paths[post.twin_of], post.path) for post in twins if post.twin_of)


def _dead_links(content: Content) -> tuple[str, ...]:
    rows = chain.from_iterable(listing.rows for listing in content.listings.values())
    deleted = [article.post.path for article in rows if article.post.deleted]
    files = chain.from_iterable(article.linked for article in content.live)
    missing = [file.path for file in files if file.path and not file.resource]
    return tuple(dict.fromkeys((*deleted, *missing)))


def _forbidden(resources: Mapping[str, Resource]) -> Forbidden:
    prefixes = ("/admin/", "/count.asp", "/search.asp")
    return Forbidden(
        paths=tuple(path for path in resources if path.startswith(prefixes)),
        prefixes=prefixes,
        hosts=(*FRIENDS, ICP_HOST, INTRANET_HOST),
    )

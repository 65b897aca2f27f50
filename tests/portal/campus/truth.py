"""The truth of a portal, from the same articles that its pages are made of.

What only the portal knows (twins, forbidden addresses, pages) it adds with `replace`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.portal.campus.article import Article
from tests.portal.campus.content import Content
from tests.portal.campus.scheme import Column
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

_STATES = {"restricted": "restricted", "redirect": "redirect_shell"}


def write_truth(
    content: Content,
    *,
    forbidden: Forbidden,
    assets: Iterable[str],
    pages: tuple[str, ...] = (),
    twins: Mapping[str, str] | None = None,
) -> Truth:
    """*assets* are those of the pages' frame, *pages* those that are neither list nor article."""
    articles = {article.path: _article(content, article) for article in content.live}
    columns = tuple(_column(content, column) for column in content.scheme.columns)
    lists = [path for column in columns for path in column.list_pages]
    found = dict.fromkeys((*assets, *(file.path for file in content.files if file.resource)))
    return Truth(
        home="/",
        record=content.scheme.record,
        columns=columns,
        articles=articles,
        pages=pages,
        assets=tuple(found),
        twins=dict(twins or {}),
        same_body=_same_body(content),
        orphans=tuple(article.path for article in content.live if not article.post.listed),
        dead_links=(
            *(article.path for article in content.fated("deleted")),
            *(file.path for file in content.files if not file.resource),
        ),
        forbidden=forbidden,
        edited=Edited(content.edited.path, content.edited.paragraphs + content.edited.signature),
        counts=Counts(
            articles=len(articles),
            columns=len(columns),
            list_pages=len(lists),
            pages=1 + len({*lists, *articles, *pages}),
            assets=len(found),
        ),
        states={
            article.path: state
            for fate, state in _STATES.items()
            for article in content.fated(fate)
        },
    )


def forbid(
    resources: Iterable[str], *, prefixes: tuple[str, ...], hosts: tuple[str, ...]
) -> Forbidden:
    """What begins with *prefixes*, and other hosts."""
    return Forbidden(
        tuple(path for path in resources if path.startswith(prefixes)), prefixes, hosts
    )


def one_line(text: str) -> str:
    """White space collapsed, as a reader of the page sees it."""
    return " ".join(text.split())


def _article(content: Content, article: Article) -> ArticleTruth:
    post, scheme = article.post, content.scheme
    neighbours = content.neighbours[post.number]
    return ArticleTruth(
        path=article.path,
        id=post.id,
        title=one_line(article.title),
        kicker=None,
        subtitle=None,
        source=article.source,
        author=article.author,
        views=article.views if scheme.views_shown else None,
        published=post.posted.strftime("%Y-%m-%dT%H:%M" if "%H" in scheme.date else "%Y-%m-%d"),
        published_raw=post.posted.strftime(scheme.date),
        signature_date=article.signature_date,
        columns=post.column.crumbs,
        listed_in=post.columns,
        body_kind=post.body_kind,
        body_style="plain",
        paragraphs=article.paragraphs + article.signature,
        table=(),
        images=tuple(picture.path for picture in article.pictures if picture.resource),
        attachments=tuple(AttachmentTruth(f.path, f.name) for f in article.files if f.resource),
        prev=_link(neighbours.prev),
        next=_link(neighbours.next),
        encoding=scheme.charset.codec,
        header_charset=scheme.charset.header,
        meta_charset=scheme.charset.meta,
    )


def _link(article: Article | None) -> LinkTruth | None:
    return LinkTruth(one_line(article.title), article.path) if article else None


def _column(content: Content, column: Column) -> ColumnTruth:
    scheme = content.scheme
    path = scheme.first(column)
    listing = content.listings[column.name]
    is_page = column.kind == "page"
    declares = column.declares if listing.rows else ()
    pages = [] if is_page else content.pages(column)
    return ColumnTruth(
        name=column.name,
        path=path,
        kind=column.kind,
        parent=column.parent,
        list_pages=() if is_page else tuple(content.list_paths(column)),
        articles=(path,) if is_page else _live_paths(listing.rows),
        declared_total=len(listing.rows) if "rows" in declares else None,
        pinned=_live_paths(listing.pinned),
        declared_pages=len(pages) if "pages" in declares else None,
        rows=tuple(tuple(scheme.row_path(column, row.post) for row in page) for page in pages),
    )


def _live_paths(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(article.path for article in articles if article.is_live)


def _same_body(content: Content) -> tuple[tuple[str, str], ...]:
    paths = {article.post.number: article.path for article in content.live}
    again = [article.post for article in content.live if article.post.repeats]
    return tuple((paths[post.repeats], paths[post.number]) for post in again if post.repeats)

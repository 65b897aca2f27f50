"""The truth of T9, from the same articles that its pages and data are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.portal.t9.article import Article
from tests.portal.t9.columns import APP, COLUMNS, COUNTER_API, GKMLPT, LIST_API, Column
from tests.portal.t9.data import page_count
from tests.portal.t9.record import ANALYTICS_HOST, ICP_HOST, RECORD
from tests.portal.truth import ArticleTruth, ColumnTruth, Counts, Edited, Forbidden, Truth


def write_truth(
    articles: Sequence[Article],
    listings: Mapping[str, Sequence[Article]],
    *,
    edited: Article,
    assets: tuple[str, ...],
) -> Truth:
    columns = tuple(_column(column, listings[column.name]) for column in COLUMNS)
    in_app = [article.path for article in articles if article.column.kind == "app"]
    app_lists = [column.path for column in COLUMNS if column.kind == "app"]
    lists = [path for column in columns for path in column.list_pages]
    return Truth(
        home="/",
        record=RECORD,
        columns=columns,
        articles={article.path: _article(article) for article in articles},
        pages=(APP,),
        assets=assets,
        twins={},
        same_body=(),
        orphans=(),
        dead_links=(),
        forbidden=Forbidden(
            paths=(COUNTER_API,),
            prefixes=(COUNTER_API, "/admin/"),
            hosts=(ANALYTICS_HOST, ICP_HOST),
        ),
        edited=Edited(edited.path, edited.paragraphs),
        counts=Counts(
            articles=len(articles),
            columns=len(columns),
            list_pages=len(lists),
            # Home, the plain pages of lists and articles, the page of the JSON list, the shell.
            pages=1
            + sum(len(c.list_pages) for c in columns if c.path.endswith("/"))
            + len(articles)
            - len(in_app)
            + 2,
            assets=len(assets),
        ),
        posts=(LIST_API,),
        # Not the page of the JSON list: what its script asks for can be told from the page.
        shells=(APP, *app_lists, *in_app),
    )


def _column(column: Column, rows: Sequence[Article]) -> ColumnTruth:
    pages = page_count(column, rows)
    return ColumnTruth(
        name=column.name,
        path=GKMLPT if column.kind == "data" else column.path,
        kind="list",
        parent=None,
        list_pages=tuple(column.page(number) for number in range(1, pages + 1)),
        articles=tuple(article.path for article in rows),
        declared_total=len(rows),
        pinned=(),
    )


def _article(article: Article) -> ArticleTruth:
    return ArticleTruth(
        path=article.path,
        id=article.id,
        title=" ".join(article.title.split()),
        kicker=None,
        subtitle=None,
        source=article.source,
        author=None,
        views=None,
        published=f"{article.posted:%Y-%m-%dT%H:%M}",
        published_raw=f"{article.posted:%Y-%m-%d %H:%M}",
        signature_date=None,
        columns=(article.column.name,),
        listed_in=(article.column.name,),
        body_kind="text",
        body_style="plain",
        paragraphs=article.paragraphs,
        table=(),
        images=(),
        attachments=(),
        prev=None,
        next=None,
        encoding="utf-8",
        header_charset="utf-8",
        meta_charset="utf-8",
    )

"""What is left of a truth when some of its pages can't be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.portal.truth import ArticleTruth, ColumnTruth, Counts, Truth


def lose_all(truth: Truth, *, states: Mapping[str, str]) -> Truth:
    """Nothing can be found; *states* say why."""
    return replace(
        truth,
        columns=(),
        articles={},
        pages=(),
        assets=(),
        twins={},
        same_body=(),
        orphans=(),
        dead_links=(),
        counts=Counts(articles=0, columns=0, list_pages=0, pages=0, assets=0),
        posts=(),
        shells=(),
        traps=(),
        states={**truth.states, **states},
    )


def lose(truth: Truth, is_lost: Callable[[str], bool], *, state: str) -> Truth:
    """The truth without the pages that *is_lost*, which have *state*, and what only they lead to.

    The home page must be left. Its own links to articles are those of the columns' rows.
    """
    lists = [path for column in truth.columns for path in column.list_pages]
    lost = [path for path in (*lists, *truth.articles, *truth.pages) if is_lost(path)]
    columns = tuple(_left_of_column(column, is_lost) for column in truth.columns)
    reached = _reached(truth, columns, is_lost)
    articles = {
        path: replace(article, listed_in=_listed_in(article, columns))
        for path, article in truth.articles.items()
        if path in reached
    }
    pages = tuple(path for path in truth.pages if not is_lost(path))
    gone_files = _files(truth.articles) - _files(articles)
    assets = tuple(path for path in truth.assets if path not in gone_files and not is_lost(path))
    list_pages = [path for column in columns for path in column.list_pages]
    return replace(
        truth,
        columns=columns,
        articles=articles,
        pages=pages,
        assets=assets,
        twins={twin: path for twin, path in truth.twins.items() if path not in lost},
        same_body=tuple(pair for pair in truth.same_body if reached.issuperset(pair)),
        orphans=tuple(
            path
            for path, article in articles.items()
            if not article.listed_in and (path in truth.orphans or truth.articles[path].listed_in)
        ),
        dead_links=tuple(path for path in truth.dead_links if not is_lost(path)),
        counts=Counts(
            articles=len(articles),
            columns=len(columns),
            list_pages=len(list_pages),
            pages=1 + len({*list_pages, *articles, *pages}),
            assets=len(assets),
        ),
        states={**truth.states, **dict.fromkeys(lost, state)},
    )


def _left_of_column(column: ColumnTruth, is_lost: Callable[[str], bool]) -> ColumnTruth:
    pages = tuple(path for path in column.list_pages if not is_lost(path))
    if column.list_pages and not pages:
        return replace(column, list_pages=(), articles=(), pinned=(), declared_total=0)
    return replace(
        column,
        list_pages=pages,
        articles=tuple(path for path in column.articles if not is_lost(path)),
        pinned=tuple(path for path in column.pinned if not is_lost(path)),
    )


def _reached(
    truth: Truth, columns: tuple[ColumnTruth, ...], is_lost: Callable[[str], bool]
) -> set[str]:
    """The articles in a list that is left, and those to which their neighbours lead."""
    ahead = [path for column in columns for path in column.articles]
    reached: set[str] = set()
    while ahead:
        path = ahead.pop()
        if path in reached or path not in truth.articles or is_lost(path):
            continue
        reached.add(path)
        article = truth.articles[path]
        ahead += [link.path for link in (article.prev, article.next) if link]
    return reached


def _listed_in(article: ArticleTruth, columns: tuple[ColumnTruth, ...]) -> tuple[str, ...]:
    left = {column.name for column in columns if article.path in column.articles}
    return tuple(name for name in article.listed_in if name in left)


def _files(articles: Mapping[str, ArticleTruth]) -> set[str]:
    return {
        path
        for article in articles.values()
        for path in (*article.images, *(attachment.path for attachment in article.attachments))
    }

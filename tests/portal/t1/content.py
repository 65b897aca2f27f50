"""T1's articles and how they hang together: who is listed where, who follows whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.portal.t1.article import Article, write_articles
from tests.portal.t1.columns import COLUMNS, STUDY, Column
from tests.portal.t1.plan import plan
from tests.portal.text import Writer

ROWS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """A column's rows, newest first; *pinned* ones head every page. Deleted articles are here."""

    pinned: tuple[Article, ...]
    others: tuple[Article, ...]

    @property
    def rows(self) -> tuple[Article, ...]:
        return self.pinned + self.others

    def pages(self) -> list[tuple[Article, ...]]:
        """The rows of each page; an empty list has one page."""
        starts = range(0, max(1, len(self.others)), ROWS_PER_PAGE)
        return [(*self.pinned, *self.others[start : start + ROWS_PER_PAGE]) for start in starts]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What 上篇 (older) and 下篇 (newer) lead to."""

    older: Article | None
    newer: Article | None


@dataclass(frozen=True, slots=True)
class Content:
    """All there is to publish."""

    live: Sequence[Article]  # by id, without the deleted one
    listings: Mapping[str, Listing]  # by the column's name
    neighbours: Mapping[int, Neighbours]  # by the article's id
    edited: Article  # one of *live* after its later change


def write_content(*, seed: int, articles: int, arrivals: int = 0) -> Content:
    """So many articles, and *arrivals* that come after them."""
    written = write_articles(plan(articles, arrivals=arrivals), seed=seed)
    newest_first = sorted(written, key=lambda a: (a.post.posted.date(), a.post.id), reverse=True)
    live = [article for article in written if not article.post.deleted]
    return Content(
        live=live,
        listings={column.name: _listing(column, newest_first) for column in COLUMNS},
        neighbours={article.post.id: _neighbours(article, live) for article in live},
        edited=_edit(next(article for article in live if article.post.edited), seed),
    )


def _listing(column: Column, newest_first: Iterable[Article]) -> Listing:
    rows = [article for article in newest_first if column.name in article.post.columns]
    pinned = [article for article in rows if article.post.pinned and column is STUDY]
    return Listing(tuple(pinned), tuple(row for row in rows if row not in pinned))


def _neighbours(article: Article, live: Sequence[Article]) -> Neighbours:
    """The next ones by id in the same column.

    上篇 is asked for among the listed articles and 下篇 among all: that is how the orphan came
    to be reachable from one side only.
    """
    chain = [other for other in live if other.post.column is article.post.column]
    older = [a for a in chain if a.post.id < article.post.id and a.post.listed]
    newer = [a for a in chain if a.post.id > article.post.id]
    return Neighbours(older[-1] if older else None, newer[0] if newer else None)


def _edit(article: Article, seed: int) -> Article:
    """The article with its second paragraph written anew."""
    first, _, *rest = article.paragraphs
    writer = Writer(Random(f"{seed}/edited"), year=article.post.posted.year)
    return replace(article, paragraphs=(first, writer.paragraph(3), *rest))

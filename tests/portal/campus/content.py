"""A portal's articles and how they hang together: who is listed where, who follows whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from random import Random

from tests.portal.campus.article import Article, write_articles
from tests.portal.campus.files import File
from tests.portal.campus.plan import plan
from tests.portal.campus.scheme import Column, Scheme
from tests.portal.text import Writer


@dataclass(frozen=True, slots=True)
class Listing:
    """A column's rows, newest first; *pinned* ones head every page."""

    pinned: tuple[Article, ...]
    others: tuple[Article, ...]

    @property
    def rows(self) -> tuple[Article, ...]:
        return self.pinned + self.others

    def pages(self, rows_per_page: int) -> list[tuple[Article, ...]]:
        """The rows of each page; an empty column has one page without rows."""
        starts = range(0, max(1, len(self.others)), rows_per_page)
        return [self.pinned + self.others[start : start + rows_per_page] for start in starts]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What 上一篇 and 下一篇 lead to."""

    prev: Article | None
    next: Article | None


@dataclass(frozen=True, slots=True)
class Content:
    """All there is to publish."""

    scheme: Scheme
    articles: Sequence[Article]  # by id, with those that are listed and are none
    listings: Mapping[str, Listing]  # by the column's name
    neighbours: Mapping[int, Neighbours]  # by the post's number
    edited: Article  # one of *articles* after its later change

    @property
    def live(self) -> list[Article]:
        return [article for article in self.articles if article.is_live]

    @property
    def files(self) -> list[File]:
        """Pictures and attachments of all articles."""
        return list(chain.from_iterable(a.pictures + a.files for a in self.live))

    def pages(self, column: Column) -> list[tuple[Article, ...]]:
        """The rows of each of the column's pages."""
        return self.listings[column.name].pages(column.rows_per_page)

    def list_paths(self, column: Column) -> list[str]:
        """The request of each of its pages."""
        count = len(self.pages(column))
        return [self.scheme.list_page(column, number, count) for number in range(1, count + 1)]

    def newest(self, column: Column, count: int) -> tuple[Article, ...]:
        return self.listings[column.name].rows[:count]

    def fated(self, fate: str) -> list[Article]:
        """What is listed and is no article for this reason."""
        return [article for article in self.articles if article.post.fate == fate]


def write_content(scheme: Scheme, *, seed: int, articles: int) -> Content:
    written = write_articles(scheme, plan(scheme, articles), seed=seed)
    newest_first = sorted(written, key=lambda a: (a.post.posted.date(), a.post.id), reverse=True)
    chained = newest_first[::-1] if scheme.next_is_older else list(written)
    return Content(
        scheme=scheme,
        articles=written,
        listings={column.name: _listing(column, newest_first) for column in scheme.columns},
        neighbours={
            article.post.number: _neighbours(scheme, article, chained) for article in written
        },
        edited=_edit(next(article for article in written if article.post.edited), seed),
    )


def _listing(column: Column, newest_first: Iterable[Article]) -> Listing:
    rows = [article for article in newest_first if column.name in article.post.columns]
    # Articles are pinned in their own column only.
    pinned = [row for row in rows if row.post.pinned and row.post.column == column]
    return Listing(tuple(pinned), tuple(row for row in rows if row not in pinned))


def _neighbours(scheme: Scheme, article: Article, oldest_first: Sequence[Article]) -> Neighbours:
    """The next ones in the same column.

    上一篇 is asked for among the listed articles and 下一篇 among all: that is how the orphan came
    to be reachable from one side only.
    """
    leaf = [a for a in oldest_first if a.post.column == article.post.column and a.is_live]
    if article not in leaf or article.post.column.kind == "page":
        return Neighbours(None, None)
    if scheme.next_is_older:
        leaf.reverse()
    place = leaf.index(article)
    before = [other for other in leaf[:place] if other.post.listed]
    return Neighbours(before[-1] if before else None, next(iter(leaf[place + 1 :]), None))


def _edit(article: Article, seed: int) -> Article:
    """The article with its second paragraph written anew."""
    first, _, *rest = article.paragraphs
    writer = Writer(Random(f"{seed}/edited"), year=article.post.posted.year)
    return replace(article, paragraphs=(first, writer.paragraph(3), *rest))

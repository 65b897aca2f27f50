"""What a portal says of itself: who runs it, its columns, its addresses and its habits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.portal.charsets import Charset
from tests.portal.truth import SiteRecord


@dataclass(frozen=True, slots=True)
class Column:
    """One entry of the menu; *key* is the system's own name or number for it.

    *kind* is that of `ColumnTruth`, *prose* the form of its titles. What *pager* may be is the
    portal's affair.
    """

    name: str
    key: str
    kind: str = "list"
    parent: str | None = None
    pager: str = ""
    prose: str = "title"
    rows_per_page: int = 8
    declares: tuple[str, ...] = ("rows", "pages")  # what its pager counts

    @property
    def crumbs(self) -> tuple[str, ...]:
        """What the breadcrumb says after 首页."""
        return (self.parent, self.name) if self.parent else (self.name,)


@dataclass(frozen=True, slots=True)
class Post:
    """One article's plan, before a word is written. Number 0 is the column that is one article.

    A post with a *fate* is listed and is no article: deleted, restricted or redirect.
    """

    number: int
    id: int
    column: Column
    posted: datetime  # Beijing time, though marked UTC: only its digits are printed
    body_kind: str = "text"  # text, images, embed, empty
    pictures: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    signed: bool = False
    listed: bool = True
    pinned: bool = False
    also_in: tuple[Column, ...] = ()
    repeats: int | None = None  # the number of an earlier post with the same text
    edited: bool = False  # what the fault `edited` changes
    fate: str = ""
    mark: str = ""  # a peculiarity that only the portal knows

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that list it."""
        if not self.listed or self.column.kind == "page":
            return ()
        parent = (self.column.parent,) if self.column.parent else ()
        return (self.column.name, *parent, *(column.name for column in self.also_in))


@dataclass(frozen=True)
class Scheme:
    """A portal's plan and addresses.

    *article* and *file* give paths; *file* has the post, the place among its files from 1, and the
    extension. *list_page* has the column, the page from 1 and how many there are; a post-back is
    "POST /path#key".
    """

    record: SiteRecord
    charset: Charset
    columns: tuple[Column, ...]
    cycle: tuple[Column, ...]  # where the posts go, in turn
    article: Callable[[Post], str]
    list_page: Callable[[Column, int, int], str]
    file: Callable[[Post, int, str], str]
    date: str  # how an article prints its date
    specials: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    row: Callable[[Column, Post], str] | None = None  # what a list links to, if not *article*
    first_id: int = 1000
    next_is_older: bool = False  # 下一篇 goes down the list
    views_shown: bool = False  # as a number; else only a script knows

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def row_path(self, column: Column, post: Post) -> str:
        """What a row of the column links to."""
        return self.row(column, post) if self.row else self.article(post)

    def first(self, column: Column) -> str:
        """The column's address."""
        return self.list_page(column, 1, 1)

    def crumbs(self, column: Column) -> list[tuple[str, str]]:
        """Names and addresses from 首页 down to the column."""
        return [("首页", "/"), *((name, self.first(self.column(name))) for name in column.crumbs)]

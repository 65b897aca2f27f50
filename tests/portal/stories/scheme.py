"""What tells one portal from another: its columns, and the addresses that it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.portal.charsets import Charset
from tests.portal.truth import SiteRecord


@dataclass(frozen=True, slots=True)
class Column:
    """One entry of the menu. *kind*: list, empty, page (one article), external (*key*: its URL)."""

    name: str
    key: str
    kind: str = "list"
    form: str = "title"  # of its articles' titles


@dataclass(frozen=True, slots=True)
class Post:
    """One article's plan. Number 0 is the page of the column that is one article."""

    number: int
    id: int
    column: Column
    posted: datetime  # naive Beijing time, though marked UTC: only its digits are printed
    body_kind: str = "text"
    has_picture: bool = False
    has_file: bool = False
    also_in: tuple[str, ...] = ()
    listed: bool = True
    deleted: bool = False  # listed still, and gone
    twin_of: int | None = None
    edited: bool = False  # what the fault `edited` changes


@dataclass(frozen=True, slots=True)
class Scheme:
    """A portal. *article* and *list_page* give paths, the latter's number counts from 1."""

    record: SiteRecord
    columns: tuple[Column, ...]
    cycle: tuple[Column, ...]  # the columns of articles 1, 2, 3 …, over and over
    article: Callable[[Post], str]
    list_page: Callable[[Column, int], str]
    charset: Charset
    rows_per_page: int
    date: str = "%Y-%m-%d"  # as info lines print it
    first_id: int = 3400

    def first_page(self, column: Column) -> str:
        """Where the menu leads."""
        return column.key if column.kind in ("page", "external") else self.list_page(column, 1)

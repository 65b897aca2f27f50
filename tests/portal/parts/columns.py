"""A portal's columns: a tree of names and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One entry of the menu. *kind* is as in `ColumnTruth`.

    *share* is how many of the posts are its own, beside the shares of the others; a column with
    children shows their posts too. *system* names the way its list is paged, *rows* the markup of
    its rows, *code* its number in the system.
    """

    name: str
    path: str
    kind: str = "list"
    parent: str | None = None
    share: int = 0
    per_page: int = 15
    system: str = ""
    rows: str = "spans"
    code: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """All columns, parents before their children."""

    columns: tuple[Column, ...]
    _by_name: dict[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {column.name: column for column in self.columns})

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    @property
    def tops(self) -> Sequence[Column]:
        return [column for column in self.columns if column.parent is None]

    @property
    def page(self) -> Column:
        """The column that is one article."""
        return next(column for column in self.columns if column.kind == "page")

    def children(self, column: Column) -> Sequence[Column]:
        return [child for child in self.columns if child.parent == column.name]

    def crumbs(self, column: Column) -> tuple[Column, ...]:
        """From the top to *column*."""
        if column.parent is None:
            return (column,)
        return (*self.crumbs(self[column.parent]), column)

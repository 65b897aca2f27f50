"""Which list an address belongs to, and the addresses behind its end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.portal.site import Resource, Site
from tests.portal.truth import ColumnTruth, Truth

# What counts the pages of an address: a parameter, or the last number of the file's name.
_NUMBER = re.compile(
    r"(?<=record=)\d+|(?<=page=)\d+|(?<=pageno=)\d+|(?<=pagenum=)\d+|(?<=pageno%22%3a)\d+"
    r"|\d+(?=\.\w+$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a column's list, counted from 0."""

    column: ColumnTruth
    index: int

    @property
    def is_last(self) -> bool:
        return self.index == len(self.column.list_pages) - 1


def place_of(truth: Truth, path: str) -> Place | None:
    """Where *path* stands, whichever of its addresses it is."""
    path = truth.twins.get(path, path)
    for column in truth.columns:
        if path in column.list_pages:
            return Place(column, column.list_pages.index(path))
    return None


def is_behind(column: ColumnTruth, path: str) -> bool:
    """Whether *path* is the address of a page after the last of *column*."""
    if len(column.list_pages) < 2 or path in column.list_pages:
        return False
    last = column.list_pages[-1]
    if _NUMBER.sub("#", last) != _NUMBER.sub("#", path):
        return False
    numbers = [
        (int(here), int(there))
        for here, there in zip(_NUMBER.findall(last), _NUMBER.findall(path), strict=True)
    ]
    return all(there >= here for here, there in numbers)


def page_after(column: ColumnTruth) -> str | None:
    """The address of the page that would follow the last one of plain links.

    None where the pager is something else, or where numbers go down: nothing follows page 1.
    """
    last = column.list_pages[-1]
    numbers = list(_NUMBER.finditer(last))
    if column.pager != "links" or not last.startswith("/") or not numbers:
        return None
    number = numbers[-1]
    after = f"{last[: number.start()]}{int(number[0]) + 1}{last[number.end() :]}"
    return None if after in column.list_pages else after


def with_columns(truth: Truth, change: Callable[[ColumnTruth], ColumnTruth]) -> Truth:
    """The truth with all its columns changed, those after an arrival too."""
    arrived = truth.arrived
    if arrived:
        arrived = replace(arrived, columns=tuple(map(change, arrived.columns)))
    return replace(truth, columns=tuple(map(change, truth.columns)), arrived=arrived)


def with_rows(truth: Truth, column: ColumnTruth, rows: tuple[tuple[str, ...], ...]) -> ColumnTruth:
    """The column with other rows, its articles in their order."""
    live = set(column.articles)
    found = dict.fromkeys(truth.twins.get(path, path) for page in rows for path in page)
    articles = tuple(path for path in found if path in live)
    return replace(column, rows=rows, articles=articles or column.articles)


def landed(site: Site, path: str) -> tuple[str, Resource]:
    """Where a request of *path* ends: there, or where a redirect leads."""
    answer = site.find(path)
    moved = dict(answer.headers).get("Location")
    return (moved, site.find(moved)) if moved else (path, answer)


def listed_paths(truth: Truth, column: ColumnTruth) -> set[str]:
    """What rows of *column* lead to, at all addresses, an arrival too."""
    listed = {path for page in column.rows for path in page}
    if truth.arrived:
        listed.add(truth.arrived.article.path)
    return listed | {twin for twin, path in truth.twins.items() if path in listed}

"""Faults of the rows of lists; `pagers` has those of what leads to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.portal.faults.base import Answer, Exchange, Fault
from tests.portal.faults.listpages import (
    landed,
    listed_paths,
    place_of,
    with_columns,
    with_rows,
)
from tests.portal.faults.pagers import LoopingNext, PastEnd, SelfNext, Undercount
from tests.portal.faults.rows import as_absolute, rearranged, rows_of
from tests.portal.truth import ColumnTruth, Truth


@dataclass(frozen=True)
class Pinned(Fault):
    """The first row of every list of several pages stands at the head of all of them."""

    name = "pinned"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        site = exchange.site
        place = place_of(site.truth, exchange.path)
        first = _first_row(place.column) if place else None
        if place is None or first is None or first in place.column.rows[place.index]:
            return answer
        source = place.column.list_pages[_first_with_rows(place.column)]
        source, first_page = landed(site, source)
        listed = listed_paths(site.truth, place.column)
        head = [as_absolute(row, source) for row in rows_of(first_page, source, listed)[:1]]
        page = rearranged(answer.resource, exchange.path, listed, lambda rows: [*head, *rows])
        return replace(answer, resource=page)

    def truth(self, truth: Truth) -> Truth:
        def change(column: ColumnTruth) -> ColumnTruth:
            first = _first_row(column)
            if first is None:
                return column
            rows = tuple(
                (first, *page) if page and first not in page else page for page in column.rows
            )
            return with_rows(truth, replace(column, pinned=(first,)), rows)

        return with_columns(truth, change)


def _first_row(column: ColumnTruth) -> str | None:
    """The row to pin; none in a short list, one of post-backs, or one that has its own."""
    is_posted = any(path.startswith("POST ") for path in column.list_pages)
    if is_posted or column.pinned or sum(map(bool, column.rows)) < 2:
        return None
    first = column.rows[_first_with_rows(column)][0]
    return first if first in column.articles else None


def _first_with_rows(column: ColumnTruth) -> int:
    return next(index for index, rows in enumerate(column.rows) if rows)


@dataclass(frozen=True)
class Unsorted(Fault):
    """On every page of a list the rows at odd places come first: they are not sorted by date."""

    name = "unsorted"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        truth = exchange.site.truth
        place = place_of(truth, exchange.path)
        if place is None:
            return answer
        pinned = len(place.column.pinned)
        page = rearranged(
            answer.resource,
            exchange.path,
            listed_paths(truth, place.column),
            lambda rows: [*rows[:pinned], *_shuffled(rows[pinned:])],
        )
        return replace(answer, resource=page)

    def truth(self, truth: Truth) -> Truth:
        def change(column: ColumnTruth) -> ColumnTruth:
            pinned = len(column.pinned)
            rows = ((*page[:pinned], *_shuffled(page[pinned:])) for page in column.rows)
            return with_rows(truth, column, tuple(rows))

        return with_columns(truth, change)


def _shuffled(rows: Sequence[str]) -> list[str]:
    return [*rows[1::2], *rows[::2]]


@dataclass(frozen=True)
class MovingRow(Fault):
    """After some requests of lists a new article heads page 1 and all rows move by one.

    A row that was the last of a page that was asked for is the first of the next one; the new
    article is found only by who looks at page 1 again. `forget` brings the first state back.
    """

    name = "moving-row"
    after: int = 6

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        variant = exchange.site.variants.get(self.name, {}).get(exchange.path)
        if variant is None or self._lists_asked(exchange) <= self.after:
            return answer
        return replace(answer, resource=variant)

    def _lists_asked(self, exchange: Exchange) -> int:
        columns = exchange.site.truth.columns
        return sum(exchange.visits.get(path, 0) for c in columns for path in c.list_pages)

    def truth(self, truth: Truth) -> Truth:
        """As it is in the end: the new article is there, and in its lists."""
        arrived = truth.arrived
        if arrived is None:
            return truth
        listed = {path for column in arrived.columns for path in column.list_pages}
        before = {path for column in truth.columns for path in column.list_pages}
        new_files = {*arrived.article.images, *(f.path for f in arrived.article.attachments)}
        assets = (*truth.assets, *sorted(new_files - set(truth.assets)))
        return replace(
            truth,
            articles=truth.articles | {arrived.article.path: arrived.article},
            columns=arrived.columns,
            assets=assets,
            counts=replace(
                truth.counts,
                articles=truth.counts.articles + 1,
                list_pages=sum(len(column.list_pages) for column in arrived.columns),
                pages=truth.counts.pages + 1 + len(listed) - len(before),
                assets=len(assets),
            ),
        )


FAULTS: tuple[type[Fault], ...] = (
    PastEnd,
    Pinned,
    MovingRow,
    SelfNext,
    LoopingNext,
    Unsorted,
    Undercount,
)

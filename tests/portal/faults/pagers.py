"""Faults of what leads from one page of a list to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from tests.portal.faults.base import Answer, Exchange, Fault
from tests.portal.faults.listpages import is_behind, page_after, place_of, with_columns
from tests.portal.faults.text import before_end, edited, outside_scripts
from tests.portal.site import Resource
from tests.portal.truth import ColumnTruth, Truth

_NEXT = re.compile(
    r"<(a|span|font)\b[^>]*>(?:<span>)?下一?页(?:&gt;)*(?:</span>)?</\1>", re.IGNORECASE
)
_CALL = re.compile(r"(createPageHTML\((?:'\w+',)?)(\d+)(?=,)")
_TOTAL = re.compile(r'(totalRecord:|<totalrecord>|\{"total":)(\d+)')
_PAGES = re.compile(r'(共(?=\d+页)|<totalpage>|条(?:&nbsp;|\s)*\d+/|class="all_pages">)(\d+)')


@dataclass(frozen=True)
class PastEnd(Fault):
    """Pagers name two pages more than there are, and whatever is behind the end repeats it."""

    name = "past-end"
    more: int = 2

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        site, path = exchange.site, exchange.path
        if place := place_of(site.truth, path):
            return replace(answer, resource=self._raised(answer.resource, place.column, path))
        for column in site.truth.columns:
            if is_behind(column, path):
                last = column.list_pages[-1]
                asked = replace(exchange.asked, path=last)
                return replace(answer, resource=self._raised(site.answer(asked), column, last))
        return answer

    def _raised(self, page: Resource, column: ColumnTruth, path: str) -> Resource:
        if len(column.list_pages) < 2:
            return page
        rows = self._more_rows(column)

        def change(markup: str) -> str:
            markup = _CALL.sub(lambda m: f"{m[1]}{int(m[2]) + self.more}", markup)
            if column.pager in {"json", "dataproxy"}:
                markup = _TOTAL.sub(lambda m: f"{m[1]}{int(m[2]) + rows}", markup)
            if path == column.list_pages[-1] and (after := page_after(column)):
                markup = _NEXT.sub(f'<a href="{escape(after)}">下一页</a>', markup)
            return markup

        return edited(page, change)

    def _more_rows(self, column: ColumnTruth) -> int:
        return self.more * max(map(len, column.rows), default=0)

    def truth(self, truth: Truth) -> Truth:
        """The lists are as long as ever; only what their pagers say is not true."""

        def change(column: ColumnTruth) -> ColumnTruth:
            if len(column.list_pages) < 2:
                return column
            total, pages = column.declared_total, column.declared_pages
            if total is not None and column.pager in {"json", "dataproxy"}:
                return replace(column, declared_total=total + self._more_rows(column))
            if pages is not None and column.pager == "script":
                return replace(column, declared_pages=pages + self.more)
            return column

        states = {
            path: "repeats_last" if any(is_behind(c, path) for c in truth.columns) else state
            for path, state in truth.states.items()
        }
        return replace(with_columns(truth, change), states=states)


@dataclass(frozen=True)
class LastLink(Fault):
    """The last page of a list has a link 下一页."""

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        place = place_of(exchange.site.truth, exchange.path)
        page = answer.resource
        if place is None or not place.is_last or place.column.kind != "list" or not page.is_page:
            return answer
        link = f'<a href="{escape(self.target(place.column))}">下一页</a>'

        def change(markup: str) -> str:
            """A list whose script writes the links gets one beside it."""
            linked = outside_scripts(markup, lambda part: _NEXT.sub(link, part))
            return linked if link in linked else before_end(markup, f"<p>{link}</p>")

        return replace(answer, resource=edited(page, change))

    def target(self, column: ColumnTruth) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class SelfNext(LastLink):
    """The link 下一页 of every list's last page leads to that page itself."""

    name = "self-next"

    def target(self, column: ColumnTruth) -> str:
        return column.list_pages[-1]


@dataclass(frozen=True)
class LoopingNext(LastLink):
    """The link 下一页 of every list's last page leads back to the first."""

    name = "looping-next"

    def target(self, column: ColumnTruth) -> str:
        return column.list_pages[0]


@dataclass(frozen=True)
class Undercount(Fault):
    """共N页 or 1/N says one page less than there is, in every list whose pager is no script."""

    name = "undercount"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        if place_of(exchange.site.truth, exchange.path) is None:
            return answer
        page = edited(
            answer.resource,
            lambda markup: _PAGES.sub(lambda m: f"{m[1]}{_fewer(int(m[2]))}", markup),
        )
        return replace(answer, resource=page)

    def truth(self, truth: Truth) -> Truth:
        def change(column: ColumnTruth) -> ColumnTruth:
            if column.declared_pages is None or column.pager == "script":
                return column
            return replace(column, declared_pages=_fewer(column.declared_pages))

        return with_columns(truth, change)


def _fewer(pages: int) -> int:
    return max(1, pages - 1)

"""Faults of how pages hang together: traps, frames, redirects in pages.

What moves keeps its content: under its own address stands a page that leads to another one, which
is the same with ``moved=1`` in its query.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.faults.base import Answer, Exchange, Fault
from tests.portal.site import Resource
from tests.portal.truth import ColumnTruth, Trap, Truth

_BODY_END = re.compile(rb"</body>", re.IGNORECASE)
_MARK = "moved=1"


@dataclass(frozen=True)
class Moved(Fault):
    """The page at one path becomes another that leads to it."""

    @abstractmethod
    def path(self, truth: Truth) -> str:
        """Which page."""

    @abstractmethod
    def page(self, target: str) -> str:
        """The ASCII markup that leads to *target*."""

    def extra(self) -> dict[str, str]:
        """Further pages that the page needs, by path."""
        return {}

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        path = self.path(exchange.site.truth)
        asked = exchange.asked
        if asked.path == moved(path):
            return replace(answer, resource=exchange.site.answer(replace(asked, path=path)))
        if exchange.site.truth.twins.get(asked.path, asked.path) == path:
            return replace(answer, resource=_ascii_page(self.page(moved(path))))
        html = self.extra().get(asked.path)
        return replace(answer, resource=_ascii_page(html)) if html else answer

    def truth(self, truth: Truth) -> Truth:
        found = (moved(self.path(truth)), *self.extra())
        counts = replace(truth.counts, pages=truth.counts.pages + len(found))
        return replace(truth, pages=(*truth.pages, *found), counts=counts)


@dataclass(frozen=True)
class SplashHome(Moved):
    """The home page is a picture that leads on to the real one after some seconds."""

    name = "splash-home"

    def path(self, truth: Truth) -> str:
        return truth.home

    def page(self, target: str) -> str:
        return (
            f'<html><head><meta http-equiv="refresh" content="5; url={target}"></head>'
            '<body bgcolor="#990000"><center><font size="7">WELCOME</font></center></body></html>'
        )


@dataclass(frozen=True)
class FramesetHome(Moved):
    """The home page is a frameset: a head, and the real one in the other frame."""

    name = "frameset-home"

    def path(self, truth: Truth) -> str:
        return truth.home

    def page(self, target: str) -> str:
        return (
            '<html><frameset rows="60,*"><frame src="/frame_top.htm" name="top">'
            f'<frame src="{target}" name="main"></frameset></html>'
        )

    def extra(self) -> dict[str, str]:
        return {"/frame_top.htm": "<html><body><b>TOP</b></body></html>"}


@dataclass(frozen=True)
class IframeList(Moved):
    """The smallest column with a list shows it in an iframe."""

    name = "iframe-list"

    def path(self, truth: Truth) -> str:
        return smallest_list(truth).path

    def page(self, target: str) -> str:
        return (
            '<html><body><a href="/">HOME</a>'
            f'<iframe src="{target}" width="600" height="800"></iframe></body></html>'
        )


@dataclass(frozen=True)
class RedirectColumn(Moved):
    """The smallest column with a list is a page of a script that sends everybody on."""

    name = "redirect-column"

    def path(self, truth: Truth) -> str:
        return smallest_list(truth).path

    def page(self, target: str) -> str:
        return f'<html><script>window.location.href = "{target}";</script></html>'

    def truth(self, truth: Truth) -> Truth:
        truth = super().truth(truth)
        return replace(truth, states={**truth.states, self.path(truth): "redirect_shell"})


@dataclass(frozen=True)
class CalendarTrap(Fault):
    """Every page links to a calendar, which goes on day by day for ever."""

    name = "calendar-trap"
    prefix: ClassVar[str] = "/schedule.asp?date="
    first: ClassVar[str] = "/schedule.asp?date=2025-6-15"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        if exchange.path.startswith(self.prefix):
            return replace(answer, resource=_ascii_page(self._day(exchange.path)))
        link = f'<a href="{self.first}">CALENDAR</a>'.encode()
        return replace(answer, resource=_with_end(answer.resource, link))

    def _day(self, path: str) -> str:
        year, month, day = (int(part) for part in path.removeprefix(self.prefix).split("-"))
        count = (year * 12 + month - 1) * 28 + day - 1
        links = "".join(
            f'<a href="{self.prefix}{_day_of(count + step)}">{label}</a> '
            for step, label in ((-1, "PREV"), (1, "NEXT"), (28, "MONTH"))
        )
        return f"<html><body><h1>{year}-{month}-{day}</h1>{links}<p>No meetings.</p></body></html>"

    def truth(self, truth: Truth) -> Truth:
        return replace(truth, traps=(*truth.traps, Trap(self.prefix, 250)))


@dataclass(frozen=True)
class LeavingText(Fault):
    """Every page ends in the hidden notice that one is about to leave the site."""

    name = "leaving-text"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        owner = exchange.site.truth.record.name
        text = f"您访问的链接即将离开“{owner}”门户网站，是否继续？继续访问　放弃"
        notice = f'<div class="layer" style="display:none">{text}</div>'.encode(_codec(page.body))
        return replace(answer, resource=_with_end(page, notice))


def moved(path: str) -> str:
    """Where the content of *path* is now."""
    return f"{path}{'&' if '?' in path else '?'}{_MARK}"


def smallest_list(truth: Truth) -> ColumnTruth:
    """The column whose list has the fewest pages, the first of them."""
    lists = [column for column in truth.columns if column.kind == "list"]
    own = [column for column in lists if column.list_pages[0] == column.path]
    return min(own, key=lambda column: len(column.list_pages))


def _day_of(count: int) -> str:
    """A day of a year of 12 months of 28 days."""
    return f"{count // 336}-{count // 28 % 12 + 1}-{count % 28 + 1}"


def _with_end(page: Resource, markup: bytes) -> Resource:
    """*page* with *markup* at its end; what is no whole page stays as it is."""
    if not page.is_page or _BODY_END.search(page.body) is None:
        return page
    body = _BODY_END.sub(lambda end: markup + end[0], page.body, count=1)
    # A page that is made anew each time has no date of change.
    return replace(page, body=body, last_modified=None)


def _codec(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _ascii_page(html: str) -> Resource:
    return Resource(html.encode("ascii"))


FAULTS: tuple[type[Fault], ...] = (
    SplashHome,
    FramesetHome,
    IframeList,
    RedirectColumn,
    CalendarTrap,
    LeavingText,
)

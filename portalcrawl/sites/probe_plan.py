"""Which pages of an unknown portal to look at: few, and of each kind some.

The home page; an address that can't exist; the first pages of the columns in its menu; the second
page of three of them; articles of several columns.

>>> from random import Random
>>> plan = ProbePlan("http://a.cn/", max_pages=30, rng=Random(1))
>>> plan.next_ask().purpose
'home'
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

from portalcrawl.extract.attachments import is_attachment
from portalcrawl.extract.links import COLUMN_PRIORITY, Link
from portalcrawl.extract.lists.listing import Listing, Step
from portalcrawl.extract.reading import Reading
from portalcrawl.page.state import PageState
from portalcrawl.sites.identity import is_article_address, twin_key
from portalcrawl.urls.missing import missing_page
from portalcrawl.urls.scope import Scope, decide
from portalcrawl.urls.shape import path_and_query

Purpose: TypeAlias = Literal["home", "missing", "frame", "column", "second", "article"]

# Names of columns are short; titles of articles are longer.
MAX_NAME_CHARS = 12
# "更多" leads to a column whose name stands beside it: after those that the menu names.
_MORE = frozenset({"更多", "more", ">>", "»", "查看更多", "更多>>", "more>>", "+", "..."})
MAX_REDIRECTS = 5
SECOND_PAGES = 3
# So many of the pages are kept for articles and second pages: two articles of five columns.
ARTICLES, ARTICLE_COLUMNS = 12, 5
KEPT_PAGES = SECOND_PAGES + 9
# A host that blocks is left alone.
_LEFT_ALONE = frozenset({PageState.BLOCKED, PageState.RATE_LIMITED})


@dataclass(frozen=True, slots=True)
class Ask:
    """A page to look at, and what for; ``name`` is that of its column."""

    step: Step
    purpose: Purpose
    name: str = ""
    anchor: str = ""
    row_date: str = ""
    redirects: int = 0


class ProbePlan:
    """Says what to look at next; ``note`` tells it what was there. Pure: it asks for nothing."""

    def __init__(self, home: str, *, max_pages: int, rng: Random) -> None:
        self.home = home
        self.asked = 0
        self.is_left_alone = False
        self._max_pages = max_pages
        self._rng = rng
        self._met: set[str] = set()
        self._next: deque[Ask] = deque([Ask(Step(url=home), "home")])
        self._columns: dict[str, deque[Ask]] = {}
        self._more: deque[Ask] = deque()
        self._seconds: deque[Ask] = deque()
        self._articles: list[deque[Ask]] = []
        self._left = ARTICLES

    @property
    def scope(self) -> Scope:
        """The scope of the home page, as it turned out to be."""
        return Scope.of_home(self.home)

    def next_ask(self) -> Ask | None:
        """The next page; None when enough was seen."""
        if self.asked >= self._max_pages or self.is_left_alone:
            return None
        ask = self._choose()
        self.asked += ask is not None
        return ask

    def note(self, ask: Ask, reading: Reading | None) -> None:
        """*reading* is what was read for *ask*; None where no answer came."""
        if reading is None:
            return
        if reading.judgement.state in _LEFT_ALONE:
            self.is_left_alone = True
        elif reading.kind == "redirect":
            self._follow(ask, reading.links)
        elif ask.purpose == "home":
            self._met.add(twin_key(self.home))
            self._next.append(Ask(Step(url=missing_page(self.home, rng=self._rng)), "missing"))
            self._add_columns(reading.links)
        elif ask.purpose == "column":
            self._note_column(ask, reading)
        elif ask.purpose == "frame":
            self._add_columns(reading.links)

    def leads_on(self, target: str) -> bool:
        """Whether the home page's redirect to *target* stays on the site and may be followed."""
        return self._is_in(target) and self.asked <= MAX_REDIRECTS

    def _choose(self) -> Ask | None:
        if self._next:
            return self._next.popleft()
        has_room = self._max_pages - self.asked > min(KEPT_PAGES, self._max_pages // 2)
        if (has_room or not self._articles) and (column := self._next_column()) is not None:
            return column
        if self._seconds:
            return self._seconds.popleft()
        return self._next_article()

    def _next_column(self) -> Ask | None:
        """One of each folder in turn, so that no part of a large menu is left out."""
        folder = next(iter(self._columns), None)
        if folder is None:
            return self._more.popleft() if self._more else None
        columns = self._columns.pop(folder)
        column = columns.popleft()
        if columns:
            self._columns[folder] = columns
        return column

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """Name and address of the menu's links that were not looked at."""
        left = (ask for columns in self._columns.values() for ask in columns)
        return [(ask.name, ask.step.url) for ask in left]

    def _next_article(self) -> Ask | None:
        """A row of one column after the other."""
        rows = next((rows for rows in self._articles if rows), None)
        if rows is None or self._left <= 0:
            return None
        self._left -= 1
        self._articles.remove(rows)
        self._articles.append(rows)
        return rows.popleft()

    def _note_column(self, ask: Ask, reading: Reading) -> None:
        if reading.listing is not None:
            name = ask.name or reading.name
            step = reading.listing.paging.next
            if step is not None and len(self._seconds) < SECOND_PAGES and self._is_in(step.url):
                self._seconds.append(Ask(step, "second", name))
            if len(self._articles) < ARTICLE_COLUMNS and (rows := self._rows(reading.listing)):
                self._articles.append(rows)
        else:
            # A page between the home page and its columns, or beside them in a menu.
            self._add_columns(reading.links)

    def _rows(self, listing: Listing) -> deque[Ask]:
        rows: deque[Ask] = deque()
        for row in listing.rows:
            if row.url is None or is_attachment(row.url) or not self._is_new(row.url):
                continue
            rows.append(Ask(Step(url=row.url), "article", "", row.title, row.date or ""))
            if len(rows) == ARTICLES:
                break
        return rows

    def _follow(self, ask: Ask, links: Iterable[Link]) -> None:
        target = next((link.url for link in links), None)
        if target is None or ask.redirects >= MAX_REDIRECTS or not self._is_in(target):
            return
        if ask.purpose == "home":
            self.home = target
        elif ask.purpose == "missing" or not self._is_new(target):
            return
        step = Step(url=target)
        again = Ask(step, ask.purpose, ask.name, ask.anchor, ask.row_date, ask.redirects + 1)
        self._next.appendleft(again)

    def _add_columns(self, links: Iterable[Link]) -> None:
        for link in links:
            name = link.anchor.strip()
            if _is_frame(link) and self._is_new(link.url):
                # The menu of an old portal is a page of its own.
                self._next.append(Ask(Step(url=link.url), "frame"))
            if link.hop != "L" or not 0 < len(name) <= MAX_NAME_CHARS or is_attachment(link.url):
                continue
            if is_article_address(link.url) or not self._is_new(link.url):
                continue
            if "".join(name.split()).lower() in _MORE:
                self._more.append(Ask(Step(url=link.url), "column"))
            else:
                ask = Ask(Step(url=link.url), "column", name, name)
                self._columns.setdefault(_folder(link.url), deque()).append(ask)

    def _is_in(self, url: str) -> bool:
        return decide(url, scope=self.scope, is_list_page=True).accept

    def _is_new(self, url: str) -> bool:
        """Whether *url* may be asked for and was not met before; from now on it was."""
        if not decide(url, scope=self.scope).accept or (key := twin_key(url)) in self._met:
            return False
        self._met.add(key)
        return True


def _is_frame(link: Link) -> bool:
    return link.hop == "E" and link.priority == COLUMN_PRIORITY


def _folder(url: str) -> str:
    """The first folder of *url*, which the file of the same name heads.

    >>> _folder("http://a.cn/djgz.htm"), _folder("http://a.cn/djgz/dt.htm")
    ('djgz', 'djgz')
    """
    return path_and_query(url)[0].split("/")[1].partition(".")[0]

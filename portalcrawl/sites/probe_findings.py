"""What a look at a new portal found: the facts that its profile is written from."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from portalcrawl.extract.attachments import is_attachment
from portalcrawl.extract.links import Link
from portalcrawl.extract.lists.paging.find import is_unsolved
from portalcrawl.extract.parts import Hints
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.extract.templates.reader import learn_all
from portalcrawl.extract.templates.sample import Sample
from portalcrawl.page.document import Page
from portalcrawl.page.judgement import Judgement
from portalcrawl.page.state import PageState
from portalcrawl.sites.column import Column
from portalcrawl.sites.families import families_of
from portalcrawl.sites.probe_plan import MAX_NAME_CHARS, Ask
from portalcrawl.sites.template import Template
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.names import registrable_name
from portalcrawl.urls.scope import Scope

# A slow server is asked less often: the pause is so many times what an answer takes.
ANSWERS_PER_PAUSE = 2
MAX_DELAY_SECS = 10.0
# A template is what pages share, and two may share anything.
MIN_TEMPLATE_PAGES = 3
MAX_SIGNS = 6
# What is no finding: these are what a portal is made of.
_USUAL = frozenset({PageState.OK, PageState.NOT_FOUND})


@dataclass(slots=True)
class FoundColumn:
    """A column with what speaks against reading it as it is."""

    column: Column
    shell: str | None = None
    is_unsolved: bool = False
    second_page: str = ""
    """What was on its second page, where that was asked for."""


@dataclass(slots=True)
class Findings:
    """Everything that was found; ``note`` adds what one page shows."""

    home: str
    pages: int = 0
    charsets: Counter[str] = field(default_factory=Counter)
    families: dict[str, list[str]] = field(default_factory=dict)
    """Title of a CMS family → the signs of it."""
    columns: list[FoundColumn] = field(default_factory=list)
    shells: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, address and reason of pages of the menu that are empty without their scripts."""
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Name and address of what is in the menu and was not looked at."""
    hosts: Counter[str] = field(default_factory=Counter)
    states: list[tuple[str, str, str]] = field(default_factory=list)
    """State, rule and address of what is no page."""
    failures: list[tuple[str, str]] = field(default_factory=list)
    missing: str = ""
    """How the host answers for what it has not."""
    crawl_delay_secs: float | None = None
    answer_secs: list[float] = field(default_factory=list)
    home_links: frozenset[str] = frozenset()
    """What the home page leads to: a page that leads to just that is the home page again."""
    samples: list[Sample] = field(default_factory=list)

    def note(self, ask: Ask, answer: Answer, reading: Reading, *, secs: float) -> None:
        """*answer*, which took *secs*, came for *ask*, and *reading* was read of it."""
        self.pages += 1
        self.answer_secs.append(secs)
        judgement = reading.judgement
        if ask.purpose == "missing":
            self.missing = _missing(answer, judgement)
            return
        if judgement.state not in _USUAL:
            self.states.append((judgement.state.value, judgement.rule, answer.url))
            return
        if (page := reading.page) is None:
            return
        if judgement.state is PageState.OK:
            self._note_page(answer, page)
        if ask.purpose == "home":
            self.home_links = _leads_to(reading.links)
        if ask.purpose in {"home", "frame"}:
            self._note_hosts(reading.links)
        if ask.purpose == "column":
            self._note_column(ask, answer, reading)
        elif ask.purpose == "second":
            self._note_second(ask, reading)
        if reading.article is not None and ask.purpose == "article":
            hints = Hints(anchor=ask.anchor or None, row_date=ask.row_date or None)
            parts = read_parts(page, hints=hints)
            sample = Sample(page, parts, reading.article, answer.fetched_at, hints)
            self.samples.append(sample)

    @property
    def delay_secs(self) -> float:
        """A pause that suits the host: what robots.txt asks for, and longer where it is slow."""
        slow = ANSWERS_PER_PAUSE * median(self.answer_secs) if self.answer_secs else 0.0
        wanted = min(math.ceil(slow * 2) / 2, MAX_DELAY_SECS)
        return max(1.0, wanted, self.crawl_delay_secs or 0.0)

    def templates(self) -> list[Template]:
        """The templates that the sampled articles have in common."""
        return learn_all(self.samples, min_pages=MIN_TEMPLATE_PAGES)

    def _note_page(self, answer: Answer, page: Page) -> None:
        decoded = page.decoded
        declared = decoded.http_charset or decoded.meta_charset or "nothing"
        self.charsets[f"{decoded.encoding} (declared: {declared})"] += 1
        names = read_parts(page).weights.names()
        html = decoded.text
        for family, _ in families_of(answer.url, names=names, html=html):
            signs = self.families.setdefault(family.title, [])
            news = family.signs(answer.url, names=names, html=html)
            signs += [sign for sign in news if sign not in signs][: MAX_SIGNS - len(signs)]

    def _note_hosts(self, links: list[Link]) -> None:
        """Hosts of the same owner that the menus lead to."""
        own, scope = registrable_name(host_of(self.home)), Scope.of_home(self.home)
        for link in links:
            if link.hop != "L" or is_attachment(link.url) or len(link.anchor) > MAX_NAME_CHARS:
                continue
            host = host_of(link.url)
            if registrable_name(host) == own and not scope.has_host(host):
                self.hosts[host] += 1

    def _note_column(self, ask: Ask, answer: Answer, reading: Reading) -> None:
        name, listing = ask.name or reading.name or answer.url, reading.listing
        if self.home_links and _leads_to(reading.links) == self.home_links:
            return
        if listing is None:
            if reading.shell is not None:
                self.shells.append((name, answer.url, reading.shell))
            return
        paging = listing.paging
        # A single page may be read as a list without a row.
        if not (listing.rows or paging.total_pages or paging.total_items or reading.shell):
            return
        column = Column(
            name=name,
            url=answer.url,
            paging=paging.mechanism,
            total_pages=paging.total_pages,
            total_items=paging.total_items,
            rows=len(listing.rows),
        )
        self.columns.append(FoundColumn(column, reading.shell, is_unsolved(paging)))

    def _note_second(self, ask: Ask, reading: Reading) -> None:
        rows = len(reading.listing.rows) if reading.listing is not None else 0
        for found in self.columns:
            if found.column.name == ask.name and not found.second_page:
                found.second_page = f"{rows} rows" if rows else f"no list ({reading.kind})"
                return


def _leads_to(links: list[Link]) -> frozenset[str]:
    return frozenset(link.url for link in links if link.hop == "L")


def _missing(answer: Answer, judgement: Judgement) -> str:
    if judgement.target is not None:
        return f"a redirect to {judgement.target}"
    if answer.status in {404, 410}:
        return f"status {answer.status}, as it should be"
    return f"status {answer.status}, judged {judgement.state.value} ({judgement.rule})"

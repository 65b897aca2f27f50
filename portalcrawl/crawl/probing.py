"""A look at a new portal: asks what the plan wants, reads it, and keeps what was found."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random

from portalcrawl.crawl.ask_in_turn import ROBOTS_TXT, Got, Manners, ask_in_turn
from portalcrawl.errors import SiteError
from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.reading import Reading, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.page.state import PageState
from portalcrawl.sites.probe_findings import Findings
from portalcrawl.sites.probe_plan import Ask, ProbePlan
from portalcrawl.sites.profile import site_of_url


class Probe:
    """The plan of ``ask_in_turn`` for the portal at *home*."""

    def __init__(self, home: str, *, max_pages: int) -> None:
        self._plan = ProbePlan(home, max_pages=max_pages, rng=Random(home))  # noqa: S311 - makes an address up, hides nothing
        self._max_pages = max_pages
        self._reader = PageReader(site_of_url(home))
        self._ask: Ask | None = None
        self.findings = Findings(home)
        self.error: SiteError | None = None

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """What of the menu was not looked at."""
        return self._plan.unseen

    def next_step(self) -> Step | None:
        """The next page."""
        self._ask = self._plan.next_ask() if self.error is None else None
        return self._ask.step if self._ask is not None else None

    def take(self, step: Step, got: Got) -> None:
        """Read what came, and note it."""
        ask = self._ask
        assert ask is not None
        if got.crawl_delay_secs is not None:
            self.findings.crawl_delay_secs = got.crawl_delay_secs
        reading = None
        if got.answer is None:
            self.findings.failures.append((got.failure, step.url))
        else:
            answer = replace(
                got.answer,
                is_home=ask.purpose == "home",
                anchor=ask.anchor,
                row_date=ask.row_date,
                role="page" if ask.purpose == "second" else "",
                sent=step if ask.purpose == "second" else None,
            )
            reading = read_answer(answer, reader=self._reader)
        if ask.purpose == "home" and (why := self._why_not(step, got, reading)) is not None:
            self.error = SiteError(why)
        self._plan.note(ask, reading)
        self.findings.home = self._plan.home
        is_end = reading is not None and (reading.kind != "redirect" or ask.purpose == "missing")
        if is_end and reading is not None and got.answer is not None:
            self.findings.note(ask, answer, reading, secs=got.secs)
        self._tell(ask, reading.kind if reading is not None else got.failure)

    def _why_not(self, step: Step, got: Got, reading: Reading | None) -> str | None:
        """Why there is no portal at the home page; None when there is."""
        if reading is None or got.answer is None:
            if got.failure == ROBOTS_TXT:
                return f"{step.url} may not be looked at: robots.txt forbids it"
            return f"{step.url} does not answer ({got.detail}); is the address right?"
        if reading.kind == "redirect":
            target = reading.links[0].url if reading.links else step.url
            if self._plan.leads_on(target):
                return None
            return f"{step.url} leads to {target}, which is another site: probe that address"
        return _no_home(step.url, reading)

    def _tell(self, ask: Ask, kind: str) -> None:
        place = f"{self._plan.asked:3}/{self._max_pages}"
        name = f" {ask.name}" if ask.name else ""
        print(f"{place} {ask.purpose:8}{kind:10} {ask.step.url}{name}", file=sys.stderr)


def _no_home(url: str, reading: Reading) -> str | None:
    """Why *reading* is no home page; None where it is one."""
    judgement = reading.judgement
    if judgement.state is not PageState.OK:
        why = judgement.vendor or judgement.rule
        return f"{url} is {judgement.state.value} ({why}), not a portal's home page"
    return f"{url} is no page ({reading.kind})" if reading.page is None else None


def probe(home: str, *, max_pages: int, manners: Manners) -> Findings | None:
    """Look at the portal at *home*; None when Ctrl-C ended it. Raises SiteError."""
    looking = Probe(home, max_pages=max_pages)
    is_complete = ask_in_turn(looking, manners)
    if looking.error is not None:
        raise looking.error
    looking.findings.unseen = looking.unseen
    return looking.findings if is_complete else None

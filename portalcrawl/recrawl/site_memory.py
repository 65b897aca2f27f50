"""What a run has learned of its site so far, and what that means for the next request.

Lists and their trails, hosts that block, traps, and how each host answers for what it has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from random import Random

from portalcrawl.extract.links import Link, Role
from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.frontier.seen import Seen
from portalcrawl.page.fingerprint import Fingerprint
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.page.state import PageState
from portalcrawl.recrawl.blocks import Blocks
from portalcrawl.recrawl.trails import Trails
from portalcrawl.sites.identity import item_key
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.missing import missing_page, missing_twin
from portalcrawl.urls.traps import Budgets

# Before all lists: what it shows is needed to read them.
PROBE_PRIORITY = 90
MAX_REMEMBERED = 400_000
# A folder or a page on disk: no query, no program's extension.
_FILE = re.compile(r"^[^?]*(?:/|\.s?html?)$", re.IGNORECASE)


class SiteMemory:
    """The memory of a run of the site whose home page is *home*; *rng* makes probes up."""

    def __init__(self, home: str, *, trails: Trails, budgets: Budgets, rng: Random) -> None:
        self.trails = trails
        self.budgets = budgets
        self.blocks = Blocks()
        self._home = home
        self._rng = rng
        self._missing: dict[str, NotFoundPages] = {}
        self._honest: set[str] = set()
        """Hosts that say of a missing file that it is missing."""
        self._met = Seen(max_items=MAX_REMEMBERED)
        self._linked = Seen(max_items=MAX_REMEMBERED)

    def missing_pages(self, url: str) -> NotFoundPages:
        """How the host of *url* answers for what it has not."""
        host = host_of(url)
        if (known := self._missing.get(host)) is None:
            home = self._home if host == host_of(self._home) else f"http://{host}/"
            known = self._missing[host] = NotFoundPages(home)
        return known

    def refusal(self, url: str) -> str | None:
        """Why *url* is not asked for now; None where it is (and counted)."""
        if self.blocks.covers(url):
            return "blocked"
        return self.budgets.take(url)

    def note(self, answer: Answer, reading: Reading) -> list[Link]:
        """Remember what came for *answer*; the probes that should be asked for now."""
        if answer.role == Role.PROBE:
            self._learn_missing(answer, reading)
            return []
        state = reading.judgement.state
        if state is PageState.BLOCKED:
            self.blocks.note_blocked(answer.url, is_home=answer.is_home)
        elif state is PageState.RATE_LIMITED:
            self.blocks.note_limited(answer.url)
        else:
            self.blocks.note_page(answer.url)
        if reading.page is None or state is not PageState.OK:
            return []
        self.budgets.note(
            answer.url,
            content=_content(reading),
            gave_new=self._gave_new(answer, reading),
            leads_on=self._leads_on(reading),
        )
        return self._probes(answer, reading)

    def _learn_missing(self, answer: Answer, reading: Reading) -> None:
        """A page that can't exist shows how the host says so; a firewall's says nothing of it."""
        known, judgement = self.missing_pages(answer.url), reading.judgement
        if judgement.state in {PageState.BLOCKED, PageState.RATE_LIMITED, PageState.UNREACHABLE}:
            return
        if judgement.state is PageState.NOT_FOUND and not _is_program(answer.url):
            self._honest.add(host_of(answer.url))
        if judgement.target is not None:
            known.learn_redirect(judgement.target)
        elif reading.page is not None:
            known.learn(reading.page, status=answer.status)

    def _probes(self, answer: Answer, reading: Reading) -> list[Link]:
        known = self.missing_pages(answer.url)
        assert reading.page is not None
        if answer.is_home:
            known.learn_home(reading.page, status=answer.status)
            made_up = missing_page(answer.url, rng=self._rng)
        elif host_of(answer.url) in self._honest and not _is_program(answer.url):
            # What it says of one file it says of all; each of its programs has a way of its own.
            return []
        elif known.wants_probe(answer.url, has_content=reading.has_content):
            made_up = missing_twin(answer.url, rng=self._rng)
        else:
            return []
        return [Link(made_up, priority=PROBE_PRIORITY, role=Role.PROBE)]

    def _gave_new(self, answer: Answer, reading: Reading) -> bool:
        """Whether the page is an article, or has rows, that were not met before in this run."""
        if reading.article is not None:
            return self._met.add(item_key(answer.url))
        rows = reading.listing.rows if reading.listing is not None else ()
        return self._any_new(row.url for row in rows if row.url is not None)

    def _leads_on(self, reading: Reading) -> bool:
        """Whether the page has links that were not met before."""
        links = (link.url for link in reading.links if link.hop == "L")
        return sum(self._linked.add(url) for url in links) > 0

    def _any_new(self, urls: Iterable[str]) -> bool:
        # All are to be remembered, not only those up to the first new one.
        return sum(self._met.add(item_key(url)) for url in urls) > 0


def _is_program(url: str) -> bool:
    return _FILE.search(url) is None


def _content(reading: Reading) -> str:
    """What the page says, short; numbers are left out, as a calendar's pages differ in them."""
    if reading.article is not None:
        said = reading.article.title + reading.article.body_text
    else:
        assert reading.page is not None
        said = "\n".join(sorted(Fingerprint.of_page(reading.page, 200).lines))
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()

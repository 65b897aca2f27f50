"""What is remembered of each host, from one run to the next.

>>> from datetime import UTC, timedelta
>>> now = datetime(2026, 3, 1, tzinfo=UTC)
>>> manners = Manners(Terms(delay_secs=1), run="a@1")
>>> manners.host("a.cn").pace.not_before = now + timedelta(hours=1)
>>> manners.note("a.cn")
>>> later = Manners(Terms(delay_secs=1), run="a@2")
>>> for name, document in manners.changes().items():
...     later.load(name, document)
>>> later.holds(["a.cn", "b.cn"], now=now)["a.cn"].why
<Why.RETRY_AFTER: 'retry_after'>
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, TypeAlias

from portalcrawl.manners.pace import Pace, Turn, next_turn, pause
from portalcrawl.manners.robots_cache import KeptRobots
from portalcrawl.manners.terms import Terms
from portalcrawl.urls.robots import Rules, rules_of_text

Doc: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Figures:
    """What a run asked of one host, and how it waited."""

    requests: int = 0
    body_bytes: int = 0
    back_offs: int = 0
    retry_afters: int = 0
    waits: dict[str, int] = field(default_factory=dict)
    """Why requests waited → how many."""


class Host:
    """One host (``a.cn:8080``) as this process knows it."""

    def __init__(
        self, pace: Pace | None = None, robots: dict[str, KeptRobots] | None = None
    ) -> None:
        self.pace = pace or Pace()
        self.figures = Figures()
        self.robots = robots or {}
        """Scheme → its robots.txt."""
        self._rules: dict[str, tuple[KeptRobots, Rules]] = {}

    @classmethod
    def of_document(cls, document: Doc, *, run: str) -> Host:
        """From what ``Manners.document`` gave; the figures of another *run* are not taken."""
        host = cls(
            Pace(**_known(Pace, document.get("pace") or {})),
            {
                # A new process tries at once what an earlier one had in vain.
                scheme: KeptRobots(**{**_known(KeptRobots, kept), "tried_at": None, "tries": 0})
                for scheme, kept in (document.get("robots") or {}).items()
            },
        )
        if document.get("run") == run:
            host.figures = Figures(**_known(Figures, document.get("figures") or {}))
        return host

    def rules(self, scheme: str) -> Rules:
        """What the robots.txt of *scheme* allows; it must be known. Keeps its Crawl-delay."""
        kept = self.robots[scheme]
        parsed = self._rules.get(scheme)
        if parsed is None or parsed[0] is not kept:
            parsed = self._rules[scheme] = (kept, rules_of_text(kept.text))
            delays = [rules.crawl_delay_secs for _, rules in self._rules.values()]
            self.pace.crawl_delay_secs = max(filter(None, delays), default=None)
        return parsed[1]


class Manners:
    """The hosts of one run, asked on *terms*."""

    def __init__(self, terms: Terms, *, run: str) -> None:
        self.terms = terms
        self._run = run
        self._hosts: dict[str, Host] = {}
        self._changed: set[str] = set()

    def host(self, name: str) -> Host:
        """What is known of the host *name*."""
        found = self._hosts.get(name)
        if found is None:
            found = self._hosts[name] = Host()
        return found

    def turn(self, name: str, *, now: datetime) -> Turn:
        """When the host *name* may be asked."""
        return next_turn(self.host(name).pace, self.terms, now=now)

    def holds(self, names: Iterable[str], *, now: datetime) -> dict[str, Turn]:
        """Those of the hosts *names* that are left alone now."""
        turns = {name: self.turn(name, now=now) for name in names}
        return {name: turn for name, turn in turns.items() if turn.is_hold}

    def note(self, name: str) -> None:
        """What is known of the host *name* is new: ``changes`` has it."""
        self._changed.add(name)

    def changes(self) -> dict[str, Doc]:
        """The documents of hosts of which something is new since this was asked last."""
        names, self._changed = self._changed, set()
        return {name: self.document(name) for name in names}

    def document(self, name: str) -> Doc:
        """What is to be stored of the host *name*."""
        host = self.host(name)
        secs, why = pause(host.pace, self.terms)
        return {
            "pace": asdict(host.pace),
            "robots": {scheme: asdict(kept) for scheme, kept in host.robots.items()},
            "run": self._run,
            "figures": asdict(host.figures),
            # For people: next_turn decides anew.
            "pause_secs": secs,
            "pause_reason": why.value,
        }

    def forget(self, names: Iterable[str]) -> None:
        """Another process asks the hosts *names* now, and what it learns is newer."""
        for name in names:
            self._hosts.pop(name, None)
        self._changed -= set(names)

    def load(self, name: str, document: Doc) -> None:
        """Remember what *document* has of the host *name*, unless it is known already."""
        if name in self._hosts:
            return
        self._hosts[name] = Host.of_document(document, run=self._run)


def _known(kind: type[Any], document: Doc) -> Doc:
    """The fields of *document* that *kind* has: another version may have stored others."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in document.items() if name in names}

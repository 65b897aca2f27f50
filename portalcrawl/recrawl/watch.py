"""What a visit means for the next one: the URL's history with it, and when to ask again.

>>> from datetime import UTC
>>> from portalcrawl.frontier.past import Sight
>>> now = datetime(2026, 1, 5, 2, tzinfo=UTC)
>>> visit = Visit(
...     entry=Entry(site="a", url="http://a.cn/1.html"),
...     state=State.DONE,
...     reason="ok",
...     visited_at=now,
...     kind="article",
...     status=200,
...     sight=Sight(digest="x", published="2026-01-04"),
... )
>>> watched = Watch(SiteRates(), RecrawlLimits(), run="a@1").watched(visit)
>>> watched.past.kind, watched.past.asked, watched.due_at > now
('article', 0, True)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.past import BURIED, Past
from portalcrawl.recrawl.dates import moment_of_iso
from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.recrawl.list_rate import ListRate
from portalcrawl.recrawl.next_ask import Kind, next_article_ask, next_list_ask, next_other_ask
from portalcrawl.recrawl.site_rates import SiteRates
from portalcrawl.recrawl.validators import Validators, is_checked

ARTICLE, LIST, REDIRECT = "article", "list", "redirect"
# What an address answers that has nothing any more; a wall or an error says nothing of it.
MISSES = frozenset({"missing", "soft_404", REDIRECT})
# Two misses within a day are one: a server that is being mended.
MISS_APART = timedelta(hours=20)
MISS_PAUSE = timedelta(days=1)
# So long runs that ask only for what is due leave alone what did not answer for the first time,
# and all runs what a firewall guards. What robots.txt or the scope forbids waits for the sweep.
FAILED_PAUSE = timedelta(hours=6)
MAX_DOUBLINGS = 10
BLOCKED_PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watch:
    """The visits of *run* to a site with these *rates*, which learn from them."""

    rates: SiteRates
    limits: RecrawlLimits
    run: str
    validators: Validators = field(default_factory=Validators)

    def is_conditional(self, entry: Entry, *, now: datetime) -> bool:
        """Whether *entry* is to be asked for with the validators of its last visit."""
        if entry.known is None or entry.body or entry.plain:
            return False
        is_proven = self.validators.are_proven(entry.host)
        if not is_proven and not entry.hop_path.strip("R"):
            return False
        return self.validators.are_trusted(entry.host, now=now) and not is_checked(
            entry.id, visit=entry.past.asked + 1, is_proven=is_proven
        )

    def habits(self, now: datetime) -> dict[str, object]:
        """What was learned of the site, as its document keeps it."""
        return {
            "rates": self.rates.as_dict(now),
            "validators": self.validators.as_rows(),
        }

    def watched(self, visit: Visit) -> Visit:
        """*visit* with its URL's history and its next due time."""
        if visit.state is State.QUEUED:
            return visit
        if visit.state is State.FAILED:
            return self._failed(visit)
        if visit.state is State.SKIPPED:
            pause = BLOCKED_PAUSE if visit.reason == "blocked" else self.limits.sweep
            return replace(visit, due_at=visit.visited_at + pause)
        was_there = bool(visit.entry.past.kind)
        if was_there and visit.kind in MISSES:
            return self._missed(visit)
        if not visit.is_there or visit.kind == REDIRECT:
            kind = Kind.GONE if was_there else Kind.MISSING
            return replace(visit, due_at=self._other(visit, kind))
        return self._found(visit)

    def _failed(self, visit: Visit) -> Visit:
        """What did not answer in run after run is asked ever more seldom."""
        past = visit.entry.past
        pause = min(self.limits.sweep, FAILED_PAUSE * 2 ** min(past.failures, MAX_DOUBLINGS))
        known = replace(past, failures=past.failures + 1)
        return replace(visit, past=known, due_at=visit.visited_at + pause)

    def _found(self, visit: Visit) -> Visit:
        past, sight, now = visit.entry.past, visit.sight, visit.visited_at
        is_changed = bool(past.digest) and past.digest != sight.digest
        self._learn(visit, is_changed=is_changed)
        self.validators.note(
            visit.entry.host,
            visit.entry.known,
            etag=visit.etag,
            last_modified=visit.last_modified,
            is_changed=is_changed,
            now=now,
        )
        known = Past(
            kind=visit.kind or "",
            digest=sight.digest,
            published=sight.published or past.published,
            first_at=past.first_at or now,
            last_at=now,
            changed_at=now if is_changed or past.changed_at is None else past.changed_at,
            asked=past.asked + bool(past.digest),
            changed=past.changed + is_changed,
            rate=self._rate(visit),
        )
        after = replace(visit, past=known)
        return replace(after, due_at=self._due_at(after, is_changed=is_changed))

    def _due_at(self, visit: Visit, *, is_changed: bool) -> datetime:
        assert visit.past is not None
        now, key = visit.visited_at, visit.entry.id
        if visit.kind == ARTICLE:
            born = moment_of_iso(visit.past.published, now=now)
            return next_article_ask(born, self.rates, now=now, limits=self.limits, key=key)
        if visit.is_head:
            rate = ListRate.of_dict(visit.past.rate)
            return next_list_ask(rate, self.rates, now=now, limits=self.limits, key=key)
        if visit.kind == LIST:
            # The pages of a list are swept together: rows move from one to the next.
            return self._other(visit, Kind.LIST_PAGE, key=visit.entry.column)
        if visit.kind == "asset":
            return self._other(visit, Kind.FILE, is_changed=is_changed)
        return self._other(visit, Kind.PAGE, is_changed=is_changed)

    def _other(
        self, visit: Visit, kind: Kind, *, key: str = "", is_changed: bool = False
    ) -> datetime:
        past, now = visit.entry.past, visit.visited_at
        since = past.last_at if visit.is_there else past.missed_at
        return next_other_ask(
            kind,
            now - since if since is not None and kind is not Kind.LIST_PAGE else None,
            now=now,
            limits=self.limits,
            key=key or visit.entry.id,
            is_changed=is_changed,
        )

    def _learn(self, visit: Visit, *, is_changed: bool) -> None:
        """Tell the site's rates whether an article changed since its last visit."""
        past, now = visit.entry.past, visit.visited_at
        if past.last_at is None or past.last_at >= now:
            return
        if visit.kind == ARTICLE and past.kind == ARTICLE:
            born = moment_of_iso(past.published, now=now)
            self.rates.article_seen(born, after=past.last_at, until=now, is_changed=is_changed)

    def _rate(self, visit: Visit) -> dict[str, object]:
        """How often the first page of a list has new rows; a home page, how often it changes."""
        past, sight, now = visit.entry.past, visit.sight, visit.visited_at
        if not visit.is_head:
            return {}
        if not past.rate:
            return ListRate.seeded(sight.dates, now=now).as_dict()
        new = sight.new_rows
        if new is None:
            new = int(past.digest != sight.digest)
        return self.rates.list_seen(ListRate.of_dict(past.rate), new, at=now).as_dict()

    def _missed(self, visit: Visit) -> Visit:
        past, now = visit.entry.past, visit.visited_at
        counts = past.missed_at is None or now - past.missed_at >= MISS_APART
        known = replace(
            past,
            misses=past.misses + counts,
            missed_from=past.missed_from or now,
            missed_at=now if counts else past.missed_at,
            missed_run=past.missed_run or self.run,
            led_to=visit.led_to,
        )
        due_at = now + MISS_PAUSE if past.kind != BURIED else self._other(visit, Kind.GONE)
        return replace(visit, past=known, due_at=due_at)

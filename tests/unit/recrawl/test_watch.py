"""What a visit means for the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portalcrawl.frontier.entry import Entry, Known, State, Visit
from portalcrawl.frontier.past import Past, Sight
from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.recrawl.site_rates import SiteRates
from portalcrawl.recrawl.validators import CHECK_EVERY, CHECK_PROVEN_EVERY, Validators
from portalcrawl.recrawl.watch import FAILED_PAUSE, Watch

NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)  # Wednesday morning
DAY = timedelta(days=1)
LIMITS = RecrawlLimits()
URL = "http://a.cn/1.html"


def watch(**changes) -> Watch:
    values = {"rates": SiteRates(), "limits": LIMITS, "run": "a@2"}
    return Watch(**{**values, **changes})


def visit(
    kind: str = "article", *, past: Past | None = None, status: int = 200, **changes
) -> Visit:
    entry = Entry(site="a", url=URL, past=past or Past())
    values = {"entry": entry, "state": State.DONE, "reason": "ok", "visited_at": NOW}
    return Visit(**{**values, "kind": kind, "status": status, **changes})


def there(kind: str = "article", **changes) -> Past:
    values = {"kind": kind, "digest": "x", "published": "2026-03-03", "asked": 3, "changed": 1}
    times = {"first_at": NOW - 9 * DAY, "last_at": NOW - DAY, "changed_at": NOW - 5 * DAY}
    return Past(**{**values, **times, **changes})


def test_the_first_visit_begins_the_history():
    past = watch().watched(visit(sight=Sight(digest="x", published="2026-03-01"))).past
    assert (past.kind, past.digest, past.published) == ("article", "x", "2026-03-01")
    assert past.first_at == past.last_at == past.changed_at == NOW
    assert (past.asked, past.changed) == (0, 0)


@pytest.mark.parametrize(("digest", "changed"), [("x", False), ("y", True)])
def test_a_later_visit_is_compared(digest, changed):
    watched = watch().watched(visit(past=there(), sight=Sight(digest=digest)))
    past = watched.past
    assert (past.asked, past.changed) == (4, 1 + changed)
    assert past.changed_at == (NOW if changed else NOW - 5 * DAY)
    assert past.published == "2026-03-03"
    assert past.first_at == NOW - 9 * DAY


def test_the_site_s_rates_learn_from_articles():
    seen = watch()
    before = seen.rates.ages.per_day(1.5)
    for _ in range(40):
        seen.watched(visit(past=there(), sight=Sight(digest="y")))
    assert seen.rates.ages.per_day(1.5) > 2 * before


@pytest.mark.parametrize(
    ("changes", "least", "most"),
    [
        # A fresh article, an old one, an attachment.
        ({"sight": Sight(published="2026-03-04")}, timedelta(hours=1), 3 * DAY),
        ({"sight": Sight(published="2016-03-04")}, 20 * DAY, LIMITS.sweep),
        ({"kind": "asset"}, 0.75 * LIMITS.sweep, LIMITS.sweep),
        # A page of a list is swept, its first page is looked at.
        ({"kind": "list"}, 0.75 * LIMITS.sweep, LIMITS.sweep),
        (
            {
                "kind": "list",
                "is_head": True,
                "sight": Sight(dates=tuple(f"2026-03-0{d}" for d in (4, 4, 3, 3, 2, 2))),
            },
            LIMITS.list_floor,
            6 * timedelta(hours=1),
        ),
        # What never was there.
        ({"kind": "missing", "status": 404}, 5 * DAY, LIMITS.sweep),
        ({"state": State.FAILED, "kind": "error"}, FAILED_PAUSE, FAILED_PAUSE),
        ({"state": State.SKIPPED, "reason": "robots.txt"}, LIMITS.sweep, LIMITS.sweep),
        ({"state": State.SKIPPED, "reason": "blocked"}, DAY, DAY),
    ],
)
def test_when_to_ask_again(changes, least, most):
    due_at = watch().watched(visit(**changes)).due_at
    assert least <= due_at - NOW <= most


def test_what_never_answers_is_asked_ever_more_seldom():
    seen, past, pauses = watch(), Past(), []
    for _ in range(12):
        failed = seen.watched(visit("error", state=State.FAILED, past=past))
        past = failed.past
        pauses.append(failed.due_at - NOW)
    assert pauses[:3] == [FAILED_PAUSE, 2 * FAILED_PAUSE, 4 * FAILED_PAUSE]
    assert (past.failures, pauses[-1]) == (12, LIMITS.sweep)
    assert seen.watched(visit(past=past, sight=Sight(digest="x"))).past.failures == 0


def test_a_failure_that_is_tried_again_keeps_its_own_time():
    tried = visit(state=State.QUEUED, due_at=NOW + timedelta(seconds=8))
    assert watch().watched(tried) is tried


def test_the_pages_of_a_list_come_due_together():
    pages = [
        replace(visit("list"), entry=Entry(site="a", url=f"http://a.cn/{n}", column="a.cn/l/"))
        for n in range(5)
    ]
    assert len({watch().watched(page).due_at for page in pages}) == 1


def test_a_list_is_asked_as_often_as_it_has_new_rows():
    def due(new_rows: int) -> timedelta:
        seen, past, now = watch(), Past(), NOW
        for number in range(40):
            sight = Sight(digest=str(number), new_rows=new_rows if past.kind else None)
            one = visit("list", past=past, is_head=True, sight=sight)
            past = seen.watched(replace(one, visited_at=now)).past
            now += timedelta(hours=12)
        return seen.watched(visit("list", past=past, is_head=True, visited_at=now)).due_at - now

    assert due(5) < due(1) < due(0) <= LIMITS.list_ceiling


class TestMisses:
    def test_the_first(self):
        watched = watch().watched(visit("missing", past=there(), status=404))
        past = watched.past
        assert (past.kind, past.misses, past.missed_run) == ("article", 1, "a@2")
        assert past.missed_from == past.missed_at == NOW
        assert watched.due_at == NOW + DAY

    @pytest.mark.parametrize(("pause", "misses"), [(timedelta(hours=2), 1), (DAY, 2)])
    def test_two_within_hours_are_one(self, pause, misses):
        missed = there(misses=1, missed_from=NOW - pause, missed_at=NOW - pause, missed_run="a@1")
        past = watch().watched(visit("soft_404", past=missed)).past
        assert (past.misses, past.missed_from, past.missed_run) == (misses, NOW - pause, "a@1")

    def test_a_redirect_says_where_to(self):
        moved = visit("redirect", past=there(), status=301, led_to="http://a.cn/2.html")
        assert watch().watched(moved).past.led_to == "http://a.cn/2.html"

    @pytest.mark.parametrize("kind", ["blocked", "restricted", "error"])
    def test_a_wall_says_nothing(self, kind):
        watched = watch().watched(visit(kind, past=there(), status=403))
        assert watched.past is None
        assert "past" not in watched.changes()
        assert watched.due_at == NOW + DAY

    def test_found_again(self):
        missed = there(misses=2, missed_from=NOW - DAY, missed_at=NOW - DAY, missed_run="a@1")
        past = watch().watched(visit(past=missed, sight=Sight(digest="x"))).past
        assert (past.misses, past.missed_from, past.missed_run) == (0, None, "")

    def test_what_never_was_there_is_not_missed(self):
        assert watch().watched(visit("missing", status=404)).past is None
        assert watch().watched(visit("redirect")).past is None


class TestConditions:
    known = Known(capture="c", etag='"1"')

    def entry(self, **changes) -> Entry:
        values = {"site": "a", "url": URL, "known": self.known, "hop_path": "L"}
        return Entry(**{**values, **changes})

    @pytest.mark.parametrize(
        ("changes", "is_conditional"),
        [
            ({}, True),
            ({"known": None}, False),
            ({"body": "page=2"}, False),
            # A list says that it changed.
            ({"plain": True}, False),
            # The home page, until they are proven.
            ({"hop_path": ""}, False),
            ({"hop_path": "R"}, False),
            ({"hop_path": "", "url": "http://proven.cn/"}, True),
        ],
    )
    def test_with_validators(self, changes, is_conditional):
        seen = watch(validators=Validators(proven=["proven.cn"]))
        assert seen.is_conditional(self.entry(**changes), now=NOW) is is_conditional

    @pytest.mark.parametrize(
        ("host", "every"), [("a.cn", CHECK_EVERY), ("proven.cn", CHECK_PROVEN_EVERY)]
    )
    def test_a_part_of_the_visits_goes_without(self, host, every):
        seen = watch(validators=Validators(proven=["proven.cn"]))
        entries = [self.entry(url=f"http://{host}/{n}", past=there()) for n in range(100)]
        asked = [seen.is_conditional(entry, now=NOW) for entry in entries]
        assert 100 / every / 3 < asked.count(False) < 100 / every * 3
        own = [
            seen.is_conditional(replace(entries[0], past=there(asked=n)), now=NOW)
            for n in range(3 * every)
        ]
        assert own.count(False) == 3

    def test_a_host_whose_validators_are_false_is_asked_without(self):
        seen = watch()
        entry = self.entry(past=there(), plain=True)
        seen.watched(replace(visit(sight=Sight(digest="y"), etag='"1"'), entry=entry))
        assert not seen.is_conditional(self.entry(), now=NOW)
        assert seen.is_conditional(self.entry(url="http://b.cn/", past=there()), now=NOW)
        kept = Validators.of_rows(seen.habits(NOW)["validators"])
        assert not kept.are_trusted("a.cn", now=NOW + DAY)
        assert kept.are_trusted("a.cn", now=NOW + 31 * DAY)

    def test_a_host_proves_its_validators_by_a_change(self):
        seen = watch()
        entry = self.entry(past=there("list"), hop_path="")
        changed = visit("list", sight=Sight(digest="y"), etag='"2"', is_head=True)
        seen.watched(replace(changed, entry=entry))
        assert seen.is_conditional(entry, now=NOW)
        kept = Validators.of_rows(seen.habits(NOW)["validators"])
        assert kept.are_proven("a.cn")

    @pytest.mark.parametrize(
        ("etag", "digest"),
        # Another tag for another text; the same tag for the same; another one for the same.
        [('"2"', "y"), ('"1"', "x"), ('"2"', "x")],
    )
    def test_an_honest_host(self, etag, digest):
        seen = watch()
        entry = self.entry(past=there(), plain=True)
        seen.watched(replace(visit(sight=Sight(digest=digest), etag=etag), entry=entry))
        assert seen.is_conditional(self.entry(), now=NOW)

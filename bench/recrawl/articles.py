"""A year of a site's articles, whose edits become rare with age."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bench.recrawl.laws import START, YEAR_HOURS, law, office
from bench.recrawl.simulation import Outcome, outcome
from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.recrawl.next_ask import next_article_ask
from portalcrawl.recrawl.site_rates import SiteRates

# Up to an age in days: edits a day.
EDITS = ((1, 0.2), (3, 0.05), (7, 0.02), (30, 0.004), (91, 0.001), (10_000, 0.0003))
# Tells the next hour to visit an article: its number, the last and this visit, whether it changed.
Ask = Callable[[int, float, float, bool], float]


def made_up(rng: Random) -> tuple[list[float], list[list[float]]]:
    """When each article is published, and when each is edited (in office hours)."""
    weekly = [office(day * 24 + hour + 0.5) for day in range(7) for hour in range(24)]
    scale = 168 / sum(weekly)
    born = law("articles", 4, office).events(rng)
    edits: list[list[float]] = []
    for start in born:
        found, begin = [], 0.0
        for until, per_day in EDITS:
            hour = start + begin * 24
            top = per_day / 24 * max(weekly) * scale
            while (hour := hour + rng.expovariate(top)) < min(YEAR_HOURS, start + until * 24):
                if rng.random() < weekly[int(hour) % 168] / max(weekly):
                    found.append(hour)
            begin = until
        edits.append(found)
    return born, edits


def run(born: list[float], edits: list[list[float]], ask: Ask) -> Outcome:
    queue = [(hour, number, hour) for number, hour in enumerate(born)]
    heapq.heapify(queue)
    visits: list[list[float]] = [[] for _ in born]
    while queue:
        hour, number, last = heapq.heappop(queue)
        if hour >= YEAR_HOURS:
            continue
        visits[number].append(hour)
        is_changed = bisect_right(edits[number], last) < bisect_right(edits[number], hour)
        heapq.heappush(queue, (ask(number, last, hour, is_changed), number, hour))
    total = Outcome()
    for plan, changes in zip(visits, edits, strict=True):
        total.add(outcome(plan, changes, YEAR_HOURS))
    total.visits -= len(born)
    return total


def by_policy(born: list[float], rates: SiteRates) -> Ask:
    limits = RecrawlLimits()

    def moment(hour: float) -> datetime:
        return START + timedelta(hours=hour)

    def ask(number: int, last: float, hour: float, is_changed: bool) -> float:  # noqa: FBT001
        start, now = moment(born[number]), moment(hour)
        if hour > last:
            rates.article_seen(start, after=moment(last), until=now, is_changed=is_changed)
        due = next_article_ask(start, rates, now=now, limits=limits, key=str(number))
        return (due - START) / timedelta(hours=1)

    return ask


def main() -> None:
    born, edits = made_up(Random(7))
    rates = SiteRates()
    rows = [("policy, from nothing", run(born, edits, by_policy(born, rates)))]
    rows.append(("policy, second year", run(born, edits, by_policy(born, rates))))
    watched = sum(YEAR_HOURS - hour for hour in born)
    gap = watched / rows[0][1].visits
    rows.append((f"each {gap / 24:.1f} days", run(born, edits, lambda _n, _l, h, _c: h + gap)))
    rows.append(("each day", run(born, edits, lambda _n, _l, h, _c: h + 24)))
    print(f"\n{len(born)} articles, {sum(map(len, edits))} edits in the year")
    print(f"{'':22}{'requests':>9}{'hours late':>11}{'fresh':>9}")
    for name, found in rows:
        print(f"{name:22}{found.visits:9}{found.delay:11.1f}{found.freshness:9.4f}")

"""What previous and next links say beside the lists: directions, orphans, loops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from portalcrawl.report.discovery.facts import Story

_NUMBERS = re.compile(r"\d+")


@dataclass(slots=True)
class ChainReport:
    """The chains of a site."""

    articles: int = 0
    """Articles that name a neighbour."""
    previous_is: dict[str, str] = field(default_factory=dict)
    """Column → ``older``, ``newer``, ``mixed``: where its 上一篇 leads, by dates, else numbers."""
    loops: int = 0
    """Chains of next links that come back to where they began."""
    unanswered: int = 0
    """Articles whose next one does not name them as its previous one."""


def report_chains(stories: Iterable[Story]) -> ChainReport:
    """Follow all chains of *stories*."""
    stories = list(stories)
    of_key = {key: story for story in stories for key in story.keys}
    votes: dict[str, Counter[str]] = {}
    report = ChainReport()
    for story in stories:
        report.articles += bool(story.previous or story.next)
        if story.previous in of_key:
            vote = _direction(story, of_key[story.previous])
            votes.setdefault(story.column, Counter())[vote] += bool(vote)
        after = of_key.get(story.next or "")
        if after is not None and after is not story:
            report.unanswered += after.previous not in story.keys
    report.previous_is = {name: _majority(count) for name, count in votes.items() if +count}
    report.loops = _loops(stories, of_key)
    return report


def _direction(story: Story, previous: Story) -> str:
    """Whether *previous* is older or newer than *story*; empty where nothing tells."""
    one, other = (story.published or "")[:10], (previous.published or "")[:10]
    if not one or not other or one == other:
        # The numbers of addresses rise as they are given out.
        mine, theirs = (_NUMBERS.findall(s.url) for s in (story, previous))
        if len(mine) != len(theirs) or mine == theirs:
            return ""
        return "older" if [*map(int, theirs)] < [*map(int, mine)] else "newer"
    return "older" if other < one else "newer"


def _majority(votes: Counter[str]) -> str:
    (first, count), *rest = votes.most_common(2)
    return first if not rest or count > 4 * rest[0][1] else "mixed"


def _loops(stories: list[Story], of_key: dict[str, Story]) -> int:
    """How many cycles the next links make; a link to itself is an end, not a loop."""
    loops = 0
    done: set[int] = set()
    for start in stories:
        way: set[int] = set()
        story: Story | None = start
        while story is not None and id(story) not in done:
            done.add(id(story))
            way.add(id(story))
            after = of_key.get(story.next or "")
            if after is not None and after is not story and id(after) in way:
                loops += 1
            story = after
    return loops

"""Which of the articles that say the same was there first.

>>> seen = datetime(2026, 1, 1)
>>> paper = Witness("a", "2024-03-05", seen, source="青禾日报", owner="青禾日报社")
>>> county = Witness("b", "2024-03-05T09:30+08:00", seen, source="青禾日报", owner="青禾县政府办")
>>> school = Witness("c", "2024-03-07", seen, source="青禾县政府", owner="白石中学")
>>> found, says = earliest([school, county, paper])
>>> found.article, says
('a', 'named')
>>> earliest([school, paper])[1]
'published'

By the day printed; of one day by the source printed (来源: who names another site says that it
copied); then by the time printed, if all of that day print one; then by who was seen first. An
article without a date may have been there on any day, but only the source can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portalcrawl.dedup.normal_text import normal_text

_SITE_WORDS = re.compile("(?:门户网站|政府网站|官方网站|网站|官网|新闻网|信息网|网|客户端|公众号)$")
MIN_NAME_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Witness:
    """What an article says of its origin; ``owner`` is who runs its site, as the site says."""

    article: str
    published: str | None
    first_seen_at: datetime
    source: str = ""
    owner: str = ""

    @property
    def day(self) -> str:
        """The day printed; "" for none."""
        return (self.published or "")[:10]

    @property
    def time(self) -> str:
        """Day and time to the minute; "" where no time is printed."""
        return (self.published or "")[:16] if "T" in (self.published or "") else ""


def earliest(witnesses: Sequence[Witness]) -> tuple[Witness, str]:
    """The earliest of *witnesses*, and what says so: ``published``, ``named`` or ``first_seen``."""
    day = min((one.day for one in witnesses if one.day), default="")
    first, says = [one for one in witnesses if one.day == day], "published"
    named = _origins([one for one in witnesses if one.day in {"", day}], told_by=witnesses)
    if named and named != first:
        first, says = named, "named"
    if len(first) > 1 and all(one.time for one in first):
        time = min(one.time for one in first)
        first, says = [one for one in first if one.time == time], "published"
    if len(first) > 1:
        says = "first_seen"
    return min(first, key=lambda one: (one.first_seen_at, one.article)), says


def _origins(witnesses: Iterable[Witness], *, told_by: Iterable[Witness]) -> list[Witness]:
    """Those whose site is named as the source, and that name no other of these themselves."""
    sources = {_name(one.source) for one in told_by}
    named = [one for one in witnesses if any(_is_of(source, one) for source in sources)]
    own = [
        one
        for one in named
        if _is_of(_name(one.source), one) or not any(_is_of(_name(one.source), n) for n in named)
    ]
    return own or named


def _is_of(source: str, witness: Witness) -> bool:
    """Whether *source* is the name of the site of *witness*."""
    owner = _name(witness.owner)
    is_name = min(len(source), len(owner)) >= MIN_NAME_LETTERS
    return is_name and (source in owner or owner in source)


def _name(printed: str) -> str:
    return _SITE_WORDS.sub("", normal_text(printed))

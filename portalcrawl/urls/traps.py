"""Where a site goes on for ever: how many pages of one pattern of addresses may be asked for.

What an honest portal has much of gives something new with each page: articles, and lists that lead
to them. A trap (a calendar, all combinations of a filter, a path that grows with each click) gives
more and more addresses, and on them nothing that was not known. So no number of pages ends a
pattern (but a very high one); what ends it is how many of its pages were in vain: they led to
further addresses, and gave nothing.

>>> budgets = Budgets(Limits(max_in_vain=3))
>>> for month in range(1, 6):
...     url = f"http://a.cn/meetings.asp?y=2031&m={month}"
...     if (reason := budgets.take(url)) is None:
...         budgets.note(url, content=f"{month}: no meetings", gave_new=False)
...     print(reason)
None
None
None
endless_dates
endless_dates
>>> [(cut.pattern, cut.taken, cut.refused) for cut in budgets.cuts()]
[('a.cn/meetings.asp?m&y', 3, 2)]
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from portalcrawl.urls.patterns import UrlPattern, pattern_of

# Fingerprints of 64 bits that differ in no more are of texts that differ in a word or two.
MAX_BITS_APART = 3
# So many different pages of a pattern are remembered to compare the next one with.
MAX_RECENT = 8
# A portal of 22,400 articles has 1,700 list pages: lists that repeat what others gave (a child's
# beside its parent's) are never more than a tenth of what the host gave.
NEW_PER_LIST = 10
# A pattern is not endless while one page in four gives something.
IN_VAIN_PER_NEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a pattern is cut, and how much is remembered.

    ``max_taken``: pages of any pattern. ``max_in_vain``: pages that gave nothing new, of a pattern
    that by its form may be endless, besides what its own and its host's new pages earn.
    ``max_streak``: pages in a row that were like each other and
    gave nothing new, of any pattern; what it gave before is added. ``max_patterns``: those longest
    unused are forgotten.
    """

    max_taken: int = 100_000
    max_in_vain: int = 200
    max_streak: int = 50
    max_patterns: int = 10_000


@dataclass(frozen=True, slots=True)
class Cut:
    """A pattern that is not asked for any more: why, after how many pages, how many were left."""

    pattern: str
    reason: str
    taken: int
    refused: int
    example: str


@dataclass(slots=True)
class _Pattern:
    """What is known of one pattern; ``recent`` are contents, numbers or texts."""

    example: str
    taken: int = 0
    new: int = 0
    in_vain: int = 0
    streak: int = 0
    refused: int = 0
    reason: str | None = None
    recent: list[int | str] = field(default_factory=list)


class Budgets:
    """Counts pages by the pattern of their address, and cuts the patterns that lead nowhere.

    ``take`` before a page is asked for (not when its link is found: what waits would be taken
    already when the pattern is cut); ``note`` when it was read and is a page (not: missing, an
    error, restricted: a dead list of an honest site is no trap). Memory is bounded by the limits.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._patterns: OrderedDict[str, _Pattern] = OrderedDict()
        self._new_by_host: OrderedDict[str, int] = OrderedDict()

    def take(self, url: str) -> str | None:
        """None when *url* may be asked for, and counts it; else the reason why not."""
        found = self._pattern(pattern_of(url), url)
        if found.reason is None and found.taken >= self._limits.max_taken:
            found.reason = "pattern_cap"
        if found.reason is not None:
            found.refused += 1
            return found.reason
        found.taken += 1
        return None

    def note(self, url: str, *, content: int | str, gave_new: bool, leads_on: bool = True) -> None:
        """Remember what the page at *url* gave.

        *content*: a 64-bit similarity hash, or a digest, of its text. *gave_new*: whether it is an
        article not had before in this run, or has a row that leads to one not met before. Links to
        further lists are nothing new (a trap has plenty), nor are other addresses on a page whose
        text was there before (a session's). *leads_on*: whether it has links that were not met
        before; without any, a page that gave nothing is harmless, however many there are of it
        (columns without an entry, notices in place of protected files).
        """
        pattern = pattern_of(url)
        found = self._pattern(pattern, url)
        gave_new = gave_new and content not in found.recent
        is_alike = _is_alike(content, found.recent)
        if not is_alike:
            found.recent = [*found.recent[1 - MAX_RECENT :], content]
        if gave_new:
            found.new += 1
            found.streak = 0
            self._count_new(pattern.host)
            return
        if not leads_on:
            return
        found.in_vain += 1
        found.streak = found.streak + 1 if is_alike else 0
        if found.reason is None:
            found.reason = self._reason_to_cut(pattern, found)

    def cuts(self) -> list[Cut]:
        """The patterns that were cut, for the report; those with most refused addresses first."""
        cuts = [
            Cut(key, found.reason, found.taken, found.refused, found.example)
            for key, found in self._patterns.items()
            if found.reason is not None
        ]
        return sorted(cuts, key=lambda cut: (-cut.refused, cut.pattern))

    def as_dict(self) -> dict[str, Any]:
        """All counts as plain lists, dicts, numbers and texts: what ``of_dict`` goes on with."""
        patterns = [{"pattern": key, **asdict(found)} for key, found in self._patterns.items()]
        return {"patterns": patterns, "new_by_host": [*map(list, self._new_by_host.items())]}

    @classmethod
    def of_dict(cls, data: Mapping[str, Any], limits: Limits | None = None) -> Budgets:
        """The budgets that ``as_dict`` wrote down."""
        budgets = cls(limits)
        for row in data["patterns"]:
            counts = {name: value for name, value in row.items() if name != "pattern"}
            budgets._patterns[row["pattern"]] = _Pattern(**counts)
        budgets._new_by_host.update(dict(data["new_by_host"]))
        return budgets

    def _reason_to_cut(self, pattern: UrlPattern, found: _Pattern) -> str | None:
        # Some pages are alike by nature, hence a streak; a longer one where much was found before.
        if found.streak >= self._limits.max_streak + found.new:
            return "near_duplicates"
        allowed = self._limits.max_in_vain + found.new * IN_VAIN_PER_NEW
        allowed += self._new_by_host.get(pattern.host, 0) // NEW_PER_LIST
        return pattern.endless if found.in_vain >= allowed else None

    def _pattern(self, pattern: UrlPattern, url: str) -> _Pattern:
        found = self._patterns.setdefault(pattern.text, _Pattern(url))
        self._patterns.move_to_end(pattern.text)
        if len(self._patterns) > self._limits.max_patterns:
            self._patterns.popitem(last=False)
        return found

    def _count_new(self, host: str) -> None:
        self._new_by_host[host] = self._new_by_host.get(host, 0) + 1
        self._new_by_host.move_to_end(host)
        if len(self._new_by_host) > self._limits.max_patterns:
            self._new_by_host.popitem(last=False)


def _is_alike(content: int | str, recent: list[int | str]) -> bool:
    """Whether *content* is, or nearly is, one of *recent*."""
    if isinstance(content, str):
        return content in recent
    numbers = (other for other in recent if isinstance(other, int))
    return any((content ^ other).bit_count() <= MAX_BITS_APART for other in numbers)

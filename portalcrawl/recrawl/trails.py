"""When to stop asking for further pages of a list, with a named reason.

A trail is what one list has shown so far: the keys of its rows, the sets of rows of its pages.

>>> trails = Trails()
>>> trails.note("p1", column="p1", keys=["a", "b"], has_next=True)
Step(stop=None, new=2, is_pushed=False)
>>> trails.note("p2", column="p1", keys=["b", "c"], has_next=True)
Step(stop=None, new=1, is_pushed=True)
>>> trails.note("p3", column="p1", keys=["b", "c"], has_next=True)
Step(stop='repeated_rows', new=0, is_pushed=False)

A row that stood low on one page and stands high on another was pushed over the border while we
read: something new is on the first page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

# The longest list that was seen has 572 pages.
MAX_LIST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from a page: why the list ends here (None: it goes on), how many rows were new.

    ``is_pushed``, once a trail: its first page should be asked for again.
    """

    stop: str | None
    new: int
    is_pushed: bool = False


# The number of a row on its page, and whether that is the page's lower half.
Place: TypeAlias = tuple[int, bool]


@dataclass(slots=True)
class _Trail:
    places: dict[int, Place] = field(default_factory=dict)
    """Hash of a row's key → where it stood first."""
    sets: set[bytes] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    is_pushed: bool = False


class Trails:
    """The trails of all lists of a site, by the id of the list's first page."""

    def __init__(self, *, max_pages: int = MAX_LIST_PAGES) -> None:
        self._max_pages = max_pages
        self._trails: dict[str, _Trail] = {}
        self._column_of: dict[str, str] = {}
        self._urls: dict[str, str] = {}

    def column_of(self, page: str, *, given: str = "") -> str:
        """The list of *page*: as *given* with its link, as other pages said, or its own.

        A page may be found in the middle of its list first; then the list is known by that one.
        """
        return self._column_of.get(page) or given or page

    def belong(self, pages: Iterable[str], *, column: str, url: str | None = None) -> None:
        """Remember that *pages* are of the list *column*, and the *url* of its first page."""
        for page in pages:
            self._column_of.setdefault(page, column)
        if url is not None:
            self._urls[column] = url

    def url_of(self, column: str) -> str | None:
        """The address of the first page of *column*; None where that was not read."""
        return self._urls.get(column)

    def note(
        self,
        page: str,
        *,
        column: str,
        keys: Sequence[str],
        has_next: bool,
        expects_more: bool = False,
    ) -> Step:
        """What follows from *page* of the list *column*, whose rows have *keys*.

        *has_next*: whether it names a further page. *expects_more*: it counts further pages. Then
        rows that were all seen end nothing: a page's worth of news may have pushed them on.
        """
        trail = self._trails.setdefault(column, _Trail())
        self._column_of.setdefault(page, column)
        half = len(keys) // 2
        places = {hash(key): (place, place >= half) for place, key in enumerate(keys)}
        fresh = sum(key not in trail.places for key in places)
        digest = _digest(keys)
        # Read before, by a process that did not live to acknowledge it: it ends nothing.
        is_known = page in trail.pages
        is_repeated = digest in trail.sets
        stop = None if is_known else self._stop(trail, fresh=fresh, is_repeated=is_repeated)
        if expects_more and stop != "too_many_pages":
            stop = None
        if stop is None and not has_next:
            stop = "last_page"
        is_pushed = not (is_known or is_repeated or trail.is_pushed) and any(
            _is_moved(trail.places.get(key, place), place) for key, place in places.items()
        )
        trail.is_pushed |= is_pushed
        for key, place in places.items():
            trail.places.setdefault(key, place)
        trail.sets.add(digest)
        trail.pages.add(page)
        return Step(stop, fresh, is_pushed)

    def _stop(self, trail: _Trail, *, fresh: int, is_repeated: bool) -> str | None:
        if trail.pages and is_repeated:
            return "repeated_rows"
        if trail.pages and not fresh:
            return "no_new_rows"
        return "too_many_pages" if len(trail.pages) + 1 >= self._max_pages else None


def _is_moved(first: Place, now: Place) -> bool:
    """From the foot of one page to the head of another; pinned rows keep their place."""
    return first[0] != now[0] and first[1] is not now[1]


def _digest(keys: Iterable[str]) -> bytes:
    return blake2b("\n".join(sorted(keys)).encode(), digest_size=12).digest()

"""The numbers of a pager: which page is shown, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portalcrawl.extract.lists.numbered import differ_in_number
from portalcrawl.extract.lists.pager_entries import Entry

# Of more numbers than that a pager may show only those around the current one.
MAX_SHOWN_WHOLE = 4
MAX_COMPARED = 40
# A number that a script follows is a link too, and one whose page was never made.
_BUTTONS = frozenset({"link", "data", "script", "dead"})


@dataclass(frozen=True, slots=True)
class Button:
    """An entry with the absolute address it leads to, and the page number that it shows."""

    entry: Entry
    url: str | None
    number: int | None


def current_page(url: str, buttons: Sequence[Button]) -> int | None:
    """The number of the page at *url*: what is marked, plain among links, or a link to itself."""
    numbers = [button for button in buttons if button.number is not None]
    linked = {b.number for b in numbers if b.entry.source in _BUTTONS}
    for button in numbers:
        if button.url == url:
            return button.number
    plain = [b for b in numbers if b.entry.source == "text" and _is_beside(b.number, linked)]
    for candidates in (
        [b for b in plain if b.entry.is_marked],
        [b for b in numbers if b.entry.is_marked and b.entry.source in _BUTTONS],
        plain,
        # All others have an address.
        [b for b in numbers if b.entry.source == "dead"] if _has_links(numbers) else [],
        [b for b in numbers if b.entry.source == "select" and b.entry.is_marked],
    ):
        if candidates and len({b.number for b in candidates}) == 1:
            return candidates[0].number
    if linked and min(n for n in linked if n is not None) == 2:
        return 1
    before = next((b.url for b in buttons if b.entry.label == "previous" and b.url), None)
    if before is not None and (differing := differ_in_number(before, url)) and differing[0] is None:
        # The one before it is the first: only that has no number.
        return 2
    ends = [b for b in buttons if b.entry.label == "previous"]
    return (
        1 if ends and all(b.url in {None, url} for b in ends) and _leads_on(buttons, url) else None
    )


def _has_links(numbers: Sequence[Button]) -> bool:
    return any(b.url is not None for b in numbers)


def _is_beside(number: int | None, linked: set[int | None]) -> bool:
    """Whether a number without link stands where the links leave one out."""
    return number is not None and number not in linked and bool({number - 1, number + 1} & linked)


def _leads_on(buttons: Sequence[Button], url: str) -> bool:
    return any(b.url not in {None, url} for b in buttons if b.entry.label == "next")


def last_page(
    buttons: Sequence[Button], current: int | None, following: Button | None
) -> int | None:
    """How many pages there are, from the button of the last one and the numbers.

    Portals count their pages up from 1, up from 0, or (VSB) down to 1.
    """
    last = next((b for b in buttons if b.entry.label == "last"), None)
    if last is None:
        return _from_shown(buttons, whole=True)
    if last.url is not None:
        return _number_of_last(last.url, buttons, current, following)
    if last.entry.source == "dead" and following is None and not _is_passed(current, buttons):
        return current
    return last.entry.argument or _from_shown(buttons, whole=False)


def _is_passed(current: int | None, buttons: Sequence[Button]) -> bool:
    """Whether a number is higher than the current one."""
    return any(b.number > current for b in buttons if b.number is not None and current is not None)


def _from_shown(buttons: Sequence[Button], *, whole: bool) -> int | None:
    """How many pages the numbers show: with a gap before the last, as options, or all of a few.

    Without *whole* there are more than are shown.
    """
    numbers = sorted({b.number for b in buttons if b.number is not None})
    if len(numbers) < 2:
        return None
    gaps = [b - a for a, b in pairwise(numbers)]
    if gaps[-1] > 1 and all(gap == 1 for gap in gaps[:-1]):
        # "1 2 3 … 31".
        return numbers[-1]
    options = [b.number for b in buttons if b.entry.source == "select" and b.number is not None]
    if options and options == list(range(1, len(options) + 1)):
        return len(options)
    is_whole = whole and numbers[0] == 1 and len(numbers) <= MAX_SHOWN_WHOLE and gaps[-1] == 1
    return numbers[-1] if is_whole else None


def _number_of_last(
    url: str, buttons: Sequence[Button], current: int | None, following: Button | None
) -> int | None:
    known = [(b.number, b.url) for b in buttons if b.number is not None and b.url is not None]
    for number, other in known:
        if other == url:
            return number
    if following is not None and following.url is not None and current is not None:
        if following.url == url:
            return current + 1
        known.insert(0, (current + 1, following.url))
    for number, other in known[:MAX_COMPARED]:
        numbers = differ_in_number(other, url)
        if numbers is not None and numbers[0] is not None:
            # Wherever counting starts, and up or down, the last is as far off as the numbers are.
            return number + abs(numbers[1] - numbers[0])
    return None


def are_pages(url: str, buttons: Sequence[Button]) -> bool:
    """Whether numbers that link are pages of one list: not slides, not the days of a month."""
    linked = [b for b in buttons if b.number is not None and b.url is not None]
    return len(linked) >= 1 and any(steps == 1 for steps in _steps(url, linked[:MAX_COMPARED]))


def _steps(url: str, linked: Sequence[Button]) -> Iterator[float]:
    """By how much the address changes from a number to the next."""
    for one, other in pairwise(linked):
        assert one.url is not None
        assert other.url is not None
        assert one.number is not None
        assert other.number is not None
        numbers = differ_in_number(one.url, other.url)
        if numbers is not None and numbers[0] is not None and other.number != one.number:
            yield abs(numbers[1] - numbers[0]) / abs(other.number - one.number)
    if len(linked) == 1 and linked[0].url is not None:
        yield 1 if differ_in_number(url, linked[0].url) is not None else 0

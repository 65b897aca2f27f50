"""Which button of a pager leads to the next page, and which lead to further ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.numbered import differ_in_number
from portalcrawl.extract.lists.pager_number import Button

MAX_MORE = 2000


def find_next(
    url: str, buttons: Sequence[Button], current: int | None
) -> tuple[str, Button | None]:
    """The mechanism and the button for the page after *current*, the one at *url*.

    A button that leads to *url* itself is the end of a list that does not hide it.
    """
    here = {url} | {b.url for b in buttons if b.number is not None and b.number == current}
    open_ = [b for b in buttons if b.url is not None and b.url not in here]
    pages = [b for b in open_ if b.number is None or current is None or b.number > current]
    for mechanism, found in _choices(url, pages, current):
        for button in found:
            return mechanism, button
    return "none", None


def _choices(
    url: str, pages: Sequence[Button], current: int | None
) -> Iterator[tuple[str, list[Button]]]:
    """The buttons that may be the next page's, the surest first."""
    links = [b for b in pages if b.entry.source == "link"]
    turns = [b for b in links if _is_next(b)]
    words = [b for b in turns if _has_word(b)]
    yield "link", words
    yield "link", [b for b in turns if _is_page(url, b, pages)]
    yield "numbers", [b for b in links if _follows(b, current)]
    yield "link", [b for b in links if b.entry.label == "arrows" and _is_page(url, b, pages)]
    options = [b for b in pages if b.entry.source == "select" and _is_page(url, b, pages)]
    data = [b for b in pages if b.entry.source == "data" and _is_page(url, b, pages)]
    yield "data", [b for b in data if _is_next(b)]
    yield "data", [b for b in data if _follows(b, current)]
    yield "select", [b for b in options if _follows(b, current)]
    yield "link", [b for b in links if b.entry.label == "more"]
    yield "data", [b for b in data if b.entry.label == "more"]


def further(
    url: str, buttons: Sequence[Button], current: int | None, step: Step | None
) -> tuple[Step, ...]:
    """The pages with higher numbers that have an address of their own, without *step*."""
    least = current if current is not None else 1
    found: dict[str, Step] = {}
    for button in buttons:
        if button.number is None or button.url in {None, url} or button.number <= least:
            continue
        assert button.url is not None
        if step is not None and button.url == step.url:
            continue
        if button.entry.source != "link" and not _is_page(url, button, buttons):
            continue
        found.setdefault(button.url, Step(url=button.url, number=button.number))
        if len(found) >= MAX_MORE:
            break
    return tuple(found.values())


def _follows(button: Button, current: int | None) -> bool:
    return current is not None and button.number == current + 1


def _is_next(button: Button) -> bool:
    """Whether it says so, in its text or, having none of a button, by its class."""
    entry = button.entry
    return entry.label == "next" or (entry.is_next and entry.label in {None, "arrows"})


def _has_word(button: Button) -> bool:
    """Whether it says so in words: arrows stand for other things too."""
    return any(char.isalpha() for char in button.entry.text)


def _is_page(url: str, button: Button, others: Sequence[Button]) -> bool:
    """Whether its address is that of another page of the list: it differs in one number."""
    assert button.url is not None
    if differ_in_number(url, button.url) is not None:
        return True
    some = [b.url for b in others[:8] if b.url is not None and b is not button]
    return any(differ_in_number(other, button.url) is not None for other in some)

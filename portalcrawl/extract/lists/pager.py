"""The pager of a list that is plain markup: what is current, how many there are, what comes next.

>>> html = "<li><a href=a.html>县里召开植树动员会</a><p>共9页 <a href=list_2.html>下一页</a>"
>>> paging = read_pager(Page.of_bytes(html.encode(), url="http://a.cn/zw/list.html"))
>>> paging.mechanism, paging.current, paging.total_pages, paging.next.url
('link', 1, 9, 'http://a.cn/zw/list_2.html')

Pagers that scripts write are read by ``lists.paging``.
"""

from __future__ import annotations

from dataclasses import replace

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.numbered import differ_in_number
from portalcrawl.extract.lists.pager_entries import Entry, button_entries, read_entries
from portalcrawl.extract.lists.pager_next import find_next, further
from portalcrawl.extract.lists.pager_number import Button, are_pages, current_page, last_page
from portalcrawl.extract.lists.pager_words import label_of, number_of, read_counts
from portalcrawl.extract.lists.pager_zone import Zone, find_zones
from portalcrawl.extract.phrases import SENTENCE
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline

MAX_TEXT_CHARS = 1000
# A pager right below so much text without a link is that of an article in parts.
MIN_PROSE_CHARS = 150
LINES_ABOVE = 8
# An element with many more lines than the pager holds other things too.
MAX_LINES_BESIDE = 6


def read_pager(page: Page) -> Paging:
    """How the list on *page* goes on; ``mechanism`` is ``none`` where no markup says so.

    ``link`` is a button for the next page, ``numbers`` the number after the current one,
    ``select`` an option, ``data`` an address in a script's call or a data attribute.
    """
    outline = page.outline
    zones = [zone for zone in find_zones(outline) if not _is_below_prose(outline, zone)]
    found = Paging()
    # Most have one, or the same above and below the list; the last says most.
    for zone in reversed(zones[-3:]):
        found = _merged(found, _read_zone(page, outline, zone))
    if found.next is None and not zones:
        return _without_zone(page)
    return found


def _read_zone(page: Page, outline: Outline, zone: Zone) -> Paging:
    entries = _entries(outline, zone)
    items = next((entry.text for entry in entries if entry.label == "items"), "")
    plain = [entry for entry in _plain_numbers(outline, zone) if entry.text != items]
    buttons = _buttons(page, [*entries, *plain])
    if not zone.is_sure and not are_pages(page.url, buttons):
        return Paging()
    text = " ".join(line.text for line in outline.lines[zone.first : zone.end])
    counts = read_counts(text[:MAX_TEXT_CHARS])
    current = counts.current or current_page(page.url, buttons)
    mechanism, following = find_next(page.url, buttons, current)
    step = None
    if following is not None and following.url is not None:
        number = following.number or (current + 1 if current is not None else None)
        step = Step(url=following.url, number=number)
        if current is None:
            current = _before(page.url, step)
            step = replace(step, number=current + 1 if current is not None else None)
    total = counts.pages or last_page(buttons, current, following)
    return Paging(
        mechanism=mechanism,
        current=current,
        total_pages=total,
        total_items=counts.items or (int(items) if items else None),
        next=step,
        more=further(page.url, buttons, current, step),
    )


def _before(url: str, step: Step) -> int | None:
    """The number of the page at *url*, which leads to *step*: the first has none in its address."""
    if step.number is not None:
        return step.number - 1
    numbers = differ_in_number(url, step.url)
    return 1 if numbers is not None and numbers[0] is None else None


def _merged(found: Paging, other: Paging) -> Paging:
    """*found* with what only *other*, a pager above it, says."""
    if found.next is None and other.next is not None:
        found = replace(found, mechanism=other.mechanism, next=other.next, more=other.more)
    return replace(
        found,
        current=found.current or other.current,
        total_pages=found.total_pages or other.total_pages,
        total_items=found.total_items or other.total_items,
    )


def _entries(outline: Outline, zone: Zone) -> list[Entry]:
    """The buttons in the element around the zone; in that of each line where that is too wide."""
    around = outline.elements[zone.element] if zone.element >= 0 else None
    lines = zone.end - zone.first
    if around is not None and around.end_line - around.first_line <= lines + MAX_LINES_BESIDE:
        return read_entries(around.node)
    found: list[Entry] = []
    for element in dict.fromkeys(line.element for line in outline.lines[zone.first : zone.end]):
        if element >= 0:
            wide = len(outline.elements[element].lines) > lines + MAX_LINES_BESIDE
            entries = read_entries(outline.elements[element].node)
            found += [entry for entry in entries if entry.label] if wide else entries
    return found


def _plain_numbers(outline: Outline, zone: Zone) -> list[Entry]:
    """The numbers that stand in the text between the links: "1 2 [3] 4" with 3 in no element."""
    found = []
    for line in outline.lines[zone.first : zone.end]:
        if line.links and line.link_chars < len(line.text):
            words = line.text_beside_links().split()
            found += [Entry(w, "number", (), "text") for w in words if label_of(w) == "number"]
    return found


def _buttons(page: Page, entries: list[Entry]) -> list[Button]:
    """The entries with their absolute addresses and numbers."""
    found = []
    for entry in entries:
        urls = (page.absolute(target) for target in entry.targets if target)
        url = next((url for url in urls if url is not None), None)
        number = number_of(entry.text) if entry.label == "number" else None
        found.append(Button(entry, url, number))
    return found


def _is_below_prose(outline: Outline, zone: Zone) -> bool:
    """Whether the zone stands right below the text of an article."""
    above = outline.lines[max(0, zone.first - LINES_ABOVE) : zone.first]
    if any(line.links for line in above):
        return False
    prose = [len(line.text) for line in above if SENTENCE.search(line.text[:500])]
    return sum(prose) >= MIN_PROSE_CHARS


def _without_zone(page: Page) -> Paging:
    """A button that loads more, or what the head says, where no line is a pager's."""
    for button in _buttons(page, button_entries(page.tree)):
        if button.url is not None and button.url != page.url:
            return Paging(
                mechanism=button.entry.source, next=Step(url=button.url, number=button.number)
            )
    return Paging()

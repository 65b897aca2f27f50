"""The buttons of a pager: what they say, where they lead, and which page is shown.

>>> from portalcrawl.page.document import Page
>>> page = Page.of_bytes(b"<p>2/5 <a onclick='go(3)'><img alt=next></a></p>", url="http://a.cn/")
>>> node = page.tree.css_first("a")
>>> said(node), pager_text(node), counts_of([Button(node, "next", "go", 3)])
('next', '2/5', Counts(current=2, pages=5, items=None))
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from portalcrawl.extract.lists.pager_words import Counts, label_of, number_of, read_counts

MAX_PAGER_CHARS = 400
MAX_PAGER_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Button:
    """What a button says and sends; ``number`` is the page it leads to, where it tells.

    ``target`` and ``argument`` are those of a post-back, ``fields`` what is sent besides.
    """

    node: LexborNode
    label: str
    name: str
    number: int | None
    target: str = ""
    argument: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def counts_of(buttons: list[Button]) -> Counts:
    """Where in the list the page is, by its pager's words and numbers."""
    counts = read_counts(pager_text(buttons[0].node))
    by_label = {button.label: button.number for button in reversed(buttons)}
    current = counts.current
    if current is None and (after := by_label.get("next")):
        current = after - 1 or None
    if current is None and (before := by_label.get("previous")):
        current = before + 1
    if current is None:
        current = _marked_number(buttons)
    if current is None and "previous" not in by_label and "first" not in by_label:
        current = 1
    pages = by_label.get("last") or counts.pages
    return replace(counts, current=current, pages=pages)


def next_button(buttons: list[Button], current: int | None) -> Button | None:
    """The button to the next page: the one that says so, else the next number."""
    for button in buttons:
        if button.label == "next" and (button.number is None or button.number != current):
            return button
    if current is None:
        return None
    return next((button for button in buttons if button.number == current + 1), None)


def said(node: LexborNode) -> str:
    """The words on a button: its text, else its value, its tooltip, that of its picture."""
    if node.tag != "input" and (text := node.text()[:50].strip()):
        return text
    attributes = node.attributes
    image = node.css_first("img") if node.tag != "input" else None
    pictured = image.attributes if image is not None else {}
    found = [attributes.get("value"), attributes.get("alt"), attributes.get("title")]
    found += [pictured.get("alt"), pictured.get("title")]
    return next((text.strip() for text in found if text and label_of(text.strip())), "")


def pager_text(node: LexborNode) -> str:
    """The words around a button: of the widest element that holds a pager's text and no more."""
    text = ""
    for _ in range(MAX_PAGER_LEVELS):
        parent = node.parent
        if parent is None:
            break
        around = " ".join(parent.text(separator=" ").split())
        if len(around) > MAX_PAGER_CHARS:
            break
        node, text = parent, around
    return text


def _marked_number(buttons: list[Button]) -> int | None:
    """The number that stands among the buttons without being one: the page that is shown."""
    parent = buttons[0].node.parent
    linked = {button.number for button in buttons}
    for _ in range(MAX_PAGER_LEVELS):
        if parent is None or len(parent.text()) > MAX_PAGER_CHARS:
            return None
        marked = parent.css("span, b, strong, font, em, a:not([href]), option[selected]")
        numbers = (number_of(node.text()) for node in marked if node.css_first("a[href]") is None)
        found = next((number for number in numbers if number and number not in linked), None)
        if found is not None:
            return found
        parent = parent.parent
    return None

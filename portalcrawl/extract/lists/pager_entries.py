r"""The buttons of a pager, in whatever form they come: links, scripts' calls, options, attributes.

>>> html = "<p id=z><b>1</b><a href=2.html>2</a><a onclick=\"go('3.html')\">下页</a></p>"
>>> node = LexborHTMLParser(html).css_first("#z")
>>> for entry in read_entries(node):
...     print(entry.text, entry.label, entry.targets, entry.source)
1 number () text
2 number ('2.html',) link
下页 next ('3.html',) data
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portalcrawl.extract.lists.pager_words import label_of
from portalcrawl.extract.lists.row_titles import is_address

MAX_ENTRIES = 3000
MAX_VALUE_CHARS = 1000
MAX_TEXT_CHARS = 40
_BUTTONS = "a, button, input, option, [onclick]"
_LONE = 'link[rel="next"], button, [onclick], [data-url], [data-href]'
# Where a page's number may stand without a link: the page that is shown.
_PLAIN = "b, strong, span, em, i, font, li, td, p, div, label"
# What a script's call names in quotes, and an address among other words.
_QUOTED = re.compile(r"""["']([^"'\s<>]{1,500})["']""")
_ARGUMENT = re.compile(r"(?<![\w.])(\d{1,5})['\"]?\s*\)")
_ADDRESS = re.compile(r"^(?:[./?]|https?:|[^\s:?#]{1,300}\.\w{2,6}(?:\?|$)|[^\s:?#]{0,300}\?)")
_DATA = re.compile(r"^(?:data-.*(?:url|href|link|src|page)|url|href|page-?url|pagehref|value)$")
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:cur(?:rent)?\w*|active|on|this\w*|now|selected|sel|hover|p_no_d|p_cur|pageon|here|focus)(?=$|[\s_-])"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A button: its text, what that means, and the addresses that it may lead to, as written.

    ``source`` is ``link``, ``select``, ``data`` (an address in a call or a data attribute),
    ``script`` (a call without one), ``dead`` (a button that leads nowhere) or ``text`` (no button:
    the number of the page that is shown). ``is_marked`` where its class says that it is
    the current one, ``is_next`` where its class or ``rel`` says that it leads to the next.
    """

    text: str
    label: str | None
    targets: tuple[str, ...]
    source: str
    is_marked: bool = False
    is_next: bool = False
    argument: int | None = None
    """The last number that a script's call without an address is given: mostly a page."""


def read_entries(node: LexborNode) -> list[Entry]:
    """The entries in *node*, the element of a pager, in the order of the page."""
    found: list[Entry] = []
    seen: set[int] = set()
    for button in node.css(f"{_BUTTONS}, {_PLAIN}"):
        if button.mem_id in seen:
            continue
        seen.add(button.mem_id)
        if (entry := _entry(button)) is not None:
            found.append(entry)
        if len(found) >= MAX_ENTRIES:
            break
    return found


def button_entries(tree: LexborHTMLParser) -> list[Entry]:
    """The entries of a page whose text has no pager: what loads more, what the head names."""
    nodes = tree.css(_LONE)
    found = [entry for node in nodes[:MAX_ENTRIES] if (entry := _entry(node)) is not None]
    return [entry for entry in found if entry.label in {"more", "next"} or entry.is_next]


def _entry(node: LexborNode) -> Entry | None:
    tag = node.tag or ""
    attributes = node.attributes
    names = _names(attributes)
    if tag == "option":
        text = _text(node)
        value = attributes.get("value") or ""
        return Entry(text, label_of(text), (value,), "select", "selected" in attributes)
    if tag not in {"a", "button", "input", "link"} and not _is_button(attributes):
        return _plain(node, names)
    href = (attributes.get("href") or "").strip() if tag in {"a", "link"} else ""
    text = _text(node) if tag != "input" else (attributes.get("value") or "").strip()
    if not text or (tag == "input" and label_of(text) is None):
        text = (attributes.get("title") or attributes.get("aria-label") or "").strip()
    text = text[:MAX_TEXT_CHARS]
    is_next = _says_next(names, attributes)
    is_marked = _CURRENT.search(f"{names} {_names_around(node)}") is not None
    if is_address(href):
        return Entry(text, label_of(text), (href,), "link", is_marked, is_next)
    if text.isdigit() and "总" in (attributes.get("title") or ""):
        # EmpireCMS: the number of items, as a link that leads nowhere.
        return Entry(text, "items", (), "text")
    targets = tuple(_targets(attributes, href))
    calls = "(" in href or "onclick" in attributes
    source = "data" if targets else "script" if calls else "dead"
    argument = None
    if source == "script":
        call = _ARGUMENT.search((attributes.get("onclick") or href)[:MAX_VALUE_CHARS])
        argument = int(call[1]) if call else None
    return Entry(text, label_of(text), targets, source, is_marked, is_next, argument)


def _is_button(attributes: Mapping[str, str | None]) -> bool:
    return "onclick" in attributes or "data-url" in attributes or "data-href" in attributes


def _plain(node: LexborNode, names: str) -> Entry | None:
    """A number that is no link."""
    child = node.first_child
    if child is None or child.next is not None or child.tag != "-text":
        return None
    text = (child.text_content or "").strip()
    if label_of(text) != "number" or _is_in_link(node):
        return None
    return Entry(text, "number", (), "text", _CURRENT.search(names) is not None)


def _is_in_link(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(3):
        if parent is None:
            return False
        if parent.tag == "a":
            return True
        parent = parent.parent
    return False


def _targets(attributes: Mapping[str, str | None], href: str) -> Iterator[str]:
    """The addresses in a call and in data attributes."""
    for call in (attributes.get("onclick"), href):
        for match in _QUOTED.finditer((call or "")[:MAX_VALUE_CHARS]):
            if _ADDRESS.match(match[1]):
                yield match[1]
    for name, value in attributes.items():
        is_short = value is not None and len(value) <= MAX_VALUE_CHARS and name != "href"
        if value and is_short and _DATA.match(name) and _ADDRESS.match(value):
            yield value


def _says_next(names: str, attributes: Mapping[str, str | None]) -> bool:
    rel = (attributes.get("rel") or "").lower().split()
    return "next" in rel or any(
        name in {"next", "p_next", "nextpage", "next-page", "next_page", "page-next", "pagenext"}
        for name in names.split()
    )


def _names(attributes: Mapping[str, str | None]) -> str:
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}"[:500].lower()


def _names_around(node: LexborNode) -> str:
    """The names of the item that holds nothing but the button: ``<li class=active><a>``."""
    parent = node.parent
    return _names(parent.attributes) if parent is not None and parent.tag == "li" else ""


def _text(node: LexborNode) -> str:
    return " ".join((node.text() or "")[: 4 * MAX_TEXT_CHARS].split())

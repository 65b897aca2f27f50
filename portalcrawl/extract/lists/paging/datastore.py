"""The XML of Hanweb's lists: records that hold HTML, and where the next group of them is.

>>> store = read_datastore(
...     "<datastore><totalrecord>46</totalrecord><recordset>"
...     "<record><![CDATA[<li><a href='/art/1.html'>公示</a>]]></record></recordset></datastore>"
... )
>>> store.records, store.total_items, store.next_href
(["<li><a href='/art/1.html'>公示</a>"], 46, None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Streaming, no tree, no entities: a document type ends the reading.
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from portalcrawl.extract.lists.paging.counts import as_count
from portalcrawl.page.document import Page

MAX_CHARS = 5_000_000
MAX_RECORDS = 10_000
MAX_STORES = 20
_ROOT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,300}?-->\s*)?<(?:datastore|recordset)\b"
)
_OPEN, _CLOSE = "<datastore", "</datastore>"
_OPEN_CDATA, _CLOSE_CDATA = "<![CDATA[", "]]>"
_TAG_BEFORE = re.compile(r"<(record|nextgroup)[^<>]{0,100}>\s*$")
_COUNT = re.compile(r"<(totalrecord|totalpage)>\s{0,20}(\d{1,9})\s{0,20}</")
_READ = frozenset({"record", "nextgroup", "totalrecord", "totalpage"})


@dataclass(slots=True)
class Datastore:
    """Records as HTML in their order; the totals and the next group's ``href`` as written."""

    records: list[str] = field(default_factory=list)
    total_items: int | None = None
    total_pages: int | None = None
    next_href: str | None = None
    names_next: bool = False
    """Whether it says anything of a next group: an empty one is the end."""


def datastore_texts(page: Page) -> list[str]:
    """The datastores in *page*, as written: a script in a record would end the script around it."""
    html = page.decoded.text
    found: list[str] = []
    end = 0
    while len(found) < MAX_STORES and (start := html.find(_OPEN, end)) >= 0:
        close = html.find(_CLOSE, start)
        if close < 0:
            break
        end = close + len(_CLOSE)
        found.append(html[start:end])
    return found


def read_datastore(text: str) -> Datastore | None:
    """The datastore in *text*; None where it is something else, or too long."""
    text = text.lstrip("\ufeff")
    if len(text) > MAX_CHARS or not _ROOT.match(text[:1000]):
        return None
    try:
        parts = _parsed(text)
    except (expat.ExpatError, ValueError):
        # Not well-formed: an "&" beside the sections, a document that is cut.
        parts = _searched(text)
    store = Datastore()
    for name, content in parts:
        if name == "record" and len(store.records) < MAX_RECORDS:
            store.records.append(content.strip())
        elif name == "nextgroup":
            store.names_next = True
            store.next_href = _href(content) or store.next_href
        elif name == "totalrecord":
            store.total_items = as_count(content)
        elif name == "totalpage":
            store.total_pages = as_count(content)
    return store


def _parsed(text: str) -> list[tuple[str, str]]:
    """Name and text of each element that is read."""
    found: list[tuple[str, str]] = []
    pieces: list[str] = []

    def start(name: str, _attributes: object) -> None:
        if name in _READ:
            pieces.clear()

    def end(name: str) -> None:
        if name in _READ:
            found.append((name, "".join(pieces)))
            pieces.clear()

    def refuse(*_names: object) -> None:
        raise ValueError("a document type: entities could grow without end")

    # The declared charset speaks of bytes that were decoded long ago.
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - the name of the parameter is not given
    return found


def _searched(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = _COUNT.findall(text[:100_000])
    end = 0
    while (start := text.find(_OPEN_CDATA, end)) >= 0:
        tag = _TAG_BEFORE.search(text, max(end, start - 120), start)
        close = text.find(_CLOSE_CDATA, start)
        content = text[start + len(_OPEN_CDATA) : close if close >= 0 else len(text)]
        if tag is not None and close >= 0:
            found.append((tag[1], content))
        end = close + len(_CLOSE_CDATA) if close >= 0 else len(text)
    return found


def _href(fragment: str) -> str | None:
    node = LexborHTMLParser(fragment[:5000]).css_first("a[href]")
    return (node.attributes.get("href") or "").strip() or None if node is not None else None

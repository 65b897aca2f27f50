"""Changes as an Atom feed (RFC 4287), for a feed reader or another program.

An entry is one change: its id is that of the change for ever, its category the kind. XML has no
place for most control characters, whatever a page holds: they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portalcrawl import __version__
from portalcrawl.report.changes.model import KINDS, Change
from portalcrawl.report.changes.text import one_line

ATOM = "http://www.w3.org/2005/Atom"
# XML 1.0 section 2.2: what is no Char.
_NO_CHAR = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom_feed(
    changes: Iterable[Change], *, name: str, title: str, links: Mapping[str, str]
) -> bytes:
    """The feed as UTF-8, in the order of *changes*.

    *name* makes its id: the same for each edition of a feed. *links* are relations of the feed
    (``alternate``, ``related``) and where they lead.
    """
    entries = list(changes)
    feed = Element("feed", {"xmlns": ATOM})
    _add(feed, "id", urn(f"feed {name}"))
    _add(feed, "title", title)
    _add(feed, "updated", _time(max((change.at for change in entries), default=_NEVER)))
    _add(SubElement(feed, "author"), "name", name)
    SubElement(feed, "generator", version=__version__).text = "portalcrawl"
    for relation, href in links.items():
        SubElement(feed, "link", rel=relation, href=href)
    for change in entries:
        feed.append(_entry(change))
    indent(feed, " ")
    return bytes(tostring(feed, "utf-8", xml_declaration=True)) + b"\n"


def urn(name: str) -> str:
    """An id that is the same wherever it is made.

    >>> urn("a.cn@20260101000000000 1f new")
    'urn:uuid:99b9a750-b8eb-5f25-ad74-3caeeecad522'
    """
    return uuid5(NAMESPACE_URL, f"portalcrawl {name}").urn


def _entry(change: Change) -> Element:
    entry = Element("entry")
    _add(entry, "id", urn(change.id))
    _add(entry, "title", change.title or change.url)
    _add(entry, "updated", _time(change.at))
    SubElement(entry, "link", rel="alternate", href=_clean(change.url))
    if change.detail.get("url"):
        SubElement(entry, "link", rel="related", href=_clean(change.detail["url"]))
    SubElement(entry, "category", term=change.kind, label=KINDS[change.kind])
    _add(entry, "summary", _summary(change))
    return entry


def _summary(change: Change) -> str:
    """Kind, date, and what differs, a line each."""
    lines = [" · ".join(filter(None, (KINDS[change.kind], change.published, change.column)))]
    lines += [change.story] if change.story else []
    for name, (old, new) in change.fields.items():
        lines.append(f"{name}: {one_line(old)} → {one_line(new)}")
    return "\n".join(lines)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_CHAR.sub("", text)


def _time(moment: datetime) -> str:
    """RFC 3339."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""One URL of the frontier, and what a visit to it came to.

>>> entry = Entry(site="a.gov.cn", url="http://a.gov.cn/x?b=1&a=2", via="http://a.gov.cn/")
>>> entry.host, entry.id == Entry(site="a.gov.cn", url="http://a.gov.cn/x?a=2&b=1").id
('a.gov.cn', True)
>>> Entry.of_document(entry.document(due_at=None)) == entry
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

from portalcrawl.frontier.past import NOTHING_KNOWN, NOTHING_SEEN, Past, Sight
from portalcrawl.sites.identity import twin_key
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.keys import canonical_url


class State(StrEnum):
    """Where a URL stands. ``due_at`` says when a queued one may be asked for."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    """Asked, and the answer (a 404 too) is stored."""
    FAILED = "failed"
    """Asked as often as allowed without an answer worth storing: ``reason`` says why."""
    SKIPPED = "skipped"
    """Not to be asked: robots.txt, or a scope that became narrower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last good answer to a URL: its capture, and the validators it came with (RFC 9110)."""

    capture: str
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of_document(cls, document: dict[str, Any]) -> Known | None:
        """What *document* of the collection knows; None where there is nothing to ask with."""
        etag, last_modified = document.get("etag"), document.get("last_modified")
        is_good = document.get("status") == HTTPStatus.OK and document.get("capture")
        if not is_good or not (etag or last_modified):
            return None
        return cls(capture=document["capture"], etag=etag, last_modified=last_modified)

    def headers(self) -> dict[str, str]:
        """The request headers that ask whether it is still so."""
        wanted = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in wanted.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A URL to ask for, as found: ``url`` is sent to the server byte for byte.

    ``via`` is the page it was found on, ``hop_path`` the steps from the seed (L link, E embed,
    R redirect, P prerequisite; the words of Heritrix), ``anchor`` the link's text, ``row_date``
    the date beside it in a list (ISO 8601, empty: none), ``priority`` higher is sooner,
    ``attempts`` the visits that failed since the last good one.

    ``role`` is what the link was on its page (``extract/links.py``). A list page that it leads to
    is number ``number`` (0: not known) of the list whose first page has the key ``column``.
    ``body`` is the ASCII body of a POST of ``content_type``, ``key`` what tells such a request from
    others to its address, ``fallback`` the request to try if nothing is there
    (``recrawl/follow.py``), ``rows`` how the ids of data become addresses
    (``extract/lists/row_rule.py``). ``again``: what was asked for before this run is to be asked
    for in it; ``plain``: without validators, since a list says that it changed.
    """

    site: str
    url: str
    via: str | None = None
    hop_path: str = ""
    anchor: str = ""
    row_date: str = ""
    priority: int = 0
    attempts: int = 0
    role: str = ""
    column: str = ""
    number: int = 0
    body: str = ""
    content_type: str = ""
    key: str = ""
    fallback: str = ""
    rows: str = ""
    again: bool = False
    plain: bool = False
    known: Known | None = None
    """What the last visit got, for a conditional request."""
    past: Past = NOTHING_KNOWN

    @property
    def id(self) -> str:
        """The ``_id`` of this URL in this site's frontier."""
        return entry_id(self.site, self.url, key=self.key)

    @property
    def host(self) -> str:
        """``host[:port]``: what a worker owns."""
        return host_of(self.url)

    def document(self, *, due_at: datetime | None) -> dict[str, Any]:
        """The document of a URL that is seen for the first time, without its ``_id``."""
        return {
            "site": self.site,
            "host": self.host,
            "url": self.url,
            "state": State.QUEUED.value,
            "priority": self.priority,
            "due_at": due_at,
            "via": self.via,
            "hop_path": self.hop_path,
            "anchor": self.anchor,
            "row_date": self.row_date,
            "attempts": self.attempts,
            "twin_key": None if self.key else twin_key(self.url),
            "added_at": due_at,
            # Most have none of these.
            **{name: value for name in _OPTIONAL if (value := getattr(self, name))},
        }

    @classmethod
    def of_document(cls, document: dict[str, Any]) -> Entry:
        """The entry that *document* of the collection holds."""
        return cls(
            site=document["site"],
            url=document["url"],
            via=document["via"],
            hop_path=document["hop_path"],
            anchor=document["anchor"],
            # Frontiers of earlier versions have none.
            row_date=document.get("row_date", ""),
            priority=document["priority"],
            attempts=document["attempts"],
            known=Known.of_document(document),
            past=Past.of_document(document.get("past")),
            **{name: document[name] for name in _OPTIONAL if name in document},
        )


_OPTIONAL = (
    *("role", "column", "number", "body", "content_type", "key", "fallback", "rows"),
    "plain",
)


def entry_id(site: str, url: str, *, key: str = "") -> str:
    """32 hex digits: the site, the canonical form of the URL, and the *key* where it has one."""
    text = f"{site}\n{canonical_url(url)}" + (f"\n{key}" if key else "")
    return blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of one leased URL: written to the frontier as its acknowledgement.

    ``state`` QUEUED means: ask again at ``due_at``. ``kind`` is what the page turned out to be,
    ``is_head`` says that new pages show there first (a home page, the first page of a list),
    ``led_to`` where a redirect leads. ``past`` is the URL's history with this visit.
    """

    entry: Entry
    state: State
    reason: str
    visited_at: datetime
    due_at: datetime | None = None
    kind: str | None = None
    status: int | None = None
    capture: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_head: bool = False
    led_to: str = ""
    sight: Sight = NOTHING_SEEN
    past: Past | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that this visit sets on the URL's document."""
        failed = self.state in {State.QUEUED, State.FAILED}
        return {
            "state": self.state.value,
            "reason": self.reason,
            "visited_at": self.visited_at,
            "due_at": self.due_at,
            "kind": self.kind,
            "status": self.status,
            "capture": self.capture,
            "etag": self.etag,
            "last_modified": self.last_modified,
            "attempts": self.entry.attempts + 1 if failed else 0,
            **({"past": self.past.as_document()} if self.past is not None else {}),
            **({"is_head": self.is_head} if self.state is State.DONE else {}),
        }

    @property
    def is_there(self) -> bool:
        """Whether it found what was asked for."""
        return self.state is State.DONE and is_page(self.status, self.kind)


# What answers 200 and is not what was asked for.
NO_PAGE_KINDS = frozenset({"missing", "soft_404", "restricted", "blocked", "error"})


def is_page(status: int | None, kind: str | None) -> bool:
    """Whether an answer with *status*, read as *kind*, is what was asked for."""
    return status in range(200, 300) and kind not in NO_PAGE_KINDS

"""Everything there is to say about one address, as one JSON object.

Would it be taken, and by which rule; what is known of it; what kind of page it is; where its links
lead, and why (not) they are followed. Nothing here asks anyone: the command brings what it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.frontier.entry import Entry
from portalcrawl.page.judgement import Case
from portalcrawl.page.state import judge
from portalcrawl.report.url_page import explain_links, explain_page, followed_links
from portalcrawl.report.url_scope import explain_budget, explain_keys, explain_scope
from portalcrawl.sites.profile import Profile
from portalcrawl.urls.scope import Scope

Json: TypeAlias = dict[str, Any]
ARTICLE_FIELDS = ("_id", "title", "published", "urls", "listed_in", "revision")
FRONTIER_FIELDS = (
    *("state", "reason", "kind", "status", "role", "column", "number", "via", "hop_path"),
    *("anchor", "row_date", "attempts", "due_at", "visited_at", "capture"),
)
CAPTURE_FIELDS = ("_id", "fetched_at", "status", "mime", "file", "offset", "length")


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of one address, as documents; None and empty where it has none."""

    frontier: Mapping[str, Any] | None = None
    twins: tuple[Mapping[str, Any], ...] = ()
    """Other addresses of the same document."""
    lists: tuple[Mapping[str, Any], ...] = ()
    """List pages that have a row for it."""
    article: Mapping[str, Any] | None = None
    capture: Mapping[str, Any] | None = None
    """The newest one."""
    budgets: Json | None = None
    """What the last run has counted of patterns of addresses."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The page, if it was had: ``source`` says from where, ``failure`` why not.

    ``robots`` is what robots.txt says, None where it was not asked.
    """

    source: str
    answer: Answer | None = None
    reading: Reading | None = None
    failure: str = ""
    detail: str = ""
    robots: str | None = None
    archived: Mapping[str, Any] = field(default_factory=dict)
    """The capture that was read."""


def explain_url(
    url: str,
    *,
    profile: Profile,
    scope: Scope,
    entry: Entry,
    stored: Stored | None,
    seen: Seen,
) -> Json:
    """The explanation of *url* for the site of *profile*; *stored* None: there is no data folder.

    *entry* is what the frontier has of the URL, or what it would get.
    """
    budgets = stored.budgets if stored is not None else None
    is_list_page = entry.role == "page"
    found: Json = {
        "url": url,
        "site": {"id": profile.site, "home": profile.url},
        "scope": explain_scope(url, scope=scope, is_list_page=is_list_page),
        "budget": explain_budget(url, budgets),
        "robots": seen.robots,
        "keys": explain_keys(url),
        "stored": _stored(stored) if stored is not None else None,
        "page": _page(seen),
        "links": None,
    }
    if seen.answer is not None and seen.reading is not None:
        links, noted = followed_links(seen.reading, entry=entry, answer=seen.answer)
        found["links"] = explain_links(links, scope=scope)
        if noted:
            found["page"]["list"] |= noted
    return found


def _page(seen: Seen) -> Json:
    found: Json = {"source": seen.source}
    if seen.archived:
        found["fetched_at"] = seen.archived["fetched_at"]
    if seen.answer is not None and seen.reading is not None:
        return found | explain_page(seen.answer, seen.reading)
    if not seen.failure:
        return found
    state = judge(Case("", None, failure=seen.failure)).state.value
    is_refused = seen.robots == "forbidden"
    return (
        found
        | {"state": None if is_refused else state, "rule": seen.failure}
        | ({"detail": seen.detail} if seen.detail else {})
    )


def _stored(stored: Stored) -> Json:
    return {
        "frontier": _fields(stored.frontier, FRONTIER_FIELDS),
        "twins": [_fields(twin, ("url", "state", "reason", "kind")) for twin in stored.twins],
        "lists": [_row(page) for page in stored.lists],
        "article": _fields(stored.article, ARTICLE_FIELDS),
        "capture": _fields(stored.capture, CAPTURE_FIELDS),
    }


def _row(page: Mapping[str, Any]) -> Json:
    """A list page that names the address."""
    return {name: page.get(name) for name in ("name", "url", "number", "column")}


def _fields(document: Mapping[str, Any] | None, names: tuple[str, ...]) -> Json | None:
    if document is None:
        return None
    return {name: document[name] for name in names if document.get(name) not in (None, "")}


def entry_for(url: str, *, profile: Profile, document: Mapping[str, Any] | None) -> Entry:
    """The frontier's entry of *url*; without one, that of a link on the home page.

    >>> home = Profile(site="a", url="http://a.cn/")
    >>> entry_for("http://a.cn/1.html", profile=home, document=None).hop_path
    'L'
    >>> entry_for("http://a.cn/", profile=home, document=None).hop_path
    ''
    """
    if document is not None:
        return Entry.of_document(dict(document))
    is_home = url == profile.url
    return Entry(
        site=profile.site,
        url=url,
        via=None if is_home else profile.url,
        hop_path="" if is_home else "L",
    )

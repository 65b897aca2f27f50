"""What a crawl would read in the answer of an address, and where it would go from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

from portalcrawl.extract.links import Link, Role
from portalcrawl.extract.lists.listing import Listing, Step
from portalcrawl.extract.lists.paging.find import is_unsolved
from portalcrawl.extract.parts import Hints
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.frontier.entry import Entry
from portalcrawl.items import LinkTo
from portalcrawl.page.state import PageState
from portalcrawl.recrawl.follow import follow_list
from portalcrawl.recrawl.trails import Trails
from portalcrawl.report.extraction import explanation
from portalcrawl.urls.scope import Scope, decide

Json: TypeAlias = dict[str, Any]
MAX_BODY_CHARS = 200
SHOWN_ROWS = 3


def explain_page(answer: Answer, reading: Reading) -> Json:
    """What *answer* is, by which rules, and what was read of it."""
    page, judgement = reading.page, reading.judgement
    found: Json = {
        "url": answer.url,
        "status": answer.status,
        "content_type": answer.content_type,
        "bytes": len(answer.body),
        "encoding": page.decoded.encoding if page is not None else None,
        "title": page.title if page is not None else None,
        "state": judgement.state.value,
        "rule": judgement.rule,
        "vendor": judgement.vendor,
        "evidence": judgement.evidence or None,
        "leads_to": judgement.target,
        "kind": reading.kind,
        "shell": reading.shell,
    }
    if page is not None and judgement.state is PageState.OK:
        hints = Hints(anchor=answer.anchor or None, row_date=answer.row_date or None)
        why = explanation(page, read_parts(page, hints=hints), {})
        found |= {"scores": why["kind"], "families": why["families"]}
    return found | {"article": _article(reading), "list": _list(reading)}


def followed_links(reading: Reading, *, entry: Entry, answer: Answer) -> tuple[list[Link], Json]:
    """The links that the crawl would get from the page, and what it would note of a list.

    As if the page were the first of its list that is read.
    """
    if reading.listing is None:
        return reading.links, {}
    followed = follow_list(
        reading.listing,
        reading.links,
        entry=entry,
        name=reading.name,
        trails=Trails(),
        read_at=answer.fetched_at,
    )
    page = followed.page
    return followed.links, {"number": page.number, "stop": page.stop, "pages": page.pages}


def explain_links(links: Iterable[Link], *, scope: Scope) -> Json:
    """How many of *links* there are by role and by verdict, and each with its own."""
    # The pager's link and the step to the same page are one request.
    found = {link.key + link.url: link for link in links}
    each = [_link(link, scope) for link in found.values()]
    return {
        "count": len(each),
        "by_role": dict(Counter(link["role"] for link in each).most_common()),
        "by_verdict": dict(Counter(link["verdict"] for link in each).most_common()),
        "each": each,
    }


def _link(link: Link, scope: Scope) -> Json:
    role = {"E": "embed", "R": "redirect"}.get(link.hop, str(link.role))
    verdict = decide(link.url, scope=scope, is_list_page=link.role == Role.PAGE)
    return {
        "url": link.url,
        "role": role,
        "priority": link.priority,
        "verdict": verdict.reason,
        "anchor": link.anchor,
        **({"method": "POST", "body": shortened(link.body)} if link.body else {}),
    }


def _article(reading: Reading) -> Json | None:
    article = reading.article
    if article is None:
        return None
    return {
        "title": article.title,
        "published": article.published,
        "source": article.source,
        "columns": [step.title for step in article.column_path],
        "body_chars": len(article.body_text),
        "images": len(article.images),
        "attachments": len(article.attachments),
        "provenance": article.provenance,
        "previous": _neighbour(article.previous),
        "next": _neighbour(article.next),
    }


def _neighbour(neighbour: LinkTo | None) -> Json | None:
    return {"title": neighbour.title, "url": neighbour.url} if neighbour is not None else None


def _list(reading: Reading) -> Json | None:
    listing = reading.listing
    if listing is None:
        return None
    rows = [{"title": row.title, "date": row.date, "url": row.url} for row in listing.rows]
    return {
        "name": reading.name,
        "rows": len(rows),
        "first_rows": rows[:SHOWN_ROWS],
        "paging": _paging(listing),
    }


def _paging(listing: Listing) -> Json:
    paging = listing.paging
    return {
        "mechanism": paging.mechanism,
        "current": paging.current,
        "total_pages": paging.total_pages,
        "total_items": paging.total_items,
        "is_last": listing.is_last,
        "needs_browser": is_unsolved(paging),
        "next": _step(paging.next),
        "fallback": _step(paging.fallback),
        "more": len(paging.more),
    }


def _step(step: Step | None) -> Json | None:
    if step is None:
        return None
    return {
        "method": "POST" if step.body else "GET",
        "url": step.url,
        "number": step.number,
        "key": step.key or None,
        "body": shortened(step.body) or None,
    }


def shortened(text: str) -> str:
    """*text* up to MAX_BODY_CHARS: a view state has thousands.

    >>> shortened("a=1&" * 100).endswith("… (400 characters)")
    True
    """
    if len(text) <= MAX_BODY_CHARS:
        return text
    return f"{text[:MAX_BODY_CHARS]}… ({len(text)} characters)"

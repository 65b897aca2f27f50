"""From a Scrapy response to the Answer that is read, and to the visit where it is none."""

from __future__ import annotations

from dataclasses import replace

from scrapy.http import Response

from portalcrawl.crawl.headers import header
from portalcrawl.crawl.meta import CAPTURE, FETCHED_AT, RENDERED
from portalcrawl.crawl.render.rendered import Rendered
from portalcrawl.extract.links import Link, Role
from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.reading import Answer
from portalcrawl.frontier.entry import Entry, Visit
from portalcrawl.frontier.queue import utc_now
from portalcrawl.recrawl.follow import step_of
from portalcrawl.recrawl.retry import MAX_ATTEMPTS, RETRIED_STATUSES, retry_after_secs
from portalcrawl.recrawl.visits import failed
from portalcrawl.urls.absolute import absolute_url


def answer_of(response: Response, entry: Entry, *, list_url: str | None = None) -> Answer:
    """*response* to the request for *entry*; *list_url* is where the list of its page begins."""
    return replace(
        plain_answer(response),
        fetched_at=response.meta[FETCHED_AT],
        is_home=not entry.hop_path.strip("R") and not entry.key,
        anchor=entry.anchor,
        row_date=entry.row_date,
        role=entry.role,
        sent=step_of(entry) if entry.role == Role.PAGE else None,
        asked=_asked(response),
        list_url=list_url or entry.via,
    )


def plain_answer(response: Response) -> Answer:
    """*response* to a request that no frontier knows of."""
    return Answer(
        url=response.url,
        status=response.status,
        body=response.body,
        content_type=header(response, "Content-Type"),
        headers=headers_of(response),
        fetched_at=utc_now(),
    )


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """Lower-case names and values, in the order of the names."""
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )


def without_fetched(links: list[Link], response: Response) -> list[Link]:
    """*links* without what the scripts of a rendered page asked for: that is archived."""
    shown = response.meta.get(RENDERED)
    if not isinstance(shown, Rendered):
        return links
    return [link for link in links if link.hop != "E" or link.url not in shown.fetched]


def led_to(response: Response) -> list[str]:
    """Where the scripts of a rendered page wanted to go."""
    shown = response.meta.get(RENDERED)
    urls = shown.leads_to if isinstance(shown, Rendered) else []
    return [url for to in urls if (url := absolute_url(to, base=response.url)) is not None]


def trouble(response: Response, entry: Entry) -> str | None:
    """Why this answer should be asked for again; None when it is one to read."""
    if response.status in RETRIED_STATUSES:
        return f"http_{response.status}"
    # Cut off each time it was asked: better the part than nothing.
    if "dataloss" in response.flags and entry.attempts < MAX_ATTEMPTS:
        return "cut_off"
    return None


def failed_visit(response: Response, entry: Entry, reason: str, *, pause_secs: float) -> Visit:
    """*response* is no answer, for *reason*: to be asked for again, or given up."""
    now = utc_now()
    return failed(
        entry,
        reason,
        now=now,
        pause_secs=pause_secs,
        status=response.status,
        capture=response.meta[CAPTURE],
        retry_after_secs=retry_after_secs(header(response, "Retry-After"), now=now),
    )


def _asked(response: Response) -> tuple[tuple[Step, str], ...]:
    """What the scripts of a rendered page asked for, and what they got."""
    shown = response.meta.get(RENDERED)
    answers = shown.data if isinstance(shown, Rendered) else []
    return tuple((step, one.text) for one in answers if (step := one.step()) is not None)

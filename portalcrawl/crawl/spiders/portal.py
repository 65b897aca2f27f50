"""The spider ``portal``: walks a whole portal from its home page.

``scrapy crawl portal -a url=http://www.example.gov.cn/`` or ``-a site=NAME`` with a profile
``sites/NAME.toml``. The same as ``portalcrawl crawl URL|SITE``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.headers import header
from portalcrawl.crawl.meta import CAPTURE, ENTRY, FETCHED_AT, RENDERED
from portalcrawl.crawl.render.ask import rendered
from portalcrawl.crawl.render.rendered import Rendered
from portalcrawl.crawl.requests import found_request
from portalcrawl.crawl.session import session_of
from portalcrawl.extract.links import Link, Role
from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.reading import REDIRECT_PRIORITY, Answer, Reading, read_answer
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.queue import utc_now
from portalcrawl.items import Article, ListPage, SiteRecord
from portalcrawl.recrawl.follow import follow_list
from portalcrawl.recrawl.retry import MAX_ATTEMPTS, RETRIED_STATUSES, retry_after_secs
from portalcrawl.recrawl.visits import answered, failed, refused
from portalcrawl.sites.profile import Profile
from portalcrawl.sites.template import TemplateChange
from portalcrawl.urls.absolute import absolute_url

SEED_PRIORITY = 100


class PortalSpider(Spider):
    """Yields the links and the article of each page, then the Visit that acknowledges it.

    *profile* is what the command line made of ``url``, ``site`` and the other arguments.
    """

    name = "portal"

    def __init__(self, *, profile: Profile, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self.profile = profile
        self.home: Visit | None = None
        self.home_leads_to: str | None = None
        self.home_detail = ""

    async def start(self) -> AsyncIterator[Request]:
        """The home page and the profile's further seeds."""
        for url in (self.profile.url, *self.profile.seeds):
            yield found_request(Entry(site=self.profile.site, url=url, priority=SEED_PRIORITY))

    async def parse(
        self, response: Response
    ) -> AsyncIterator[Link | Article | ListPage | SiteRecord | TemplateChange | Visit]:
        """Read any answer."""
        entry: Entry = response.meta[ENTRY]
        if (trouble := _trouble(response, entry)) is not None:
            yield self._ended(
                failed(
                    entry,
                    trouble,
                    now=utc_now(),
                    pause_secs=self._pause_secs,
                    status=response.status,
                    capture=response.meta[CAPTURE],
                    retry_after_secs=retry_after_secs(
                        header(response, "Retry-After"), now=utc_now()
                    ),
                )
            )
            return
        answer = _answer(response, entry)
        reader = session_of(self.crawler).reader
        reading = read_answer(answer, reader=reader)
        if reading.shell is not None and RENDERED not in response.meta:
            self._count(f"shell/{reading.shell}")
            if (shown := await rendered(self.crawler, response)) is not None:
                response, answer = shown, _answer(shown, entry)
                reading = read_answer(answer, reader=reader)
        reading.links = _without_fetched(reading.links, response)
        for url in _led_to(response):
            yield Link(url, hop="R", priority=REDIRECT_PRIORITY)
        for output in self._links(reading, entry, answer):
            yield output
        if reading.article is not None:
            reading.article.capture_id = response.meta[CAPTURE]
            yield reading.article
        if reading.record is not None:
            yield reading.record
        for event in reading.events:
            self._count(event)
        if reading.change is not None:
            self._tell(reading.change)
            yield reading.change
        if reading.kind == "redirect" and answer.is_home:
            self.home_leads_to = reading.links[0].url if reading.links else None
        self._count(f"page/{reading.kind}")
        yield self._ended(answered(entry, answer, reading, capture=response.meta[CAPTURE]))

    def _links(self, reading: Reading, entry: Entry, answer: Answer) -> Iterator[Link | ListPage]:
        """The page's links; of a list as far as it goes on, and what is kept of it."""
        if reading.listing is None:
            yield from reading.links
            return
        followed = follow_list(
            reading.listing,
            reading.links,
            entry=entry,
            url=answer.url,
            name=reading.name,
            trails=session_of(self.crawler).trails,
            read_at=answer.fetched_at,
        )
        yield from followed.links
        yield followed.page
        if followed.page.stop is not None:
            self._count(f"list/stop/{followed.page.stop}")

    def failed(self, failure: Failure) -> Iterator[Visit]:
        """Acknowledge a URL that gave no answer."""
        entry: Entry = failure.request.meta[ENTRY]  # type: ignore[attr-defined]
        # What a middleware stops (robots.txt) never was in the downloader, so never leaves it.
        session_of(self.crawler).turns.release(entry)
        error = failure.value
        assert error is not None
        if isinstance(error, IgnoreRequest):
            yield self._ended(refused(entry, str(error) or "ignored", now=utc_now()), str(error))
        else:
            reason = failure_reason(error)
            visit = failed(entry, reason, now=utc_now(), pause_secs=self._pause_secs)
            yield self._ended(visit, str(error))

    @property
    def _pause_secs(self) -> float:
        return self.settings.getfloat("PORTALCRAWL_RETRY_PAUSE_SECS")

    def _ended(self, visit: Visit, detail: str = "") -> Visit:
        if not visit.entry.hop_path.strip("R") and visit.entry.url not in self.profile.seeds:
            self.home, self.home_detail = visit, detail
        if visit.state is not State.DONE:
            self._count(f"visit/{visit.state}/{visit.reason}")
        return visit

    def _tell(self, change: TemplateChange) -> None:
        name, site = change.template.name, self.profile.site
        if change.state == "retired":
            self.logger.warning(
                "template %s of %s no longer reads pages as the general rules do: has the site a"
                " new design? It is learned anew",
                name,
                site,
            )
        else:
            self.logger.info("template %s of %s is learned and used from now on", name, site)

    def _count(self, event: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"portalcrawl/{event}")


def _trouble(response: Response, entry: Entry) -> str | None:
    """Why this answer should be asked for again; None when it is one to read."""
    if response.status in RETRIED_STATUSES:
        return f"http_{response.status}"
    # Cut off each time it was asked: better the part than nothing.
    if "dataloss" in response.flags and entry.attempts < MAX_ATTEMPTS:
        return "cut_off"
    return None


def _without_fetched(links: list[Link], response: Response) -> list[Link]:
    """*links* without what the scripts of a rendered page asked for: that is archived."""
    shown = response.meta.get(RENDERED)
    if not isinstance(shown, Rendered):
        return links
    return [link for link in links if link.hop != "E" or link.url not in shown.fetched]


def _asked(response: Response) -> tuple[tuple[Step, str], ...]:
    """What the scripts of a rendered page asked for, and what they got."""
    shown = response.meta.get(RENDERED)
    answers = shown.data if isinstance(shown, Rendered) else []
    return tuple((step, one.text) for one in answers if (step := one.step()) is not None)


def _led_to(response: Response) -> list[str]:
    """Where the scripts of a rendered page wanted to go."""
    shown = response.meta.get(RENDERED)
    urls = shown.leads_to if isinstance(shown, Rendered) else []
    return [url for to in urls if (url := absolute_url(to, base=response.url)) is not None]


def _answer(response: Response, entry: Entry) -> Answer:
    return Answer(
        url=response.url,
        status=response.status,
        body=response.body,
        content_type=header(response, "Content-Type"),
        location=header(response, "Location"),
        fetched_at=response.meta[FETCHED_AT],
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        is_home=not entry.hop_path.strip("R"),
        anchor=entry.anchor,
        row_date=entry.row_date,
        role=entry.role,
        sent=_step(entry) if entry.role == Role.PAGE else None,
        asked=_asked(response),
    )


def _step(entry: Entry) -> Step:
    return Step(
        url=entry.url,
        number=entry.number or None,
        body=entry.body,
        content_type=entry.content_type,
        key=entry.key,
        rows=entry.rows,
    )

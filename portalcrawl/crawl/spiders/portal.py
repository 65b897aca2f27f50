"""The spider ``portal``: walks a whole portal from its home page.

``scrapy crawl portal -a url=http://www.example.gov.cn/`` or ``-a site=NAME`` with a profile
``sites/NAME.toml``. The same as ``portalcrawl crawl URL|SITE``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from portalcrawl.crawl.answers import answer_of, failed_visit, led_to, trouble, without_fetched
from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.meta import CAPTURE, ENTRY, FETCHED_AT, RENDERED
from portalcrawl.crawl.not_asked import HeldBackError
from portalcrawl.crawl.render.ask import rendered
from portalcrawl.crawl.requests import found_request
from portalcrawl.crawl.session import session_of
from portalcrawl.extract.links import COLUMN_PRIORITY, Link, Role
from portalcrawl.extract.reading import REDIRECT_PRIORITY, Answer, Reading, read_answer
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.queue import utc_now
from portalcrawl.items import Article, ListPage, SiteRecord
from portalcrawl.page.state import PageState
from portalcrawl.recrawl.follow import (
    Followed,
    follow_list,
    list_page_key,
    list_rows,
    other_step,
)
from portalcrawl.recrawl.site_memory import SiteMemory
from portalcrawl.recrawl.visits import answered, failed, refused
from portalcrawl.sites.profile import Profile
from portalcrawl.sites.template import TemplateChange
from portalcrawl.urls.absolute import host_of

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
        """The home page, the profile's further seeds and its columns."""
        site, home = self.profile.site, self.profile.url
        # Those that were asked for in an earlier run are asked for again.
        again = not session_of(self.crawler).wish.due
        yield found_request(Entry(site=site, url=home, priority=SEED_PRIORITY, again=again))
        # As the home page's menu would lead there.
        further = [(url, "") for url in self.profile.seeds]
        for url, name in [
            *further,
            *((column.url, column.name) for column in self.profile.columns),
        ]:
            yield found_request(
                Entry(
                    site=site,
                    url=url,
                    via=home,
                    hop_path="L",
                    anchor=name,
                    priority=COLUMN_PRIORITY,
                    role=Role.LINK,
                    again=again,
                )
            )

    async def parse(
        self, response: Response
    ) -> AsyncIterator[Link | Article | ListPage | SiteRecord | TemplateChange | Visit]:
        """Read any answer."""
        entry: Entry = response.meta[ENTRY]
        if (reason := trouble(response, entry)) is not None:
            yield self._troubled(response, entry, reason)
            return
        response, answer, reading = await self._read(response, entry)
        for probe in self._memory.note(answer, reading):
            yield probe
        if reading.judgement.state is PageState.RATE_LIMITED:
            self._back_off(response)
            yield self._troubled(response, entry, reading.judgement.rule)
            return
        if entry.role == Role.PROBE:
            reading = Reading("probe", reading.judgement)
        elif entry.role == Role.SITEMAP and reading.kind == "missing":
            # Most sites have none: no link of theirs is dead for that.
            reading = Reading("no_sitemap", reading.judgement)
        followed = await self._followed(entry, answer, reading)
        for output in self._outputs(response, entry, answer, reading, followed):
            yield output
        self._count(f"page/{reading.kind}")
        capture = response.meta[CAPTURE]
        yield self._ended(answered(entry, answer, reading, capture=capture, followed=followed))

    async def _read(self, response: Response, entry: Entry) -> tuple[Response, Answer, Reading]:
        """The answer and what it says; of a page that is empty without scripts, as they make it."""
        list_url = self._memory.trails.url_of(entry.column) if entry.column else None
        answer = answer_of(response, entry, list_url=list_url)
        reading = self._reading(answer)
        if reading.shell is not None and RENDERED not in response.meta:
            self._count(f"shell/{reading.shell}")
            if (shown := await rendered(self.crawler, response)) is not None:
                answer = answer_of(shown, entry)
                response, reading = shown, self._reading(answer)
        reading.links = without_fetched(reading.links, response)
        return response, answer, reading

    def _reading(self, answer: Answer) -> Reading:
        reader = session_of(self.crawler).reader
        return read_answer(answer, reader=reader, known=self._memory.missing_pages(answer.url))

    async def _followed(self, entry: Entry, answer: Answer, reading: Reading) -> Followed | None:
        """What a list page comes to, and how far it is followed; None for any other page."""
        if reading.listing is None:
            return None
        session, earlier = session_of(self.crawler), None
        if session.stores.is_recrawl:
            page, rows = list_page_key(entry), list_rows(reading.listing)
            earlier = await session.thread.run(session.stores.earlier, page, rows)
        followed = follow_list(
            reading.listing,
            reading.links,
            entry=entry,
            name=reading.name,
            trails=self._memory.trails,
            read_at=answer.fetched_at,
            earlier=earlier,
            since=session.wish.published_since,
            is_full=session.wish.full,
        )
        if followed.stop is not None:
            self._count(f"list/stop/{followed.stop}")
        return followed

    def _outputs(
        self,
        response: Response,
        entry: Entry,
        answer: Answer,
        reading: Reading,
        followed: Followed | None,
    ) -> Iterator[Link | Article | ListPage | SiteRecord | TemplateChange]:
        for url in led_to(response):
            yield Link(url, hop="R", priority=REDIRECT_PRIORITY)
        if entry.fallback and not reading.has_content:
            yield other_step(entry)
        if followed is None:
            yield from _as_found(entry, reading)
        else:
            yield from followed.links
            yield followed.page
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

    def _troubled(self, response: Response, entry: Entry, reason: str) -> Visit:
        if response.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._memory.blocks.note_limited(entry.url)
        return self._ended(failed_visit(response, entry, reason, pause_secs=self._pause_secs))

    def _back_off(self, response: Response) -> None:
        """A page says in words what a status would have said."""
        host = session_of(self.crawler).manners.host(host_of(response.url))
        level = host.pace.back_off
        host.pace.troubled(began=response.meta[FETCHED_AT], now=utc_now())
        if host.pace.back_off > level:
            host.figures.back_offs += 1
            self._count("manners/back_off")

    def failed(self, failure: Failure) -> Iterator[Visit]:
        """Acknowledge a URL that gave no answer."""
        entry: Entry = failure.request.meta[ENTRY]  # type: ignore[attr-defined]
        # What a middleware stops (robots.txt) never was in the downloader, so never leaves it.
        session_of(self.crawler).turns.release(entry)
        error = failure.value
        assert error is not None
        if isinstance(error, HeldBackError):
            session_of(self.crawler).journal.give_back(entry)
        elif isinstance(error, IgnoreRequest):
            yield self._ended(refused(entry, str(error) or "ignored", now=utc_now()), str(error))
        else:
            reason = failure_reason(error)
            visit = failed(entry, reason, now=utc_now(), pause_secs=self._pause_secs)
            yield self._ended(visit, str(error))

    @property
    def _memory(self) -> SiteMemory:
        return session_of(self.crawler).memory

    @property
    def _pause_secs(self) -> float:
        return self.settings.getfloat("PORTALCRAWL_RETRY_PAUSE_SECS")

    def _ended(self, visit: Visit, detail: str = "") -> Visit:
        if not visit.entry.hop_path.strip("R"):
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


def _as_found(entry: Entry, reading: Reading) -> list[Link]:
    """The links of the page; a redirect leads to what its own link led to."""
    if reading.kind != "redirect":
        return reading.links
    return [
        replace(
            link,
            role=entry.role,
            column=entry.column,
            number=entry.number,
            anchor=entry.anchor,
            row_date=entry.row_date,
        )
        for link in reading.links
    ]

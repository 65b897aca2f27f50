"""What a page in the browser asks for, answered by the crawl itself.

The browser has no network. Each of its requests comes here and is made by the crawl's own
downloader, so scope, robots.txt, pauses and archive are the same as for every other request.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urldefrag

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Route

from portalcrawl.crawl.render.rendered import DataAnswer, Rendered

# The crawl asks for pictures itself, where the page shows them; frames it reads as pages.
_NOT_NEEDED = frozenset({"image", "font", "media", "texttrack", "manifest", "ping"})
_DATA = frozenset({"xhr", "fetch"})
_NEEDED = frozenset({"script", "stylesheet"}) | _DATA
_METHODS = frozenset({"GET", "POST"})
MAX_REQUESTS = 80
# Scripts ask for the next thing soon after the last one came.
QUIET_SECS = 0.5
POLL_SECS = 0.05
# What speaks of the browser or of the connection, not of what is asked for.
_OWN_HEADERS = ("sec-", "user-agent", "accept-encoding", "host", "connection", "content-length")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request of a page."""

    url: str
    method: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: ``headers`` by lower-case name, ``body`` without content encoding."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


class RefusedError(Exception):
    """A request of a page that is not made; the message is the reason."""


Fetch = Callable[[Ask], Awaitable[Given]]


class Traffic:
    """The requests of one page: *document* is the page itself, *fetch* asks for all others.

    *refusal* says of an address why it may not be asked for, or None.
    """

    def __init__(
        self,
        document: Given,
        *,
        fetch: Fetch,
        refusal: Callable[[str], str | None],
        timeout_secs: float,
    ) -> None:
        self.found = Rendered()
        self.page: Page | None = None
        self._document = document
        self._fetch = fetch
        self._refusal = refusal
        self._ends_at = time.monotonic() + timeout_secs
        self._requests = 0
        self._pending = 0
        self._changed_at = time.monotonic()
        self._began = False

    async def attach(self, page: Page) -> None:
        """Take over the requests of *page*, before it goes anywhere."""
        self.page = page
        # A window that a script opens has the browser's network, which is none.
        page.on("popup", _close)
        await page.route("**", self._answer)

    async def settle(self) -> None:
        """Wait until the page asks for nothing more, or its time is over."""
        while time.monotonic() < self._ends_at:
            if not self._pending and time.monotonic() - self._changed_at >= QUIET_SECS:
                return
            await asyncio.sleep(POLL_SECS)
        self.found.is_cut = True

    async def _answer(self, route: Route) -> None:
        self._pending += 1
        try:
            await self._answer_or_abort(route)
        except PlaywrightError:
            # The page was closed meanwhile: nobody waits for it.
            self.found.refused["page_closed"] += 1
        finally:
            self._pending -= 1
            self._changed_at = time.monotonic()

    async def _answer_or_abort(self, route: Route) -> None:
        try:
            given = await self._given(route.request)
        except RefusedError as error:
            self.found.refused[str(error)] += 1
            await route.abort("blockedbyclient")
            return
        await route.fulfill(
            status=given.status, headers=_without_coding(given.headers), body=given.body
        )

    async def _given(self, request: Request) -> Given:
        """The answer to *request*. Raises RefusedError."""
        if request.is_navigation_request():
            return self._navigate(request)
        self._check(request)
        if request.resource_type == "stylesheet":
            # Apps wait for their styles, which say nothing: an empty one will do.
            return Given(request.url, 200, {"content-type": "text/css"}, b"")
        self._requests += 1
        ask = Ask(request.url, request.method, await _headers(request), _body(request))
        given = await self._in_time(ask)
        if given.status == 200 and ask.method == "GET":
            self.found.fetched.add(ask.url)
        if request.resource_type in _DATA and given.status == 200:
            self._keep(ask, given)
        return given

    def _navigate(self, request: Request) -> Given:
        """The document, for the first navigation of the page; all others are only noted."""
        if request.frame.parent_frame is not None:
            raise RefusedError("frame")
        if self._began:
            self.found.leads_to.append(request.url)
            self.found.refused["navigation"] += 1
            # An error would put the browser's own page in place of this one; nothing leaves it.
            return Given(request.url, 204, {}, b"")
        self._began = True
        return self._document

    def _check(self, request: Request) -> None:
        if request.resource_type in _NOT_NEEDED:
            raise RefusedError("not_needed")
        if request.resource_type not in _NEEDED:
            raise RefusedError(f"type_{request.resource_type}")
        if request.method not in _METHODS:
            raise RefusedError("method")
        if (reason := self._refusal(request.url)) is not None:
            raise RefusedError(reason)
        if self._requests >= MAX_REQUESTS:
            raise RefusedError("too_many")

    async def _in_time(self, ask: Ask) -> Given:
        left = self._ends_at - time.monotonic()
        asked = asyncio.ensure_future(self._fetch(ask))
        done, _ = await asyncio.wait({asked}, timeout=max(left, 0))
        if not done:
            # It is on its way: its answer is archived when it comes.
            asked.add_done_callback(_forget)
            raise RefusedError("time_over")
        return asked.result()

    def _keep(self, ask: Ask, given: Given) -> None:
        answer = DataAnswer(
            url=urldefrag(ask.url).url,
            body=given.body,
            content_type=given.headers.get("content-type", ""),
            sent=ask.body,
            sent_type=ask.headers.get("content-type", "") if ask.body else "",
        )
        self.found.data.append(answer)


async def _headers(request: Request) -> dict[str, str]:
    headers = await request.all_headers()
    return {k: v for k, v in headers.items() if not k.startswith((":", *_OWN_HEADERS))}


def _body(request: Request) -> bytes:
    return request.post_data_buffer or b""


def _without_coding(headers: dict[str, str]) -> dict[str, str]:
    """*headers* as they are true of a decoded body."""
    untrue = {"content-encoding", "content-length", "transfer-encoding"}
    return {name: value for name, value in headers.items() if name not in untrue}


async def _close(page: Page) -> None:
    await page.close()


def _forget(asked: asyncio.Future[Given]) -> None:
    """Take the outcome, so that nothing complains of one that nobody looked at."""
    if not asked.cancelled():
        asked.exception()

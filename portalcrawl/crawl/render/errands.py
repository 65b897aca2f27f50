"""A page's requests made by the crawl: through robots.txt, the host's pause and the archive."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.meta import ENTRY
from portalcrawl.crawl.render.memory import Memory
from portalcrawl.crawl.render.traffic import Ask, Given, RefusedError
from portalcrawl.crawl.session import session_of
from portalcrawl.frontier.entry import Entry
from portalcrawl.urls.absolute import absolute_url
from portalcrawl.urls.scope import decide

MAX_REDIRECTS = 5
MEMORY_BYTES = 64 * 1024 * 1024


class Errands:
    """Asks for what pages need. One for a crawl: pages share what they have in common."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._memory: Memory[Given] = Memory(max_bytes=MEMORY_BYTES)

    async def run(self, ask: Ask, *, page: Entry) -> Given:
        """The answer to *ask* of *page*, redirects followed. Raises RefusedError."""
        is_plain = ask.method == "GET" and not ask.body
        if is_plain and (known := self._memory.find(ask.url)) is not None:
            self._count("from_memory")
            return known
        given = await self._ask(ask, page=page)
        if is_plain and given.status == 200:
            self._memory.keep(ask.url, given, size_bytes=len(given.body))
        return given

    async def _ask(self, ask: Ask, *, page: Entry) -> Given:
        url = ask.url
        for _ in range(MAX_REDIRECTS + 1):
            response = given_of(await self._download(url, ask, page=page))
            location = response.headers.get("location")
            if not 300 <= response.status < 400 or not location:
                return response
            target = absolute_url(location, base=url)
            if target is None:
                break
            if not (verdict := decide(target, scope=session_of(self._crawler).scope)).accept:
                raise RefusedError(verdict.reason)
            url = target
        raise RefusedError("redirects")

    async def _download(self, url: str, ask: Ask, *, page: Entry) -> Response:
        engine = self._crawler.engine
        assert engine is not None
        # For the archive: found on that page, as something that it needs.
        entry = Entry(site=page.site, url=url, via=page.url, hop_path=page.hop_path + "E")
        request = Request(
            url,
            method=ask.method,
            headers=ask.headers,
            body=ask.body,
            meta={ENTRY: entry, "verbatim_url": True},
        )
        self._count("request")
        try:
            return await engine.download_async(request)
        except IgnoreRequest as error:
            raise RefusedError(str(error) or "ignored") from error
        except Exception as error:
            raise RefusedError(failure_reason(error)) from error

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"portalcrawl/browser/{event}")


def given_of(response: Response) -> Given:
    """*response* as a page gets it: several values of a header in one, as Playwright takes them."""
    headers: dict[str, str] = {}
    for name, values in response.headers.items():
        key = name.decode("latin-1").lower()
        between = "\n" if key == "set-cookie" else ", "
        headers[key] = between.join(value.decode("latin-1") for value in values)
    return Given(response.url, response.status, headers, response.body)

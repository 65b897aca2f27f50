"""Chromium through scrapy-playwright: started once, one page at a time, without a network.

The only module that needs the extra ``browser``.
"""

from __future__ import annotations

import asyncio
import logging

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy_playwright.handler import Config, ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.render.rendered import Rendered, RenderError
from portalcrawl.crawl.render.traffic import Traffic

# Every request is answered by the crawl. What does not ask it (web sockets, a second window, the
# browser's own curiosity) finds a proxy that nobody runs; loopback goes through it too.
NO_NETWORK = ("--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>")
QUIET = ("--disable-background-networking", "--disable-component-update", "--no-first-run")
# Of a page whose scripts never pause, the browser does not even give the document.
GRACE_SECS = 10.0
logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)


class Chromium(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc] # it has no type information
    """The browser of one crawl. ``start`` before the first ``show``, ``close`` at the end."""

    def __init__(self, crawler: Crawler, config: CrawlConfig) -> None:
        super().__init__(crawler)
        self._path = config.browser_path
        self._timeout_secs = config.browser_timeout_secs
        self.config = _playwright_config(crawler, config)

    async def start(self) -> None:
        """Start the browser. Raises RenderError."""
        if not self._path.exists():
            raise RenderError(f"there is no {self._path}: see PORTALCRAWL_BROWSER_PATH")
        try:
            await self._launch()
        except PlaywrightError as error:
            raise RenderError(f"the browser does not start: {error.message}") from error

    async def show(self, url: str, traffic: Traffic) -> Rendered:
        """The page at *url* (with its route) after its scripts ran. Raises RenderError."""

        async def attach(page: Page, _: Request) -> None:
            await traffic.attach(page)

        async def settle(_: Page) -> None:
            await traffic.settle()

        meta = {
            "playwright": True,
            "playwright_page_init_callback": attach,
            "playwright_page_goto_kwargs": {"wait_until": "commit"},
            "playwright_page_methods": [PageMethod(settle)],
            "verbatim_url": True,
        }
        try:
            async with asyncio.timeout(self._timeout_secs + GRACE_SECS):
                response = await self.download_request(Request(url, meta=meta))
        except TimeoutError as error:
            raise RenderError(f"{url} keeps the browser busy") from error
        except PlaywrightError as error:
            raise RenderError(f"{url}: {error.message}") from error
        finally:
            if traffic.page is not None and not traffic.page.is_closed():
                await traffic.page.close()
        if not response.url.startswith(("http://", "https://")):
            raise RenderError(f"{url} ends as {response.url}")
        traffic.found.url, traffic.found.html = response.url, response.text
        return traffic.found


def _playwright_config(crawler: Crawler, config: CrawlConfig) -> Config:
    settings = crawler.settings.copy()
    settings.frozen = False
    options = {
        "executable_path": str(config.browser_path),
        # Containers have no user namespaces to build the sandbox from.
        "args": ["--no-sandbox", *QUIET, *NO_NETWORK],
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }
    context = {
        "user_agent": config.user_agent,
        "locale": "zh-CN",
        "service_workers": "block",
        "accept_downloads": False,
    }
    settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", options)
    settings.set("PLAYWRIGHT_CONTEXTS", {"default": context})
    settings.set("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT", 1)
    settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", 1000 * config.browser_timeout_secs)
    return Config.from_settings(settings)

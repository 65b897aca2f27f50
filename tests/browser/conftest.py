"""Debian's Chromium with the network cut, and what it would have asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.crawl.conftest import crawled

__all__ = ["crawled"]

CHROMIUM = shutil.which("chromium")
LOCAL = ("file:", "data:", "blob:", "about:")


@dataclass
class Watch:
    """What a page did while it was open."""

    left: list[str] = field(default_factory=list)
    """Requests that were not for the mirror's folder."""
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def on(self, page: Page):
        page.on("request", self._request)
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request: Request):
        if not request.url.startswith(LOCAL):
            self.left.append(request.url)

    def _console(self, message: ConsoleMessage):
        if message.type == "error":
            self.errors.append(message.text)


# Not for the whole session: while it is open its event loop runs, and asyncio.run() can't.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "apt-get install chromium"
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def offline(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(offline=True)
    page, watch = context.new_page(), Watch()
    watch.on(page)
    yield page, watch
    context.close()


def address(folder: Path, path: str) -> str:
    return f"{(folder / path).as_uri()}"

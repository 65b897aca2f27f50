"""A replayed page in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.browser.conftest import browser
from tests.replay.conftest import Archived
from tests.replay.tools import Pywb

__all__ = ["browser"]


def test_the_replayed_home_page_shows_its_title_and_its_images(
    archived: Archived, pywb: Pywb, browser: Browser
):
    home = archived.bodies[archived.home].decode("gbk")
    context = browser.new_context()
    # Whatever asks beyond the archive would show that replay leaks.
    beyond: list[str] = []
    here = f"http://127.0.0.1:{pywb.port}/"
    context.on("request", lambda r: beyond.append(r.url) if not r.url.startswith(here) else None)
    page = context.new_page()
    page.goto(pywb.address("wacz", archived.home, mode="mp_"), wait_until="load")
    title = re.search("<title>(.*?)</title>", home)
    assert title is not None
    # pywb says before it what it is.
    assert page.title().endswith(title[1].strip())
    shown = "images => images.filter(i => i.complete && i.naturalWidth > 0).length"
    assert page.locator("img").evaluate_all(shown) > 0
    assert [url for url in beyond if not url.startswith(("data:", "blob:", "about:"))] == []
    context.close()

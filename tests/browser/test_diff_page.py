"""The page of a comparison in Chromium: it asks for nothing, and fits a small screen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from portalcrawl.history.comparison import compare_documents
from portalcrawl.report.diff.page import comparison_page
from tests.browser.conftest import Watch
from tests.unit.history.test_comparison import NEW, OLD

EVIL = "<script>document.title='x'</script><img src=http://a.cn/x.png>"


def test_in_a_browser(offline: tuple[Page, Watch], tmp_path: Path):
    page, watch = offline
    # A word that no blank breaks, in a long text.
    body = f"{EVIL}\n第一段。\n{'长' * 300}http://a.cn/{'x' * 300}"
    changes = {"title": "县里开大会", "body_text": body}
    file = tmp_path / "d.html"
    text = comparison_page(compare_documents(OLD, {**NEW, **changes}))
    file.write_text(text, encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 640})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        marks = page.locator("p > ins, p > del")
        colours = marks.evaluate_all("all => all.map(one => getComputedStyle(one).color)")
        ink = page.evaluate("getComputedStyle(document.body).color")
        assert len(colours) > 2
        assert ink not in colours
    assert page.title() == "县里开大会 (1 → 2)"
    assert EVIL in page.inner_text("body").replace("¶", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert (watch.left, watch.failed, watch.errors) == ([], [], [])

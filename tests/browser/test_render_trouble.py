"""Pages whose scripts misbehave: what they cost, and what is kept of them."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.conftest import Portalcrawl
from tests.crawl.little_site import Reply, serve_replies
from tests.unit.archive.exchanges import Record, read_back

HTML = {"Content-Type": "text/html; charset=utf-8"}
SCRIPT = {"Content-Type": "application/javascript"}
ROW = "app.innerHTML += '<p><a href=/a.html>关于开展春季植树活动的通知</a> 2024-03-05</p>';"


def shell(script: str) -> dict[str, Reply]:
    """A site that is an app of one *script*."""
    page = "<body><div id=app></div><script src=/app.js></script>"
    start = "var app = document.getElementById('app');\n"
    return {
        "/": Reply(page, headers=HTML),
        "/app.js": Reply(start + script, headers=SCRIPT),
        "/a.html": Reply("<h1>关于开展春季植树活动的通知</h1><p>请遵照执行。", headers=HTML),
    }


def conversions(command: Portalcrawl) -> list[Record]:
    records = [record for path in command.warc_files() for record in read_back(path)]
    return [record for record in records if record.kind == "conversion"]


def stat(said: str, name: str) -> int:
    found = re.search(rf"'portalcrawl/browser/{re.escape(name)}': (\d+)", said)
    return int(found[1]) if found else 0


def test_a_page_that_never_ends_is_taken_as_it_is(portalcrawl: Portalcrawl):
    script = ROW + "setInterval(function () { fetch('/tick?' + Date.now()); }, 100);"
    with serve_replies(shell(script)) as site:
        said = portalcrawl.crawl(site.url, "-s", "PORTALCRAWL_BROWSER_TIMEOUT_SECS=3")
        assert "/a.html" in site.paths
    (page,) = conversions(portalcrawl)
    assert page.headers["WARC-Truncated"] == "time"
    assert stat(said, "time_over") == 1


def test_a_page_that_keeps_the_browser_busy_is_left_out(portalcrawl: Portalcrawl):
    with serve_replies(shell("while (true) {}")) as site:
        said = portalcrawl.crawl(site.url, "-s", "PORTALCRAWL_BROWSER_TIMEOUT_SECS=2")
    assert conversions(portalcrawl) == []
    assert "browser_failed 1" in said


def test_a_page_that_stays_empty_is_left_out(portalcrawl: Portalcrawl):
    with serve_replies(shell("")) as site:
        said = portalcrawl.crawl(site.url)
    assert conversions(portalcrawl) == []
    assert "browser_no_help 1" in said


def test_robots_txt_holds_for_what_scripts_ask_for(portalcrawl: Portalcrawl):
    replies = shell(ROW + "fetch('/api/rows'); fetch('/open/rows');")
    replies["/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /api/", headers={"Content-Type": "text/plain"}
    )
    with serve_replies(replies) as site:
        said = portalcrawl.crawl(site.url)
        assert "/open/rows" in site.paths
        assert "/api/rows" not in site.paths
    assert stat(said, "refused/robots.txt") == 1


def test_pauses_hold_for_what_scripts_ask_for(portalcrawl: Portalcrawl):
    replies = shell(ROW + "for (var n = 0; n < 3; n++) fetch('/api/' + n);")
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url, "--delay", "0.4", concurrency=1)
        times = [moment for _, moment in site.asked]
    gaps = [after - before for before, after in pairwise(times)]
    assert len(gaps) >= 6
    # A busy machine notes one late, and the gap behind it is the shorter for it.
    assert sum(gaps) >= 0.38 * len(gaps)


def test_where_a_script_goes_the_crawl_goes_by_itself(portalcrawl: Portalcrawl):
    replies = shell(ROW + "setTimeout(function () { location.href = '/b.html'; }, 50);")
    replies["/b.html"] = Reply("<h1>县里召开动员会</h1><p>部署春季植树。", headers=HTML)
    with serve_replies(replies) as site:
        said = portalcrawl.crawl(site.url)
        assert site.paths.count("/b.html") == 1
    assert stat(said, "refused/navigation") == 1
    assert len(conversions(portalcrawl)) == 1


def test_nothing_reaches_the_site_past_the_crawl(portalcrawl: Portalcrawl):
    script = ROW + (
        "window.open('/window.html'); navigator.sendBeacon('/beacon');"
        "try { new WebSocket('ws://' + location.host + '/socket'); } catch (error) {}"
        "try { new EventSource('/events'); } catch (error) {}"
        "document.body.insertAdjacentHTML('beforeend', '<iframe src=/frame.html></iframe>"
        "<img src=/picture.png><link rel=prefetch href=/next.html>');"
    )
    with serve_replies(shell(script)) as site:
        portalcrawl.crawl(site.url)
        unasked = {"/window.html", "/beacon", "/socket", "/events", "/next.html"}
        assert not unasked & set(site.paths)
        # The crawl asks for what the page embeds, once and by itself.
        assert [site.paths.count(path) for path in ("/frame.html", "/picture.png")] == [1, 1]

"""What a site may ask of us, and that it is kept."""

from __future__ import annotations

import signal
import time
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.little_site import LittleSite, Reply, serve_replies

TEXT = {"Content-Type": "text/plain"}
HOME = Reply("<a href=/a.html>a</a><a href=/secret/b.html>b</a><a href=/c.html>c</a>")
PAGE = Reply("<p>page")


def robots(text: str, status: int = 200) -> Reply:
    return Reply(text, status=status, headers=TEXT)


def profile(folder: Path, site: LittleSite, *lines: str) -> str:
    path = folder / "site.toml"
    path.write_text("\n".join([f'url = "{site.url}/"', *lines]))
    return str(path)


def states(command: Portalcrawl) -> str:
    return command.run("stats").stdout


def test_what_robots_txt_forbids_is_not_asked_and_said(portalcrawl: Portalcrawl):
    rules = robots("User-agent: *\nDisallow: /secret/")
    replies = {"/": HOME, "/robots.txt": rules, "/a.html": PAGE, "/secret/b.html": PAGE}
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url)
    assert "/secret/b.html" not in site.paths
    assert "/a.html" in site.paths
    assert "skipped" in states(portalcrawl)


def test_more_forbidden_pages_than_are_asked_at_once_do_not_stop_the_crawl(
    portalcrawl: Portalcrawl,
):
    links = "".join(f"<a href=/secret/{n}.html>{n}</a>" for n in range(40))
    rules = robots("User-agent: *\nDisallow: /secret/")
    replies = {"/": Reply(f"{links}<a href=/a.html>a</a>"), "/robots.txt": rules, "/a.html": PAGE}
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url)
    assert sorted(site.paths) == ["/", "/a.html", "/robots.txt"]


def test_a_robots_txt_for_us_by_name(portalcrawl: Portalcrawl):
    rules = robots("User-agent: portalcrawl\nDisallow: /\n\nUser-agent: *\nAllow: /")
    with serve_replies({"/": HOME, "/robots.txt": rules}) as site:
        done = portalcrawl.run("crawl", site.url)
    assert done.returncode == 4
    assert "robots.txt forbids it" in done.stderr
    assert site.paths == ["/robots.txt"]


def test_a_robots_txt_that_fails_closes_the_site_until_it_answers(portalcrawl: Portalcrawl):
    replies = {"/": HOME, "/robots.txt": [robots("", 503), robots("User-agent: *\nAllow: /")]}
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url)
    assert site.paths[:3] == ["/robots.txt", "/robots.txt", "/"]


def test_a_page_in_place_of_a_robots_txt_allows_everything(portalcrawl: Portalcrawl):
    replies = {"/": HOME, "/robots.txt": Reply("<html><title>404</title>"), "/a.html": PAGE}
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url)
    assert "/a.html" in site.paths


def test_the_crawl_delay_of_robots_txt_is_kept(portalcrawl: Portalcrawl):
    rules = robots("User-agent: *\nCrawl-delay: 0.4")
    replies = {"/": HOME, "/robots.txt": rules, "/a.html": PAGE, "/c.html": PAGE}
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url)
    moments = [moment for path, moment in site.asked if path != "/robots.txt"]
    assert all(b - a >= 0.35 for a, b in pairwise(moments[1:]))


def test_the_delay_is_the_least_pause(portalcrawl: Portalcrawl):
    replies = {"/": HOME, "/a.html": PAGE, "/c.html": PAGE}
    with serve_replies(replies) as site:
        assert portalcrawl.run("crawl", site.url, "--delay", "0.5").returncode == 0
    moments = [moment for path, moment in site.asked]
    assert len(moments) >= 4
    # The first request takes longest to arrive.
    assert all(b - a >= 0.45 for a, b in pairwise(moments))


def test_retry_after_is_kept(portalcrawl: Portalcrawl):
    busy = Reply("later", status=503, headers={"Retry-After": "4"})
    with serve_replies({"/": HOME, "/a.html": [busy, PAGE]}) as site:
        portalcrawl.crawl(site.url)
    first, second = (moment for path, moment in site.asked if path == "/a.html")
    assert second - first >= 3.9


def test_a_page_that_always_fails_is_given_up_with_its_reason(portalcrawl: Portalcrawl):
    replies = {"/": Reply("<a href=/a.html>a</a>"), "/a.html": Reply("", status=500)}
    with serve_replies(replies) as site:
        settings = ("-s", "PORTALCRAWL_RETRY_PAUSE_SECS=0.1")
        said = portalcrawl.crawl(site.url, *settings)
    assert Counter(site.paths)["/a.html"] == 4
    assert "given up: http_500 1" in said


def test_a_redirect_is_followed_on_the_site_and_not_off_it(portalcrawl: Portalcrawl):
    replies = {
        "/": Reply("<a href=/old>a</a><a href=/away>b</a><a href=/loop>c</a>"),
        "/old": Reply(status=301, headers={"Location": "/new.html"}),
        "/away": Reply(status=302, headers={"Location": "http://www.elsewhere.invalid/"}),
        "/loop": Reply(status=302, headers={"Location": "/loop"}),
        "/new.html": PAGE,
    }
    with serve_replies(replies) as site:
        portalcrawl.crawl(site.url)
    assert Counter(site.paths) == {
        **dict.fromkeys(["/robots.txt", "/", "/old", "/away", "/loop", "/new.html"], 1)
    }


def test_a_robots_txt_is_asked_for_once_a_day(portalcrawl: Portalcrawl):
    rules = robots("User-agent: *\nDisallow: /secret/")
    with serve_replies({"/": HOME, "/robots.txt": rules, "/a.html": PAGE}) as site:
        portalcrawl.crawl(site.url)
        portalcrawl.crawl(site.url)
    asked = Counter(site.paths)
    assert (asked["/robots.txt"], asked["/"], asked["/secret/b.html"]) == (1, 2, 0)


def test_a_robots_txt_may_be_on_another_host(portalcrawl: Portalcrawl):
    rules = robots("User-agent: *\nDisallow: /secret/")
    with serve_replies({"/rules.txt": rules}) as other:
        away = Reply(status=301, headers={"Location": f"{other.url}/rules.txt"})
        with serve_replies({"/": HOME, "/robots.txt": away, "/a.html": PAGE}) as site:
            portalcrawl.crawl(site.url)
    assert other.paths == ["/rules.txt"]
    assert "/a.html" in site.paths
    assert "/secret/b.html" not in site.paths


def test_a_retry_after_outlives_a_kill(portalcrawl: Portalcrawl):
    busy = Reply("later", status=429, headers={"Retry-After": "50"})
    replies = {"/": HOME, "/a.html": busy, "/c.html": busy, "/secret/b.html": busy}
    with serve_replies(replies) as site:
        with portalcrawl.start("crawl", site.url, "--delay", "0") as process:
            while busy not in [replies.get(path) for path in site.paths]:
                time.sleep(0.05)
            # It waits, because the time is not far, and what it knows is written meanwhile.
            time.sleep(1)
            process.send_signal(signal.SIGKILL)
        asked = list(site.asked)
        done = portalcrawl.run("crawl", site.url, "-s", "PORTALCRAWL_FRONTIER_WAIT_SECS=5")
    assert done.returncode == 0, done.stderr
    assert "asks to be left alone until" in done.stderr
    assert "run the same command then, or with --wait" in done.stderr
    assert site.asked == asked


def test_a_home_page_that_is_to_be_asked_later_is_no_error(portalcrawl: Portalcrawl):
    busy = Reply("later", status=503, headers={"Retry-After": "3600"})
    with serve_replies({"/": HOME, "/robots.txt": busy}) as site:
        said = portalcrawl.crawl(site.url)
        portalcrawl.crawl(site.url)
    assert site.paths == ["/robots.txt"]
    assert "asks to be left alone until" in said


def test_outside_of_its_hours_a_site_is_not_asked(portalcrawl: Portalcrawl, tmp_path: Path):
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    start, end = now + timedelta(hours=2), now + timedelta(hours=3)
    window = f"{start:%H:%M}-{end:%H:%M}"
    with serve_replies({"/": HOME}) as site:
        said = portalcrawl.crawl(profile(tmp_path, site, f'windows = ["{window}"]'))
    assert site.asked == []
    assert f"the site may be asked at {window} Asia/Shanghai" in said


@pytest.mark.parametrize(
    ("pause_secs", "size", "lines", "least_secs", "why"),
    [
        (0.3, 10, ("delay_secs = 0.1",), 0.37, "latency"),
        (0.0, 20_000, ("delay_secs = 0", "max_bytes_per_sec = 50000"), 0.35, "byte_rate"),
    ],
)
def test_a_slow_host_and_one_that_is_to_send_little(
    portalcrawl: Portalcrawl, tmp_path: Path, pause_secs, size, lines, least_secs, why
):
    page = Reply(f"{HOME.body}<p>{'x' * size}", pause_secs=pause_secs)
    replies = dict.fromkeys(("/", "/a.html", "/secret/b.html", "/c.html"), page)
    with serve_replies(replies) as site:
        done = portalcrawl.run("crawl", profile(tmp_path, site, *lines))
    assert done.returncode == 0, done.stderr
    pages = [moment for path, moment in site.asked if path in replies and path != "/"]
    assert all(b - a >= least_secs for a, b in pairwise(pages))
    assert f"portalcrawl/manners/waited/{why}" in done.stderr

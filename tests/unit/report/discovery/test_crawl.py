"""The whole report, as JSON and as a page."""

from __future__ import annotations

import json

import pytest

from portalcrawl.manners.memory import Manners
from portalcrawl.manners.robots_cache import after_answer
from portalcrawl.manners.terms import Terms
from portalcrawl.report.discovery.crawl import report_crawl
from portalcrawl.report.discovery.hosts import report_hosts
from portalcrawl.report.discovery.page import report_page
from portalcrawl.urls.traps import Budgets, Limits
from tests.unit.report.discovery.facts import RUN, address, link, page, site, story


@pytest.mark.parametrize(
    ("addresses", "state", "vendor"),
    [
        ([address("1"), address("2", "missing")], "ok", None),
        ([address("1", "blocked", reason="some wall")], "blocked", "some wall"),
        ([address("1"), address("2", "blocked", reason="x")], "partly_blocked", "x"),
        ([address("1", "error", state="failed", reason="timeout")], "unreachable", None),
        ([address("1", "", state="queued")], "waiting", None),
    ],
)
def test_the_state_of_a_host(addresses, state, vendor):
    (host,) = report_hosts(site(addresses=addresses).addresses)
    assert (host.host, host.state, host.vendor) == ("a.cn", state, vendor)


def test_how_hosts_were_asked():
    then = RUN["started_at"]
    manners = Manners(Terms(delay_secs=1), run=RUN["_id"])
    host = manners.host("a.cn")
    host.pace.latency_secs, host.pace.not_before = 0.75, then
    host.figures.requests, host.figures.waits = 7, {"delay": 6}
    host.robots["http"] = after_answer(None, status=404, body=b"", now=then)
    asked = [{"_id": "a.cn", "manners": manners.document("a.cn")}]
    report = report_crawl(RUN, site(addresses=[address("1")], hosts=asked))
    assert report.as_json()["hosts"][0]["manners"] == {
        "pause_secs": 1.5,
        "pause_reason": "latency",
        "latency_secs": 0.75,
        "requests": 7,
        "body_bytes": 0,
        "back_offs": 0,
        "retry_afters": 0,
        "not_before": "2026-01-01T00:00:00+00:00",
        "waits": {"delay": 6},
        "robots": {"http": "none 2026-01-01T00:00:00+00:00"},
    }
    assert "1.5 s (latency)" in report_page(report)
    # What another run did says nothing of this one.
    later = report_crawl({**RUN, "_id": "a@2"}, site(addresses=[address("1")], hosts=asked))
    assert later.hosts[0].manners is None


def test_the_hours_in_which_a_site_may_be_asked():
    profile = {"windows": ["22:00-06:00"], "timezone": "Asia/Shanghai"}
    report = report_crawl({**RUN, "processes": [{}, {"profile": profile}]}, site())
    assert report.windows == ["22:00-06:00 Asia/Shanghai"]
    assert "asked only 22:00-06:00 Asia/Shanghai" in report_page(report)
    assert report_crawl(RUN, site()).windows == []


def test_lists_chains_and_site_maps_are_compared():
    facts = site(
        lists=[page("tz", "1", "2")],
        addresses=[
            *(address(n) for n in "123"),
            address("4", role="sitemap"),
            address("1", role="sitemap"),
        ],
        stories=[
            story("1", next=link("3")),
            *(story("2"), story("3", previous=link("1")), story("4")),
        ],
    )
    assert report_crawl(RUN, facts).differences.counts == {
        "in_no_list": 2,
        "in_no_chain": 1,
        "only_in_sitemap": 1,
        "not_in_sitemap": 2,
    }


def test_probes_are_no_dead_links():
    facts = site(addresses=[address("x", "missing", role="probe"), address("y", "missing")])
    assert [dead["url"] for dead in report_crawl(RUN, facts).dead_links] == ["http://a.cn/y"]


def test_cut_patterns_are_told():
    budgets = Budgets(Limits(max_in_vain=1))
    for month in range(1, 6):
        url = f"http://a.cn/meetings.asp?y=2031&m={month}"
        if budgets.take(url) is None:
            budgets.note(url, content=str(month), gave_new=False)
    report = report_crawl({**RUN, "budgets": budgets.as_dict()}, site())
    assert report.traps == {"a.cn/meetings.asp?m&y (endless_dates)": 4}


def test_pages_that_got_no_browser_are_told():
    figures = {"portalcrawl/browser/left_out/browser_missing": 3}
    report = report_crawl({**RUN, "figures": figures}, site())
    assert report.not_rendered == {"browser_missing": 3}
    assert "browser_missing 3" in report_page(report)


def test_json_and_page():
    facts = site(
        lists=[page("<b>", "1", total_items=3)],
        addresses=[address("1", "missing", reason="http_404")],
        stories=[story("7", column_path=[{"title": "<b>", "url": None}])],
    )
    report = report_crawl(RUN, facts)
    data = json.loads(json.dumps(report.as_json()))
    assert data["columns"][0]["orphans"] == ["http://a.cn/7"]
    assert data["left_out"] == {"off_site": 7}
    html = report_page(report)
    # What a site calls its columns is text.
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "2 missing" in html

"""What a run remembers of its site, and which addresses it makes up."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from portalcrawl.extract.links import Link
from portalcrawl.extract.reading import Answer, Reading, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.recrawl.site_memory import SiteMemory
from portalcrawl.recrawl.trails import Trails
from portalcrawl.urls.traps import Budgets

HOME = "http://a.cn/"
MENU = "".join(f"<a href=/c{n}/>栏目{n}</a>" for n in range(9))
NOTICE = f"<title>清源县</title>{MENU}<p>没有找到您要的内容"
SITE_HOME = f"<title>清源县人民政府</title>{MENU}<p>{'全县春季植树动员会召开。' * 40}"


@pytest.fixture
def memory() -> SiteMemory:
    return SiteMemory(HOME, trails=Trails(), budgets=Budgets(), rng=Random(1))


def read(memory: SiteMemory, url: str, html: str, **changes) -> tuple[Reading, list[Link]]:
    values = {"status": 200, "content_type": "text/html; charset=utf-8"}
    answer = Answer(
        url=url, body=html.encode(), fetched_at=datetime(2026, 1, 1, tzinfo=UTC), **values | changes
    )
    known = memory.missing_pages(url)
    reading = read_answer(answer, reader=PageReader("a"), known=known)
    return reading, memory.note(answer, reading)


def probe_of(memory: SiteMemory) -> Link:
    _, (probe,) = read(memory, HOME, SITE_HOME, is_home=True)
    return probe


def test_one_page_is_made_up_for_the_host(memory):
    probe = probe_of(memory)
    assert (probe.role, probe.url.startswith(HOME)) == ("probe", True)


def test_what_is_like_a_made_up_page_is_missing(memory):
    probe = probe_of(memory)
    read(memory, probe.url, NOTICE, role="probe")
    reading, _ = read(memory, "http://a.cn/zw/7.html", NOTICE)
    assert (reading.kind, reading.judgement.rule) == ("soft_404", "like_probe")


@pytest.mark.parametrize(
    ("status", "url", "is_probed"),
    [
        # It says 404 of files: of all files, but not of programs.
        (404, "http://a.cn/zw/7.html", False),
        (404, "http://a.cn/show.asp?id=7", True),
        (200, "http://a.cn/zw/7.html", True),
    ],
)
def test_what_else_is_made_up(memory, status, url, is_probed):
    read(memory, probe_of(memory).url, "<title>404</title>nothing", role="probe", status=status)
    _, probes = read(memory, url, "<title>清源县</title><p>县情简介")
    assert bool(probes) is is_probed


def test_a_firewall_says_nothing_of_missing_pages(memory):
    wall = "<title>412</title><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>"
    reading, _ = read(memory, probe_of(memory).url, wall, role="probe", status=412)
    assert reading.kind == "blocked"
    assert memory.refusal("http://a.cn/zw/7.html") is None


def test_a_trap_is_cut_and_honest_pages_are_not(memory):
    menu = "<title>清源县</title><p>今天没有会议安排。"
    reasons = []
    for day in range(400):
        url = f"http://a.cn/meetings.asp?y=2031&m={day}"
        if (reason := memory.refusal(url)) is None:
            read(memory, url, f"{menu}<a href='?y=2032&m={day}'>下一天</a>{day}")
        reasons.append(reason)
    assert reasons[0] is None
    assert reasons[-1] is not None
    assert memory.refusal("http://a.cn/zw/7.html") is None
